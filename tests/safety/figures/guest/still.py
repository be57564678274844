#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""The main loop of the shipped window stands still for 30 s in the middle of a session, inside the VM:
still.py WHAT SEED COUNT. Prints each sample as one line of JSON, and fails with the first that is not as it
should be."""
import os
import random
import signal
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
TESTS = os.path.join(HERE, *[os.pardir] * 3)
sys.path[:0] = [HERE, *(os.path.join(TESTS, *folder) for folder in (('bench', 'guest'), ('vm',), ('ui',)))]
import lib
from desk import Desk
from lib import LOGS, RENEW, START, expect
from moment import EMPTY_S, boot_us
from rig import pair, say
from waiting import Failure
from window import NAME, EmulatedEbb, show_failure

STANDSTILL = os.path.join(os.environ['EBB_BUILD'], 'run', 'tests', 'ui', 'standstill.so')
BLOCKED_S = 30  # as standstill.c has it
WITHIN_S = 8  # of a session, from its first air on
ENDED_S = 90


def take(boots, ebb, at, is_first):
    """What it renewed last, and when the boots are empty; nothing goes on by itself"""
    since = boots.mark()
    ebb.tick_all()
    if is_first:
        ebb.see_guide()
    ebb.start()
    boots.wait_state('running', since=since)
    ebb.wait_air()
    time.sleep(at * WITHIN_S)  # the moment is what is random, and nothing is waited for
    mark, blocked_us = boots.mark(), boot_us()
    ebb.process.send_signal(signal.SIGUSR2)
    stopped = boots.wait_state('stopped', EMPTY_S, since=mark)
    empty_ms = (stopped['at_us'] - blocked_us) / 1000
    time.sleep(max(0, BLOCKED_S - empty_ms / 1000))
    ebb.wait('label', text='The boots heard nothing of Ebb', seconds=ENDED_S)
    renewals = [message['at_us'] for message in boots.writes('control', mark)
                if int(message['hex'][:2], 16) == RENEW]
    writes = [message['at_us'] for message in boots.writes(since=mark)
              if message['at_us'] < blocked_us + BLOCKED_S * 1000000]
    ebb.finish(was_lost=True)
    expect(boots.operations(since).count(START) == 1, 'it went on by itself')
    # What was on its way, and no more: a loop that stands still writes nothing.
    expect(not writes or max(writes) < blocked_us + 5000000, f'writes in between: {writes}')
    return {'renewed_ms': max((at_us - blocked_us) / 1000 for at_us in renewals) if renewals else 0,
            'empty_ms': empty_ms}


def main():
    what, seed, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    numbers = random.Random(seed)
    lib.power_up()
    lib.fresh_home()
    boots = lib.Boots()
    pair(NAME)
    with Desk(LOGS, size='1100x820') as desk:
        ebb = EmulatedEbb(desk, environment={**os.environ, 'LD_PRELOAD': STANDSTILL})
        try:
            ebb.wait_ready()
            for number in range(count):
                at = numbers.random()
                say({'sample': what, 'at': round(at, 3), **take(boots, ebb, at, number == 0)})
        except (lib.Failure, Failure) as failure:
            show_failure(ebb)
            say({'failure': str(failure)})
            return 1
        finally:
            ebb.close()
    return 0


sys.exit(main())
