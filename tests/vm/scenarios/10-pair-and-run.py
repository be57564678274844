#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""From scan to stop with ebbctl and boots that pair by Just Works."""
import os
import signal
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from lib import (APP_ADAPTER, BOOTS_ADAPTER, BUSY, REFUSED, START, Adapter, Boots, Failure, Neighbour,
                 Process, ebbctl, expect, expect_end, fresh_home, list_links, run_tests,
                 start_session, wait_for)

# A link is made within 2 s of an advertisement, if anybody wants one.
UNWANTED_S = 2
boots = None


def scan_finds_the_boots():
    global boots
    fresh_home()
    boots = Boots()
    found = ebbctl('scan', '--json', '--seconds', 15)
    expect([each['name'] for each in found] == ['Ebb boots'], f'found {found}')


def pairing_makes_them_ones_own():
    paired = ebbctl('pair', 'Ebb boots', '--json')
    expect(paired and paired[-1]['paired'], f'it said {paired}')
    known = ebbctl('boots', '--json')
    expect([each['name'] for each in known] == ['Ebb boots'], f'known: {known}')


def info_tells_what_they_can_do():
    info = ebbctl('info', '--json')[-1]
    expect(info['simulated'], 'not called simulated')
    for side in ('left', 'right'):
        expect(info['zones'][side] == ['foot', 'lower_calf', 'upper_calf', 'upper_thigh'],
               f'zones {info["zones"]}')
    expect(info['battery_percent'] > 20, f'battery {info["battery_percent"]}')


def run_without_a_terminal_or_a_yes_starts_nothing():
    since = boots.mark()
    ebbctl('run', 'gentle-wave', '--json', expected=REFUSED)
    expect(START not in boots.operations(since), 'a START reached the boots')


def run_with_another_word_than_yes_starts_nothing():
    since = boots.mark()
    session = Process('ebbctl', 'run', 'gentle-wave', on_terminal=True)
    session.wait_line('Type yes', 60)
    session.write('y')
    expect(session.wait_end() == REFUSED, 'it was not refused')
    expect(START not in boots.operations(since), 'a START reached the boots')


def air_travels_from_foot_to_thigh_on_both_legs():
    session, since = start_session(boots)

    def zone_is_filled(zone):
        return lambda message: all((message.get('zones', {}).get(side, {}).get(zone, {})
                                    .get('pressure_mmhg') or 0) > 10 for side in ('left', 'right'))
    order = []
    for zone in ('foot', 'lower_calf', 'upper_calf', 'upper_thigh'):
        session.wait_message(zone_is_filled(zone), f'air in {zone}', 60)
        order.append(next(index for index, message in enumerate(session.messages())
                          if zone_is_filled(zone)(message)))
    expect(order == sorted(order) and order[0] < order[-1], f'first filled at {order}')
    air_travels_from_foot_to_thigh_on_both_legs.session = session
    air_travels_from_foot_to_thigh_on_both_legs.since = since


def a_second_program_names_who_runs():
    second = Process('ebbctl', 'run', 'gentle-wave', '--yes')
    expect(second.wait_end(60) == BUSY, f'status {second.process.returncode}: {second.tail()}')
    expect('ebbctl' in second.tail(), f'it said {second.tail()}')


def another_account_is_told_that_they_are_held():
    since = boots.mark()
    neighbour = Neighbour()
    held = 'another program holds these boots; close it and try again'
    expect_end(neighbour.ebbctl('run', 'gentle-wave', '--yes', '--boots', 'Ebb boots'), BUSY, held)
    stop = neighbour.ebbctl('stop', 'Ebb boots')
    expect_end(stop, BUSY, held)
    expect('Press the stop button on the boots' in stop.said(), f'it said {stop.tail()}')
    written = [message for message in boots.writes(since=since) if message.get('op') != 'renew']
    expect(not written, f'they were written {written}')
    session = air_travels_from_foot_to_thigh_on_both_legs.session
    expect(session.messages()[-1]['state'] == 'running', f'it is {session.tail()}')


