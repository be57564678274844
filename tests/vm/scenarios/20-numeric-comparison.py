#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""Pairing that asks: boots that refuse it; boots that show a code, which both sides show, and
nothing is paired unless somebody says so on both."""
import os
import re
import signal
import sys

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, HERE)
from lib import (APP_ADAPTER, START, Adapter, Boots, Process, drop_links, ebbctl, expect, expect_end,
                 expect_refusal, fresh_home, run_tests, wait_for)

NO_BOOTS = 4
NOTHING_FOUND = 'No new boots found. Switch the boots on and hold their pair button.'
boots = None
other = None


def expect_nothing_kept():
    """Neither by Ebb nor by the computer"""
    known = ebbctl('boots', '--json')
    expect(not known, f'known: {known}')
    wait_for(lambda: not any(device['Paired'] or device['Connected']
                             for device in Adapter(APP_ADAPTER).devices().values()),
             'the computer to let them go')


def a_scan_that_finds_none_says_what_to_do():
    fresh_home()
    scan = Process('ebbctl', 'scan', '--seconds', 3)
    expect_end(scan, 0, NOTHING_FOUND)


def what_is_heard_and_is_no_boots_is_not_found():
    global other
    adapter = Adapter(APP_ADAPTER)
    other = Process(os.path.join(HERE, 'decoy.py'), 'Ebb boots', 'headphones')
    other.wait_message(lambda message: message['event'] == 'ready', 'being offered')
    # As the desktop's panel does: Ebb is told of all that anybody looks for.
    adapter.calls.StartDiscovery()
    address = wait_for(lambda: next((address for address, device in adapter.devices().items()
                                     if device['Alias'] == 'Ebb boots'), None), 'the headphones')
    expect_end(Process('ebbctl', 'scan', '--seconds', 3), 0, NOTHING_FOUND)
    adapter.calls.StopDiscovery()
    adapter.forget(address)


def it_is_listed_for_who_asks_for_all():
    """By a scan of Ebb's own, which listens for nothing in particular"""
    heard = ebbctl('scan', '--all', '--seconds', 3, '--json')
    others = [each for each in heard if each['name'] == 'Ebb boots']
    expect(len(others) == 1 and not others[0]['recognised'], f'heard: {heard}')
    other.end()
    Adapter(APP_ADAPTER).forget(others[0]['identity'])


def boots_that_refuse_are_named():
    global boots
    boots = Boots('--pairing', 'none')
    expect_refusal('the boots refused to pair; they may belong to another computer or phone: hold '
                   'their pair button', 'pair', 'Ebb boots', expected=NO_BOOTS)
    expect_nothing_kept()
    boots.end()


def begin_pairing():
    """(the ebbctl that asks, the code it shows), when the boots ask too: before, they hear no answer"""
    since = boots.mark()
    pairing = Process('ebbctl', 'pair', 'Ebb boots', on_terminal=True)
    line = pairing.wait_line('Do the boots show', 60)
    boots.wait_message(lambda message: message.get('event') == 'code', 'a code', since=since)
    return pairing, re.sub(r'\D', '', line)


def both_sides_show_the_same_code():
    global boots
    boots = Boots('--pairing', 'numeric')
    pairing, code = begin_pairing()
    shown = boots.wait_message(lambda message: message.get('event') == 'code', 'a code')
    expect(int(shown['text']) == int(code), f'the boots show {shown["text"]}, ebbctl {code}')
    both_sides_show_the_same_code.pairing = pairing


def a_no_pairs_nothing():
    pairing = both_sides_show_the_same_code.pairing
    pairing.write('n')
    expect_end(pairing, NO_BOOTS, 'the codes were not the same, and nothing was kept')
    expect_nothing_kept()


def a_no_at_the_boots_pairs_nothing():
    pairing, _ = begin_pairing()
    pairing.write('y')
    boots.write('no')
    expect_end(pairing, NO_BOOTS, 'the boots refused to pair')
    expect_nothing_kept()


def without_a_terminal_nobody_can_compare():
    """Which is said when the code is asked for, and not when the boots have waited in vain"""
    expect_refusal('pairing needs somebody at a terminal to compare codes', 'pair', 'Ebb boots',
                   expected=NO_BOOTS)
    expect_nothing_kept()


def a_lost_link_pairs_nothing():
    pairing, _ = begin_pairing()
    expect(drop_links() > 0, 'there was no link')
    expect_end(pairing, NO_BOOTS, 'the link was lost while pairing, and nothing was kept')
    expect_nothing_kept()


def boots_that_say_nothing_take_too_long():
    """Until bluetoothd gives the link up, for which it has the same word as for a lost one"""
    pairing, _ = begin_pairing()
    pairing.write('y')
    expect_end(pairing, NO_BOOTS, 'pairing took too long; hold the pair button')
    expect_nothing_kept()


def whoever_interrupts_it_has_said_no():
    for number in (signal.SIGINT, signal.SIGTERM):
        pairing, _ = begin_pairing()
        pairing.kill(number)
        expect_end(pairing, NO_BOOTS, 'pairing was stopped, and nothing was kept')
        expect_nothing_kept()


def a_yes_pairs_them():
    pairing, _ = begin_pairing()
    boots.write('yes')
    pairing.write('y')
    expect(pairing.wait_end(60) == 0, f'status {pairing.process.returncode}: {pairing.tail()}')
    known = ebbctl('boots', '--json')
    expect([each['paired'] for each in known] == [True], f'known: {known}')


def boots_whose_light_blinks_on_other_legs_are_forgotten():
    since = boots.mark()
    blink = ebbctl('blink', 'Ebb boots', '--json')
    expect([each['name'] for each in blink] == ['Ebb boots'], f'it said {blink}')
    boots.wait_message(lambda message: message.get('event') == 'blink' and message['light'] == 'on',
                       'the light', since=since)
    ebbctl('forget', 'Ebb boots')
    expect_nothing_kept()
    expect(START not in boots.operations(), 'a START reached the boots')


run_tests(a_scan_that_finds_none_says_what_to_do, what_is_heard_and_is_no_boots_is_not_found,
          it_is_listed_for_who_asks_for_all,
          boots_that_refuse_are_named, both_sides_show_the_same_code, a_no_pairs_nothing,
          a_no_at_the_boots_pairs_nothing, without_a_terminal_nobody_can_compare,
          a_lost_link_pairs_nothing, boots_that_say_nothing_take_too_long,
          whoever_interrupts_it_has_said_no, a_yes_pairs_them,
          boots_whose_light_blinks_on_other_legs_are_forgotten)
