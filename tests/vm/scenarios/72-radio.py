#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""The computer's own side of the air fails: the adapter is off, blocked or pulled, the bus forbids
Bluetooth, bluetoothd is killed in the middle of a session and comes back.

Boots that run on while bluetoothd is gone cannot be shown here: ebb-boots stands on the same
bluetoothd, and ends with it as boots do whose power is gone. That they vent by themselves is shown
with the adapter. One program is both controllers: the boots' own goes with the computer's, and they
run on, unheard, until they are begun anew. bluetoothd 5.66 calls a blocked adapter off until
somebody switches it on. The adapter is named: of two, Ebb uses the one that is on.
"""
import os
import sys

import dbus

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from daemon import (begin_daemon, block_radio, end_daemon, no_permission, plug_adapters,
                    pull_adapters)
from lib import (APP_ADAPTER, START, Adapter, Boots, ebbctl, expect, expect_end, expect_refusal,
                 fresh_home, run_tests, switch_on, wait_for, watch_session)

NO_BOOTS, ENDED_EARLY = 4, 6
HERE = ('--adapter', APP_ADAPTER)
OFF = 'Bluetooth is off; switch it on and try again'
NO_ADAPTER = 'no Bluetooth on this computer; plug in an adapter'
NOT_RUNNING = 'the Bluetooth service is not running; start it: systemctl start bluetooth'
FORBIDDEN = 'Ebb may not use Bluetooth: this account or installation has no access to it'
LOST = ('The boots stopped answering. Air may still be in them. Press the stop button on '
        'the boots, open the zips, top first.')
boots = session = None
lost_at = 0


def is_off():
    return not Adapter(APP_ADAPTER).get('Powered')


def an_adapter_switched_off_is_a_lost_link():
    global boots, session, lost_at
    fresh_home()
    boots = Boots()
    ebbctl('pair', 'Ebb boots')
    session = watch_session(boots, *HERE)
    lost_at = boots.mark()
    Adapter(APP_ADAPTER).set('Powered', False)
    session.wait_line('· Link lost')
    session.wait_said(LOST)


def a_scan_says_that_it_is_off():
    expect_refusal(OFF, 'scan', *HERE, expected=NO_BOOTS)


def the_boots_vent_by_themselves_meanwhile():
    ended = boots.wait_state('stopped', 40, since=lost_at)
    expect(ended['end_reason'] == 'lease', f'it was {ended}')
    expect(session.process.poll() is None, f'Ebb took it for over; it said: {session.tail()}')


def switched_on_again_stop_comes_first():
    wait_for(switch_on, 'the adapter on')
    expect_end(session, ENDED_EARLY, 'The link was lost at ')
    first = boots.first_write_on_return(lost_at)
    expect(first['role'] == 'stop', f'first came {first}')
    expect(START not in boots.operations(lost_at), 'a START after the loss')


def a_blocked_adapter_reaches_nobody():
    block_radio(APP_ADAPTER, True)
    wait_for(is_off, 'the adapter off')
    expect_refusal(OFF, 'info', 'Ebb boots', *HERE, expected=NO_BOOTS)
    try:
        Adapter(APP_ADAPTER).set('Powered', True)
    except dbus.DBusException:
        pass
    expect(is_off(), 'it was not blocked')
    block_radio(APP_ADAPTER, False)
    wait_for(switch_on, 'the adapter on')


def a_bus_that_forbids_it_is_named():
    with no_permission():
        expect_refusal(FORBIDDEN, 'info', 'Ebb boots', expected=NO_BOOTS)


def a_killed_bluetoothd_is_a_lost_link():
    global session
    session = watch_session(boots, *HERE)
    end_daemon()
    session.wait_line('· Link lost')
    session.wait_said(LOST)
    expect(boots.wait_end() == 1, f'the boots: {boots.tail()}')


def a_scan_and_a_question_say_that_it_is_not_running():
    expect_refusal(NOT_RUNNING, 'scan', expected=NO_BOOTS)
    expect_refusal(NOT_RUNNING, 'info', 'Ebb boots', expected=NO_BOOTS)
    expect(session.process.poll() is None, f'Ebb took it for over; it said: {session.tail()}')


def expect_stop_first_from_now_on():
    """Of boots that were begun anew"""
    global boots
    boots = Boots()
    boots.wait_write('stop', 'Stop', 60)
    expect_end(session, ENDED_EARLY, 'The link was lost at ')
    expect(boots.writes()[0]['role'] == 'stop', f'first came {boots.writes()[0]}')
    expect(START not in boots.operations(), 'a START after the loss')


def started_later_it_stops_the_boots_first():
    begin_daemon()
    expect_stop_first_from_now_on()


def and_the_boots_are_found():
    info = ebbctl('info', 'Ebb boots', '--json')
    expect(info[-1]['state'] == 'ready', f'they are {info}')


def a_pulled_adapter_is_a_lost_link():
    global session
    session = watch_session(boots, *HERE)
    since = boots.mark()
    pull_adapters()
    session.wait_line('· Link lost')
    session.wait_said(LOST)
    ended = boots.wait_state('stopped', 40, since=since)
    expect(ended['end_reason'] == 'lease', f'it was {ended}')
    boots.end()


def a_scan_and_a_question_say_that_there_is_none():
    expect_refusal(NO_ADAPTER, 'scan', expected=NO_BOOTS)
    expect_refusal(NO_ADAPTER, 'info', 'Ebb boots', expected=NO_BOOTS)
    expect(session.process.poll() is None, f'Ebb took it for over; it said: {session.tail()}')


def plugged_in_again_it_stops_the_boots_first():
    plug_adapters()
    expect_stop_first_from_now_on()


def each_loss_was_written_down():
    ends = [record['end'] for record in ebbctl('history', '--json')]
    expect(ends == ['link-lost'] * 3, f'written down: {ends}')


run_tests(an_adapter_switched_off_is_a_lost_link, a_scan_says_that_it_is_off,
          the_boots_vent_by_themselves_meanwhile, switched_on_again_stop_comes_first,
          a_blocked_adapter_reaches_nobody, a_bus_that_forbids_it_is_named,
          a_killed_bluetoothd_is_a_lost_link, a_scan_and_a_question_say_that_it_is_not_running,
          started_later_it_stops_the_boots_first, and_the_boots_are_found,
          a_pulled_adapter_is_a_lost_link, a_scan_and_a_question_say_that_there_is_none,
          plugged_in_again_it_stops_the_boots_first, each_loss_was_written_down)
