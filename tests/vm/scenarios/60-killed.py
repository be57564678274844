#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""ebbctl is killed in the middle of a session, and its guardian stops the boots; or it stands still,
and they stop by themselves."""
import os
import signal
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from lib import (ENDED_EARLY, START, Boots, Process, ebbctl, expect, fresh_home, run_tests, start_session,
                 wait_for)

# The bound of safety.md, H2, is 500 ms; emulated, all is some ten times slower.
SOON_S = 3
boots = session = None
killed_at = 0


def the_boots_are_stopped_at_once():
    global boots, killed_at
    fresh_home()
    boots = Boots()
    ebbctl('pair', 'Ebb boots', '--json')
    session, _ = start_session(boots)
    killed_at = boots.mark()
    began = time.monotonic()
    session.kill()
    boots.wait_write('stop', 'Stop', SOON_S, since=killed_at)
    print(f'# Stop reached the boots {1000 * (time.monotonic() - began):.0f} ms after SIGKILL')
    boots.wait_state('stopped', since=killed_at)


def is_guarded():
    return os.system('pidof ebb-guardian >/dev/null') == 0


def the_next_start_finds_them_and_stops_first():
    """At once, while the guardian still stops them: BlueZ lets nobody else do so until it lets go"""
    expect(is_guarded(), 'the guardian is gone')
    since = boots.mark()
    stop = Process('ebbctl', 'stop')
    expect(stop.wait_end(90) == 0, f'status {stop.process.returncode}: {stop.tail()}')
    boots.wait_write('stop', 'Stop', since=since)
    expect(START not in boots.operations(since=killed_at), 'a START after the kill')


def the_guardian_goes_when_its_work_is_done():
    wait_for(lambda: not is_guarded(), 'no guardian', 45)


def the_record_is_kept():
    records = ebbctl('history', '--json')
    expect(len(records) == 1, f'records: {records}')


def a_new_session_can_be_started():
    global session
    session, _ = start_session(boots)


def one_that_stands_still_renews_nothing_and_the_boots_help_themselves():
    """Its guardian sees that it lives. The lease is 10 s, and its last renewal may be 6 s late"""
    since = boots.mark()
    session.kill(signal.SIGSTOP)
    boots.wait_state('stopped', since=since)
    expect(not boots.writes('stop', since), 'who stands still wrote Stop')
    session.kill(signal.SIGCONT)
    expect(session.wait_end() == ENDED_EARLY,
           f'status {session.process.returncode}: {session.tail()}')
    expect(session.messages()[-1]['end'] == 'not-heard', session.tail())
    expect(START not in boots.operations(since=since), 'it went on by itself')


run_tests(the_boots_are_stopped_at_once, the_next_start_finds_them_and_stops_first,
          the_guardian_goes_when_its_work_is_done, the_record_is_kept,
          a_new_session_can_be_started,
          one_that_stands_still_renews_nothing_and_the_boots_help_themselves)
