#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""What goes wrong with boots, by option of ebb-boots and at run time: each has its own state, its
own sentence and its own end, and none of them starts anything.

What takes minutes is left to the simulated clock: a zone that stays tight for 60 s, and the timers
of 10 minutes of tiers B and C.
"""
import os
import signal
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from lib import (ENDED_EARLY, NO_BOOTS, REFUSED, Boots, ebbctl, expect, expect_end,
                 expect_nothing_started, expect_record, fresh_home, look_at_them, run_tests,
                 watch_session)

boots = None


def a_low_battery_starts_nothing():
    global boots
    fresh_home()
    boots = Boots('--fault', 'battery=15')
    ebbctl('pair', 'Ebb boots')
    # Some of it is used up by then.
    expect_nothing_started(boots, 'battery is at 14 %, and they might stop with air inside; '
                           'charge it to 20 %', expected=REFUSED)
    boots.do('battery 80')


def nor_one_that_fell_since_the_last_program():
    """It left the link, and BlueZ goes on to say what the battery was"""
    ebbctl('info')
    boots.do('battery 12')
    expect_nothing_started(boots, 'battery is at 11 %', expected=REFUSED)
    boots.do('battery 80')


def another_version_is_not_spoken_to():
    boots.do('fault version 2')
    expect_nothing_started(boots, 'they speak a version that Ebb does not understand',
                           expected=NO_BOOTS)
    boots.do('clear version')


def bytes_that_are_no_answer_start_nothing():
    boots.do('fault hostile-bytes answers')
    expect_nothing_started(boots, 'they are not what they say they are', expected=NO_BOOTS)
    boots.do('clear hostile-bytes')


def boots_started_at_their_button_are_watched_and_stopped_when_asked():
    since = boots.do('own-run')
    boots.wait_state('running', since=since)
    expect_nothing_started(boots, 'the boots run already, and Ebb did not start them',
                           expected=REFUSED)
    expect(not boots.writes('stop', since), 'it was stopped unasked')
    ebbctl('stop')
    ended = boots.wait_state('stopped', since=since)
    expect(ended['end_reason'] == 'stop', f'it was {ended}')


def valves_that_stay_shut_are_a_fault_until_somebody_has_looked():
    session = watch_session(boots, air_mmhg=17)
    since = boots.do('stuck-vent')
    session.kill(signal.SIGINT)
    session.wait_line('· Letting the air out')
    session.wait_line('· Fault', 40)
    session.wait_said('Ebb sent Stop, and letting the air out takes too long. Air may still be in '
                      'the boots. Open them now.')
    boots.wait_message(lambda message: message.get('fault') == 'valve', 'what they find themselves',
                       since=since)
    expect('Have you looked' not in session.said(), 'it asked before they were empty')
    boots.do('clear stuck-vent')
    boots.wait_state('stopped', since=since)
    look_at_them(session)
    expect_record('fault', 'not-vented')


def nor_do_they_start_before_their_button_was_pressed():
    expect_nothing_started(boots, 'the boots report a fault; look at them, then press the '
                           'button on them', expected=REFUSED)
    boots.do('button')


def pressure_above_the_plan_is_a_fault():
    session = watch_session(boots)
    since = boots.do('fault drift 70')
    session.wait_said('Ebb stopped: pressure went above the plan')
    boots.do('clear drift')
    boots.wait_state('stopped', since=since)
    look_at_them(session)
    expect_record('fault', 'overshoot')
    boots.do('button')


def their_own_button_ends_it():
    session = watch_session(boots)
    boots.do('button')
    expect_end(session, ENDED_EARLY, "The boots' own button stopped it")
    expect_record('button', 'none')


def a_battery_that_runs_low_ends_it_and_unheard_stops_are_repeated():
    session = watch_session(boots)
    since = boots.do('fault ignore-stops 3')
    boots.do('battery 9')
    ended = boots.wait_state('stopped', since=since)
    expect(ended['end_reason'] == 'stop', f'it was {ended}')
    outcomes = [message['outcome'] for message in boots.writes('stop', since)]
    expect(outcomes[:4] == ['ignored'] * 3 + ['taken'], f'the stops were {outcomes}')
    expect_end(session, ENDED_EARLY, 'The battery of the boots ran low, and Ebb ended it early')
    expect_record('battery', 'none')


run_tests(a_low_battery_starts_nothing, nor_one_that_fell_since_the_last_program,
          another_version_is_not_spoken_to, bytes_that_are_no_answer_start_nothing,
          boots_started_at_their_button_are_watched_and_stopped_when_asked,
          valves_that_stay_shut_are_a_fault_until_somebody_has_looked,
          nor_do_they_start_before_their_button_was_pressed,
          pressure_above_the_plan_is_a_fault, their_own_button_ends_it,
          a_battery_that_runs_low_ends_it_and_unheard_stops_are_repeated)
