# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""What the benches in the VM share."""
import json
import os

from lib import Failure, ebbctl

PROGRAMS = os.path.join(os.environ['EBB_BUILD'], 'run', 'tests', 'bench')
PAIR_TRIES = 3


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
