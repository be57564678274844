#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
# vm: -m 1024
"""The shipped window and boots that show a code: scan, pair, run, change, pause, stop."""
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from lib import SET_INTENSITY, START, Boots, ebbctl, expect, fresh_home, wait_for
from window import Screen, open_window, run_window_tests


def looking_finds_the_boots():
    fresh_home()
    Screen.boots = Boots('--pairing', 'numeric')
    Screen.ebb = open_window()
    Screen.ebb.look_for_boots()
    expect(not Screen.boots.writes(), f'looking wrote {Screen.boots.writes()}')


def both_sides_show_the_same_code():
    ebb, boots = Screen.ebb, Screen.boots
    ebb.open_pairing()
    ebb.press('button', 'Pair')
    ebb.wait('label', 'Do the boots show this code?')
    code = next(label for label in ebb.labels() if re.fullmatch(r'\d{3}\u00a0\d{3}', label))
    shown = boots.wait_message(lambda message: message.get('event') == 'code', 'a code')
    expect(int(shown['text']) == int(re.sub(r'\D', '', code)),
           f'the boots show {shown["text"]}, the window {code}')


def same_pairs_them():
    Screen.boots.write('yes')
    Screen.ebb.press('button', 'Same')
    Screen.ebb.say_they_blinked()
    known = ebbctl('boots', '--json')
    expect([each['paired'] for each in known] == [True], f'known: {known}')


def start_is_one_start():
    ebb, boots = Screen.ebb, Screen.boots
    ebb.tick_all()
    ebb.see_guide()
    expect(START not in boots.operations(), 'a START before the guide was read')
    since = boots.mark()
    ebb.start()
    boots.wait_state('running', since=since)
    expect(boots.operations(since).count(START) == 1, f'{boots.operations(since)}')
    ebb.wait_air()


def less_pressure_reaches_the_boots():
    since = Screen.boots.mark()
    Screen.ebb.press('button', 'Less pressure')
    wait_for(lambda: SET_INTENSITY in Screen.boots.operations(since), 'SET_INTENSITY')


def pause_empties_them_and_continue_is_a_new_start():
    ebb, boots = Screen.ebb, Screen.boots
    since = boots.mark()
    ebb.press('button', 'Pause')
    ebb.wait('button', 'Continue')
    boots.wait_state('stopped', since=since)
    expect(START not in boots.operations(since), 'a START in the pause')
    ebb.tick_all()
    ebb.press('button', 'Continue')
    boots.wait_state('running', since=since)
    ebb.wait('button', 'Less pressure')


def escape_is_stop():
    ebb, boots = Screen.ebb, Screen.boots
    since = boots.mark()
    ebb.key('Escape')
    boots.wait_write('stop', 'Stop', since=since)
    boots.wait_state('stopped', since=since)
    ebb.wait_finished()
    expect(START not in boots.operations(since), 'a START after the Stop')


run_window_tests(looking_finds_the_boots, both_sides_show_the_same_code, same_pairs_them,
                 start_is_one_start, less_pressure_reaches_the_boots,
                 pause_empties_them_and_continue_is_a_new_start, escape_is_stop)