def stop_from_another_program_empties_the_boots():
    session = air_travels_from_foot_to_thigh_on_both_legs.session
    since = boots.mark()
    ebbctl('stop', '--json')
    boots.wait_write('stop', 'Stop', since=since)
    boots.wait_state('stopped', since=since)
    expect(session.wait_end() == 0, f'status {session.process.returncode}: {session.tail()}')
    expect(session.messages()[-1]['highest_mmhg'] < 10, 'it ended with air in the boots')


def interrupting_is_stop():
    session, _ = start_session(boots)
    since = boots.mark()
    session.kill(signal.SIGINT)
    boots.wait_write('stop', 'Stop', since=since)
    boots.wait_state('stopped', since=since)
    expect(session.wait_end() == 0, f'status {session.process.returncode}: {session.tail()}')
    expect(START not in boots.operations(since), 'a START after the Stop')


def a_typed_yes_starts_it():
    since = boots.mark()
    session = Process('ebbctl', 'run', 'gentle-wave', '--legs', 'left', on_terminal=True)
    session.wait_line('left leg', 60)
    session.write('yes')
    boots.wait_state('running', since=since)
    session.kill(signal.SIGINT)
    boots.wait_state('stopped', since=since)
    expect(session.wait_end() == 0, f'status {session.process.returncode}: {session.tail()}')


def each_session_left_one_record():
    records = ebbctl('history', '--json')
    expect(len(records) == 3, f'{len(records)} records: {records}')
    expect(all(record['simulated'] for record in records), f'not marked simulated: {records}')


def hear_them():
    adapter = Adapter(APP_ADAPTER)
    address = str(Adapter(BOOTS_ADAPTER).get('Address'))
    adapter.calls.StartDiscovery()
    wait_for(lambda: 'RSSI' in adapter.devices()[address], 'the boots to be heard')
    adapter.calls.StopDiscovery()


def expect_no_link():
    try:
        wait_for(lambda: list_links(APP_ADAPTER), 'a link', UNWANTED_S)
    except Failure:
        return
    raise Failure('boots that nobody wants were linked')


def boots_that_nobody_wants_any_longer_are_not_linked():
    """Neither by bluetoothd, which was asked to and told that it need not, nor by the kernel"""
    global boots
    boots.end_unlinked()
    calls = Process('/usr/bin/dbus-monitor', '--system',
                    "type='method_call',interface='org.bluez.Device1'")
    calls.wait_line('NameAcquired')
    session = Process('ebbctl', 'run', 'gentle-wave', '--yes')
    calls.wait_line('member=Connect')
    session.kill(signal.SIGINT)
    expect_end(session, REFUSED, 'nothing was started: it was interrupted before')
    calls.wait_line('member=Disconnect')
    calls.end()
    boots = Boots()
    expect_no_link()
    hear_them()
    expect_no_link()
    expect(not boots.events('linked'), f'they were linked: {boots.tail()}')


def boots_switched_on_later_connect_by_themselves():
    global boots
    boots.end()
    session = Process('ebbctl', 'run', 'gentle-wave', '--yes', '--json')
    boots = Boots()
    since = boots.mark()
    boots.wait_state('running', 60, since=0)
    session.kill(signal.SIGINT)
    boots.wait_state('stopped', since=since)
    expect(session.wait_end() == 0, f'status {session.process.returncode}: {session.tail()}')


run_tests(scan_finds_the_boots, pairing_makes_them_ones_own, info_tells_what_they_can_do,
          run_without_a_terminal_or_a_yes_starts_nothing,
          run_with_another_word_than_yes_starts_nothing,
          air_travels_from_foot_to_thigh_on_both_legs, a_second_program_names_who_runs,
          another_account_is_told_that_they_are_held,
          stop_from_another_program_empties_the_boots, interrupting_is_stop, a_typed_yes_starts_it,
          each_session_left_one_record, boots_that_nobody_wants_any_longer_are_not_linked,
          boots_switched_on_later_connect_by_themselves)
