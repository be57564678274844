#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""Boots that others pair: another computer, to which they keep; and the desktop's own panel, which
leaves Ebb nothing to ask."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from daemon import plug_adapters, pull_adapters
from lib import (APP_ADAPTER, BOOTS_ADAPTER, NO_BOOTS, Adapter, Boots, Process, ebbctl, expect,
                 expect_end, expect_refusal, fresh_home, run_tests, wait_for)
from panel import Panel

OTHER_COMPUTER = 'hci2'
HERE = ('--adapter', APP_ADAPTER)
boots = None


def address_of(adapter):
    return str(Adapter(adapter).get('Address'))


def bonds_of(adapter):
    return {address for address, device in Adapter(adapter).devices().items() if device['Bonded']}


def another_computer_pairs_them():
    global boots
    pull_adapters()
    plug_adapters(3)
    fresh_home()
    boots = Boots('--pairing', 'one')
    other = Panel(OTHER_COMPUTER)
    other.pair(address_of(BOOTS_ADAPTER))
    other.disconnect(address_of(BOOTS_ADAPTER))
    other.end()
    wait_for(lambda: bonds_of(BOOTS_ADAPTER) == {address_of(OTHER_COMPUTER)}, 'the bond')


def boots_that_keep_to_it_refuse():
    since = boots.mark()
    expect_refusal('the boots refused to pair; they may belong to another computer or phone: hold '
                   'their pair button', 'pair', 'Ebb boots', *HERE, expected=NO_BOOTS)
    expect(not ebbctl('boots', '--json'), 'Ebb kept them')
    expect(not bonds_of(APP_ADAPTER), 'the computer kept a bond')
    expect(bonds_of(BOOTS_ADAPTER) == {address_of(OTHER_COMPUTER)}, 'the boots lost theirs')
    expect(not boots.writes(since=since), f'they were written {boots.writes(since=since)}')


def paired_in_the_panel_there_is_nothing_left_to_ask():
    """After a reset, which ends the bond with the other computer"""
    Adapter(BOOTS_ADAPTER).forget(address_of(OTHER_COMPUTER))
    panel = Panel(APP_ADAPTER)
    panel.pair(address_of(BOOTS_ADAPTER))
    calls = Process('/usr/bin/dbus-monitor', '--system', "type='method_call',member='Pair'")
    calls.wait_line('NameAcquired')
    expect_end(Process('ebbctl', 'pair', 'Ebb boots', *HERE), 0, 'Ebb boots')
    calls.end()
    panel.end()
    expect('member=Pair' not in calls.said(), 'Ebb paired them anew')
    known = ebbctl('boots', '--json')
    expect([each['paired'] for each in known] == [True], f'known: {known}')


run_tests(another_computer_pairs_them, boots_that_keep_to_it_refuse,
          paired_in_the_panel_there_is_nothing_left_to_ask)
