#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""From SIGKILL of the program in the middle of a session to Stop at the boots. Runs inside the VM.
kill.py COUNT: prints each sample as one line of JSON. See ../README.md.
"""
import os
import shutil
import signal
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, '..', '..', 'vm')]
import lib
from lib import Boots, Process, wait_for
from rig import pair, say

AIR_PA = 667  # 5 mmHg in some zone
ARRIVES_S = 15


def has_air(message):
    return message.get('event') == 'pressure' and any(
        pressure > AIR_PA for side in ('left_pa', 'right_pa')
        for pressure in message.get(side, {}).values())


def take_home(template):
    """A home where the boots are known and no session was left open"""
    shutil.copytree(f'{template}/data', f'{lib.fresh_home()}/data')


def end_guardian():
    """It would go on for its time, and hold the boots: its first Stop is what was measured"""
    for pid in find_guardians():
        os.kill(int(pid), signal.SIGKILL)
    wait_for(lambda: not find_guardians(), 'no guardian')


def find_guardians():
    return subprocess.run(['pidof', 'ebb-guardian'], text=True, stdout=subprocess.PIPE,
                          check=False).stdout.split()


def sample(boots, template):
    take_home(template)
    began = time.monotonic()
    since = boots.mark()
    session = Process('ebbctl', 'run', 'gentle-wave', '--yes', '--json')
    boots.wait_state('running', 60, since=since)
    session.wait_message(lambda message: message.get('state') == 'running', 'running', 30)
    boots.wait_message(has_air, 'air', since=since)
    mark = boots.mark()
    killed_us = time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1000
    session.kill()
    stop = boots.wait_write('stop', 'Stop', ARRIVES_S, since=mark)
    say({'sample': 'kill_to_stop', 'ms': (stop['at_us'] - killed_us) / 1000,
         'cycle_s': round(time.monotonic() - began, 2)})
    session.wait_end()
    boots.wait_state('stopped', 60, since=mark)
    end_guardian()


def main():
    lib.power_up()
    template = lib.fresh_home()
    boots = Boots()
    pair('Ebb boots')
    for _ in range(int(sys.argv[1])):
        sample(boots, template)


main()
