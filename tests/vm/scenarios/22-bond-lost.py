#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""A bond of which one side is left. The boots lost theirs, as after a reset; or this computer did, in
the desktop's panel. Ebb says so, and pairs them again."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from lib import (APP_ADAPTER, BOOTS_ADAPTER, NO_BOOTS, REFUSED, START, Adapter, Boots, Process,
                 drop_links, ebbctl, expect, expect_end, expect_refusal, fresh_home, run_tests,
                 start_session, wait_for)

NOT_PAIRED = 'they are not paired with this computer; see ebbctl pair'
boots = None


def they_are_paired():
    global boots
    fresh_home()
    boots = Boots()
    ebbctl('pair', 'Ebb boots')
    wait_for(lambda: Adapter(BOOTS_ADAPTER).devices(), 'the computer, as the boots know it')


def the_boots_forget():
    """A reset: their key goes, and the link; the computer hears of neither"""
    adapter = Adapter(BOOTS_ADAPTER)
    for address in adapter.devices():
        adapter.forget(address)
    drop_links()
    expect(not any(device['Paired'] for device in adapter.devices().values()), 'they know it still')
    paired = [device['Paired'] for device in Adapter(APP_ADAPTER).devices().values()]
    expect(any(paired), 'the computer knows of it already')


def it_is_said_and_so_is_the_way_out():
    since = boots.mark()
    asked = Process('ebbctl', 'pair', 'Ebb boots')
    status = asked.wait_end(90)
    expect(status == NO_BOOTS and 'forgot this computer' in asked.tail()
           and '--again' in asked.tail(), f'status {status}, it said: {asked.tail()}')
    expect(START not in boots.operations(since), 'a START reached the boots')


def one_command_pairs_them_again():
    paired = ebbctl('pair', 'Ebb boots', '--again', '--json', seconds=90)
    expect(paired and paired[-1]['paired'], f'it said {paired}')


def and_a_session_runs_on_them():
    session, since = start_session(boots)
    session.kill(2)
    boots.wait_write('stop', 'Stop', since=since)
    boots.wait_state('stopped', since=since)
    expect(session.wait_end() == 0, f'status {session.process.returncode}: {session.tail()}')


def watch_calls():
    """What anybody asks of bluetoothd about the boots, as lines"""
    calls = Process('/usr/bin/dbus-monitor', '--system',
                    "type='method_call',interface='org.bluez.Device1'")
    calls.wait_line('NameAcquired')
    return calls


def address_of(name):
    return str(Adapter(name).get('Address'))


def forgotten_in_the_panel_they_are_let_be():
    """The panel looks for devices, as it does when it is open: they are back on its list at once"""
    computer = Adapter(APP_ADAPTER)
    address = address_of(BOOTS_ADAPTER)
    session = Process('ebbctl', 'run', 'gentle-wave', on_terminal=True)
    session.wait_line('Type yes', 60)
    computer.calls.StartDiscovery()
    since = boots.mark()
    computer.forget(address)
    wait_for(lambda: address in computer.devices() and not computer.devices()[address]['Paired'],
             'the boots, heard by the panel')
    session.write('yes')
    expect_end(session, REFUSED, 'nothing was started: the boots are not connected')
    expect(not boots.events('linked', since), f'they were linked: {boots.tail()}')


def it_is_said_that_they_are_not_paired_any_more():
    calls = watch_calls()
    since = boots.mark()
    expect_refusal(NOT_PAIRED, 'run', 'gentle-wave', '--yes', expected=NO_BOOTS)
    computer = Adapter(APP_ADAPTER)
    computer.calls.StopDiscovery()
    computer.forget(address_of(BOOTS_ADAPTER))
    expect_refusal(NOT_PAIRED, 'run', 'gentle-wave', '--yes', expected=NO_BOOTS)
    calls.end()
    expect('member=Connect' not in calls.said(), 'they were tried for')
    expect(not boots.events('linked', since), f'they were linked: {boots.tail()}')


def who_holds_their_pair_button_pairs_them():
    Adapter(BOOTS_ADAPTER).forget(address_of(APP_ADAPTER))
    paired = ebbctl('pair', 'Ebb boots', '--json', seconds=90)
    expect(paired and paired[-1]['paired'], f'it said {paired}')


def other_boots_at_their_address_are_sent_nothing():
    """Their bond is the same, and their serial number another"""
    global boots
    boots.end_unlinked()
    boots = Boots('--seed', '2')
    expect_refusal('these are not the boots you paired, and Ebb sent them nothing', 'run',
                   'gentle-wave', '--yes', expected=NO_BOOTS)
    expect(boots.events('linked'), 'they were never linked')
    expect(not boots.writes(), f'they were written {boots.writes()}')


def forgotten_while_they_are_tried_for_it_ends():
    computer = Adapter(APP_ADAPTER)
    address = address_of(BOOTS_ADAPTER)
    boots.end_unlinked()
    calls = watch_calls()
    session = Process('ebbctl', 'run', 'gentle-wave', '--yes')
    calls.wait_line('member=Connect')
    computer.forget(address)
    expect_end(session, NO_BOOTS, NOT_PAIRED)


run_tests(they_are_paired, the_boots_forget, it_is_said_and_so_is_the_way_out,
          one_command_pairs_them_again, and_a_session_runs_on_them,
          forgotten_in_the_panel_they_are_let_be, it_is_said_that_they_are_not_paired_any_more,
          who_holds_their_pair_button_pairs_them, other_boots_at_their_address_are_sent_nothing,
          forgotten_while_they_are_tried_for_it_ends)
