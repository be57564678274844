#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""Boots that show a code: both sides show the same, and nothing is paired unless somebody says so."""
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from lib import Boots, Process, ebbctl, expect, fresh_home, run_tests

boots = None


def begin_pairing():
    """(the ebbctl that asks, the code it shows)"""
    pairing = Process('ebbctl', 'pair', 'Ebb boots', on_terminal=True)
    line = pairing.wait_line('Do the boots show', 60)
    return pairing, re.sub(r'\D', '', line)


def both_sides_show_the_same_code():
    global boots
    fresh_home()
    boots = Boots('--pairing', 'numeric')
    pairing, code = begin_pairing()
    shown = boots.wait_message(lambda message: message.get('event') == 'code', 'a code')
    expect(int(shown['text']) == int(code), f'the boots show {shown["text"]}, ebbctl {code}')
    both_sides_show_the_same_code.pairing = pairing


def a_no_pairs_nothing():
    pairing = both_sides_show_the_same_code.pairing
    pairing.write('n')
    expect(pairing.wait_end(60) != 0, 'it ended well')
    known = ebbctl('boots', '--json')
    expect(not known, f'known: {known}')


def a_yes_pairs_them():
    pairing, _ = begin_pairing()
    boots.write('yes')
    pairing.write('y')
    expect(pairing.wait_end(60) == 0, f'status {pairing.process.returncode}: {pairing.tail()}')
    known = ebbctl('boots', '--json')
    expect([each['paired'] for each in known] == [True], f'known: {known}')


def without_a_terminal_nobody_can_compare():
    ebbctl('forget', 'Ebb boots')
    ebbctl('pair', 'Ebb boots', expected=None)
    expect(not ebbctl('boots', '--json'), 'they were paired')


run_tests(both_sides_show_the_same_code, a_no_pairs_nothing, a_yes_pairs_them,
          without_a_terminal_nobody_can_compare)
