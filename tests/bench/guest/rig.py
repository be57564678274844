# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""What the benches in the VM share."""
import json
import os
import shutil
import signal
import subprocess

import lib
from lib import Failure, Process, ebbctl, wait_for

PROGRAMS = os.path.join(os.environ['EBB_BUILD'], 'run', 'tests', 'bench')
PAIR_TRIES = 3
SESSION_S = 60


def say(message):
    """One sample, or what went wrong, as one line of JSON"""
    print(json.dumps(message), flush=True)


def pair(name):
    """No part of any figure, so a scan that heard nothing on a busy machine is made again"""
    for number in range(PAIR_TRIES):
        try:
            ebbctl('pair', name, '--json', seconds=90)
            return
        except Failure as failure:
            if number == PAIR_TRIES - 1:
                raise
            say({'note': str(failure)})


def take_home(template):
    """A home where the boots are known and no session was left open"""
    shutil.copytree(f'{template}/data', f'{lib.fresh_home()}/data')


def begin_session(boots):
    """(the ebbctl that runs it, where the boots' log stood before); both say that it runs"""
    since = boots.mark()
    session = Process('ebbctl', 'run', 'gentle-wave', '--yes', '--json')
    boots.wait_state('running', SESSION_S, since=since)
    session.wait_message(lambda message: message.get('state') == 'running', 'running', 30)
    return session, since


def end_guardian():
    """It would go on for its time, and hold the boots: its first Stop is what was measured"""
    for pid in find_guardians():
        os.kill(int(pid), signal.SIGKILL)
    wait_for(lambda: not find_guardians(), 'no guardian')


def find_guardians():
    return subprocess.run(['pidof', 'ebb-guardian'], text=True, stdout=subprocess.PIPE,
                          check=False).stdout.split()
