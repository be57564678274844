#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""Boots that do less by themselves when the computer is gone: with no timer at all (tier D), and with
one characteristic for everything and a fixed timer (tier C). Neither keeps a lease: what stops them
within these seconds is Ebb. The guardian comes last: until its work is done it holds the
characteristic, and nobody else gets it."""
import os
import signal
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from lib import (APP_ADAPTER, BOOTS_ADAPTER, START, Adapter, Boots, ebbctl, expect, expect_end,
                 expect_refusal, fresh_home, run_tests, start_session, switch_on, wait_for,
                 watch_session)

REFUSED, ENDED_EARLY, NOT_CONFIRMED = 3, 6, 7
# Boots with a lease would have vented by then.
LEASE_S = 10
# The bound of safety.md, H2, is 500 ms; emulated, all is some ten times slower.
SOON_S = 3
# Until they are told to come back
AWAY_MS = 600000
boots = session = None
lost_at = 0


def expect_tier(tier):
    info = ebbctl('info', '--json')[-1]
    expect(info['tier'] == tier, f'tier {info["tier"]}')


def expect_stopped(since):
    ended = boots.wait_state('stopped', since=since)
    expect(ended['end_reason'] == 'stop', f'it was {ended}')


def expect_run_without_a_link():
    lost = boots.wait_message(lambda message: message.get('event') == 'unlinked', 'the loss',
                              since=lost_at)
    boots.wait_message(lambda message: message.get('event') == 'pressure'
                       and message['run_state'] == 'running'
                       and message['at_us'] > lost['at_us'] + (LEASE_S + 1) * 1000000,
                       'a run without a link', since=lost_at)


def expect_stop_first():
    expect_end(session, ENDED_EARLY, 'The link was lost at ')
    first = boots.first_write_on_return(lost_at)
    expect(first['role'] == 'stop', f'first came {first}')
    expect_stopped(lost_at)
    expect(START not in boots.operations(lost_at), 'a START after the loss')


def forget_both_sides():
    for name, other in ((APP_ADAPTER, BOOTS_ADAPTER), (BOOTS_ADAPTER, APP_ADAPTER)):
        Adapter(name).forget(str(Adapter(other).get('Address')))


def boots_without_a_timer_run_a_quarter_of_an_hour_at_most():
    global boots
    fresh_home()
    boots = Boots('--tier', 'D')
    ebbctl('pair', 'Ebb boots')
    expect_tier('D')
    expect_refusal('16 minutes is too long: the longest session is 15 minutes', 'run',
                   'gentle-wave', '--yes', '--minutes', 16, expected=REFUSED)
    expect(not boots.operations().count(START), 'a START reached the boots')


def out_of_reach_they_run_on():
    global session, lost_at
    session = watch_session(boots, '--minutes', 15)
    lost_at = boots.mark()
    Adapter(APP_ADAPTER).set('Powered', False)
    session.wait_line('· Link lost')
    expect_run_without_a_link()


def stop_is_the_first_they_hear_again():
    wait_for(switch_on, 'the adapter on')
    expect_stop_first()


def anybody_can_stop_boots_with_one_characteristic():
    global boots
    boots.end_unlinked()
    forget_both_sides()
    fresh_home()
    boots = Boots('--tier', 'C')
    since = boots.do('own-run')
    boots.wait_state('running', since=since)
    expect_refusal('They are not paired with this computer', 'stop', 'Ebb boots',
                   expected=NOT_CONFIRMED)
    expect_stopped(since)
    expect(not boots.writes('control', since), f'they were asked {boots.writes("control", since)}')


def they_are_paired_and_their_tier_is_told():
    ebbctl('pair', 'Ebb boots')
    expect_tier('C')


def stop_goes_down_the_one_characteristic():
    running, _ = start_session(boots)
    since = boots.mark()
    running.kill(signal.SIGINT)
    expect_stopped(since)
    expect(running.wait_end() == 0, f'status {running.process.returncode}: {running.tail()}')
    expect(START not in boots.operations(since), 'a START after the Stop')


def out_of_reach_their_own_timer_does_not_end_them_yet():
    global session, lost_at
    session = watch_session(boots)
    lost_at = boots.do(f'drop {AWAY_MS}')
    session.wait_line('· Link lost')
    expect_run_without_a_link()


def back_in_reach_stop_comes_first():
    boots.do('clear drop')
    expect_stop_first()


def the_guardian_stops_what_no_lease_would():
    running, _ = start_session(boots)
    since = boots.mark()
    running.kill()
    boots.wait_write('stop', 'Stop', SOON_S, since=since)
    expect_stopped(since)


run_tests(boots_without_a_timer_run_a_quarter_of_an_hour_at_most, out_of_reach_they_run_on,
          stop_is_the_first_they_hear_again, anybody_can_stop_boots_with_one_characteristic,
          they_are_paired_and_their_tier_is_told, stop_goes_down_the_one_characteristic,
          out_of_reach_their_own_timer_does_not_end_them_yet, back_in_reach_stop_comes_first,
          the_guardian_stops_what_no_lease_would)
