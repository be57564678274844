#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""Figures of SAFETY.md over a real bluetoothd, inside the VM: air.py WHAT SEED COUNT. WHAT is a key
of SAMPLES, or of MOMENTS. Prints each sample as one line of JSON, and fails with the first that is not
as it should be."""
import os
import random
import signal
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
TESTS = os.path.join(HERE, *[os.pardir] * 3)
sys.path[:0] = [HERE, *(os.path.join(TESTS, *folder) for folder in (('bench', 'guest'), ('vm',), ('ui',)))]
import lib
from cuts import MOMENTS, cut_at
from lib import ENDED_EARLY, RENEW, START, Process, expect, watch_session
from moment import ARRIVES_S, EMPTY_S, boot_us
from rig import begin_session, end_guardian, find_guardians, pair, say, take_home
from sleep import suspend

# From the first question to the middle of the first cycle.
KILLED_WITHIN_S = 12
BLOCKED_S = 30


def has_begun(boots, since):
    return START in boots.operations(since)


def kill(boots, at):
    """At a random moment, with and without a START on its way"""
    since = boots.mark()
    session = Process('ebbctl', 'run', 'gentle-wave', '--yes', '--json')
    time.sleep(at * KILLED_WITHIN_S)  # the moment is what is random, and nothing is waited for
    mark, killed_us = boots.mark(), boot_us()
    session.kill()
    session.wait_end()
    found = {'stop_ms': None, 'began': has_begun(boots, since)}
    if find_guardians():
        stop = boots.wait_write('stop', 'Stop of the guardian', ARRIVES_S, since=mark)
        found['stop_ms'] = (stop['at_us'] - killed_us) / 1000
        if has_begun(boots, since):
            found['began'] = True
            boots.wait_state('stopped', EMPTY_S, since=mark)
        end_guardian()
    else:
        expect(not found['began'] or boots.events('status')[-1]['run_state'] == 'stopped',
               'boots that run, and nobody stops them')
    return found


def block(boots, _):
    """The program stands still for half a minute: what it renewed last, and when they are empty"""
    session, since = begin_session(boots)
    mark, blocked_us = boots.mark(), boot_us()
    session.kill(signal.SIGSTOP)
    stopped = boots.wait_state('stopped', EMPTY_S, since=mark)
    renewals = [message['at_us'] for message in boots.writes('control', mark)
                if int(message['hex'][:2], 16) == RENEW]
    empty_ms = (stopped['at_us'] - blocked_us) / 1000
    time.sleep(max(0, BLOCKED_S - empty_ms / 1000))  # it stands still for so long
    session.kill(signal.SIGCONT)
    expect(session.wait_end() == ENDED_EARLY, session.tail())
    expect(boots.operations(since).count(START) == 1, 'it went on by itself')
    return {'renewed_ms': max((at_us - blocked_us) / 1000 for at_us in renewals) if renewals else 0,
            'empty_ms': empty_ms}


def ignore_stops(boots, _):
    """The boots hear the fourth Stop; until then nobody says that they are stopped"""
    session = watch_session(boots)
    mark = boots.do('fault ignore-stops 3')
    pressed_us = boot_us()
    session.press(' ')
    stopped = boots.wait_state('stopped', EMPTY_S, since=mark)
    expect(session.wait_end() == 0, session.tail())
    stops = [message for message in boots.writes('stop', mark) if message['at_us'] <= stopped['at_us']]
    expect([stop['outcome'] for stop in stops[:4]] == ['ignored'] * 3 + ['taken'], f'they were {stops}')
    return {'fourth_ms': (stops[3]['at_us'] - stops[0]['at_us']) / 1000,
            'first_ms': (stops[0]['at_us'] - pressed_us) / 1000}


SAMPLES = {'kills': kill, 'blocked': block, 'unheard': ignore_stops, 'suspends': suspend}


def take(what, boots, numbers):
    if what in MOMENTS:
        return cut_at(what, boots, numbers)
    at = numbers.random()
    return {'at': round(at, 3), **SAMPLES[what](boots, at)}


def main():
    what, seed, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    numbers = random.Random(seed)
    lib.power_up()
    template = lib.fresh_home()
    boots = lib.Boots()
    pair('Ebb boots')
    try:
        for _ in range(count):
            take_home(template)
            say({'sample': what, **take(what, boots, numbers)})
    except lib.Failure as failure:
        say({'failure': str(failure)})
        return 1
    return 0


sys.exit(main())
