#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""Valves that leak, sensors that die, boots that are slow: what 45-faults has no room for."""
import os
import signal
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from lib import (REFUSED, SET_INTENSITY, START, Boots, Process, ebbctl, expect, expect_end,
                 expect_record, fresh_home, look_at_them, run_tests, wait_for, watch_session)

boots = None


def boots_that_read_as_full_are_not_started():
    """They fill while a person is asked, and have said so before the answer"""
    global boots
    fresh_home()
    boots = Boots()
    ebbctl('pair', 'Ebb boots')
    since = boots.mark()
    session = Process('ebbctl', 'run', 'gentle-wave', on_terminal=True)
    session.wait_line('Type yes', 60)
    filled = boots.do('fault drift 12')
    wait_for(lambda: len(boots.events('pressure', filled)) > 3, 'readings')
    session.write('yes')
    expect_end(session, REFUSED, 'are still in the boots; wait until every zone is below')
    expect(START not in boots.operations(since), 'a START reached the boots')
    boots.do('clear drift')


def slow_answers_hold_nothing_up():
    session = watch_session(boots)
    since = boots.do('fault slow-answers 1500')
    session.press('-')
    session.wait_line('Running · up to 35 mmHg')
    wait_for(lambda: SET_INTENSITY in boots.operations(since), 'SET_INTENSITY')
    stopped = boots.mark()
    session.kill(signal.SIGINT)
    boots.wait_write('stop', 'Stop', since=stopped)
    expect_end(session, 0, 'You stopped it')
    boots.do('clear slow-answers')


def a_sensor_that_dies_is_a_fault_of_the_boots():
    session = watch_session(boots)
    since = boots.do('dead-sensor left-foot')
    session.wait_said('Ebb stopped: the boots report a fault.')
    boots.wait_message(lambda message: message.get('fault') == 'sensor', 'what they find themselves',
                       since=since)
    boots.do('clear dead-sensor')
    boots.wait_state('stopped', since=since)
    look_at_them(session, 'Do not use them until someone has looked at them.')
    expect_record('fault', 'boots')
    boots.do('button')


def an_inlet_that_stays_open_is_pressure_above_the_plan():
    """All the air goes into one chamber, and none comes out of it"""
    boots.do('shut-inlet foot,lower_calf,upper_calf')
    boots.do('stuck-inlet left-upper_thigh')
    since = boots.do('stuck-vent left-upper_thigh')
    session = watch_session(boots)
    session.wait_said('Ebb stopped: pressure went above the plan', 40)
    for fault in ('shut-inlet', 'stuck-inlet', 'stuck-vent'):
        boots.do(f'clear {fault}')
    wait_for(lambda: boots.writes('stop', since), 'Stop')
    look_at_them(session)
    expect_record('fault', 'overshoot')


run_tests(boots_that_read_as_full_are_not_started, slow_answers_hold_nothing_up,
          a_sensor_that_dies_is_a_fault_of_the_boots,
          an_inlet_that_stays_open_is_pressure_above_the_plan)
