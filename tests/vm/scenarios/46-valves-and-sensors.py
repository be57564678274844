#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""Valves that leak, sensors that die, boots that are slow, that start without air or not at all: what
45-faults has no room for."""
import os
import signal
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from lib import (FAILED, REFUSED, SET_INTENSITY, START, Boots, Process, ebbctl, expect, expect_end,
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


def expect_refused_once(since):
    """Asked once, they have not run, and were stopped all the same"""
    expect(boots.operations(since).count(START) == 1, f'they were asked {boots.operations(since)}')
    states = [status['run_state'] for status in boots.events('status', since)]
    expect('running' not in states, f'they were {states}')
    expect(boots.writes('stop', since), 'no Stop reached them')


def boots_that_start_without_air_are_stopped():
    """They say that they run and fill; what is measured says no"""
    since = boots.do('shut-inlet')
    session = Process('ebbctl', 'run', 'warm-up', '--yes')
    expect_end(session, FAILED, 'The boots did not start. No air went in. Check the hoses and try '
               'again.')
    expect(START in boots.operations(since), 'no START reached the boots')
    ended = boots.wait_state('stopped', since=since)
    expect(ended['end_reason'] == 'stop', f'it was {ended}')
    expect_record('did-not-start', 'none')
    boots.do('clear shut-inlet')


def boots_that_refuse_to_continue_are_left_alone():
    session = watch_session(boots)
    since = boots.mark()
    session.press('p')
    boots.wait_state('stopped', since=since)
    session.wait_line('Type yes to continue')
    since = boots.do('refuse-start')
    session.write('yes')
    expect_end(session, FAILED, 'did not get going again. No more air went in.')
    expect_refused_once(since)
    expect_record('did-not-continue', 'none')


def and_so_are_boots_that_refuse_to_start():
    since = boots.mark()
    session = Process('ebbctl', 'run', 'gentle-wave', '--yes')
    expect_end(session, FAILED, 'The boots refused to start. No air went in. See that no other app '
               'uses them, and try again.')
    expect_refused_once(since)
    expect_record('refused', 'none')
    boots.do('clear refuse-start')


def a_first_reading_is_waited_for():
    """And nothing is started without one, whoever said yes"""
    boots.do('fault hostile-bytes telemetry')
    since = boots.mark()
    session = Process('ebbctl', 'run', 'gentle-wave', '--yes')
    expect_end(session, REFUSED, 'the boots have not said what pressure is in them')
    expect('Waiting for the boots to say what pressure is in them…' in session.said(),
           f'it waited without a word; it said: {session.tail()}')
    expect(START not in boots.operations(since), 'a START reached the boots')
    boots.do('clear hostile-bytes')


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
    """All the air goes into one chamber, and none comes out of it; the boots see nothing in that"""
    boots.do('no-watch')
    boots.do('shut-inlet foot,lower_calf,upper_calf')
    boots.do('stuck-inlet left-upper_thigh')
    since = boots.do('stuck-vent left-upper_thigh')
    session = watch_session(boots)
    session.wait_said('Ebb stopped: pressure went above the plan', 40)
    expect(not any(message.get('fault', 'none') != 'none' for message in boots.messages(since)),
           'the boots found it themselves')
    for fault in ('shut-inlet', 'stuck-inlet', 'stuck-vent', 'no-watch'):
        boots.do(f'clear {fault}')
    wait_for(lambda: boots.writes('stop', since), 'Stop')
    look_at_them(session)
    expect_record('fault', 'overshoot')


def a_program_that_nobody_asked_for_is_a_fault():
    """They run what is built in: all zones alike, within every limit, and not what was confirmed"""
    session = watch_session(boots)
    since = boots.do('other-program')
    session.wait_said('Ebb stopped: the boots run another program.', 60)
    boots.do('clear other-program')
    boots.wait_state('stopped', since=since)
    look_at_them(session, 'They did not do what Ebb showed.')
    expect_record('fault', 'other-program')


run_tests(boots_that_read_as_full_are_not_started, boots_that_start_without_air_are_stopped,
          boots_that_refuse_to_continue_are_left_alone, and_so_are_boots_that_refuse_to_start,
          a_first_reading_is_waited_for, slow_answers_hold_nothing_up,
          a_sensor_that_dies_is_a_fault_of_the_boots, a_program_that_nobody_asked_for_is_a_fault,
          an_inlet_that_stays_open_is_pressure_above_the_plan)
