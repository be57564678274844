#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""Somebody at the keys of ebbctl, with boots that pair by Just Works: less pressure, a pause, on
with a typed yes, stop."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from lib import (SET_INTENSITY, START, Boots, Process, ebbctl, expect, fresh_home, run_tests,
                 wait_for)

boots = session = None


def the_keys_are_named_while_it_runs():
    global boots, session
    fresh_home()
    boots = Boots()
    ebbctl('pair', 'Ebb boots', '--json')
    session = Process('ebbctl', 'run', 'gentle-wave', on_terminal=True)
    session.wait_line('Type yes', 60)
    session.write('yes')
    session.wait_line('Space stops', 60)
    boots.wait_state('running')
    session.wait_line('Running · up to 40 mmHg', 60)


def a_minus_is_less_pressure():
    since = boots.mark()
    session.press('-')
    wait_for(lambda: SET_INTENSITY in boots.operations(since), 'SET_INTENSITY')
    session.wait_line('Running · up to 35 mmHg')


def a_pause_empties_the_boots_and_starts_nothing():
    since = boots.mark()
    session.press('p')
    boots.wait_write('stop', 'Stop', since=since)
    boots.wait_state('stopped', since=since)
    session.wait_line('Type yes to continue')
    expect(START not in boots.operations(since), 'a START in the pause')


def a_typed_yes_is_one_new_start():
    since = boots.mark()
    session.write('yes')
    boots.wait_state('running', since=since)
    # The boots tell of what they were written after what came of it.
    wait_for(lambda: START in boots.operations(since), 'a START')
    expect(boots.operations(since).count(START) == 1, f'{boots.operations(since)}')


def a_space_is_stop():
    since = boots.mark()
    wait_for(session.reads_keys, 'keys instead of lines')
    session.press(' ')
    boots.wait_write('stop', 'Stop', since=since)
    boots.wait_state('stopped', since=since)
    expect(session.wait_end() == 0, f'status {session.process.returncode}: {session.tail()}')
    expect(START not in boots.operations(since), 'a START after the Stop')
    expect(not session.reads_keys(), 'the terminal is left as it was for the keys')


run_tests(the_keys_are_named_while_it_runs, a_minus_is_less_pressure,
          a_pause_empties_the_boots_and_starts_nothing, a_typed_yes_is_one_new_start,
          a_space_is_stop)
