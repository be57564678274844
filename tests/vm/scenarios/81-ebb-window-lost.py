#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
# vm: -m 1024
"""The shipped window pairs by Just Works, and loses the link in the middle of a session. What it says
is read state by state: the boots stay away until somebody has seen it. Then they are forgotten, and
paired, in the desktop's panel."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from lib import APP_ADAPTER, BOOTS_ADAPTER, START, Adapter, Boots, ebbctl, expect, fresh_home
from panel import Panel
from window import Screen, open_window, run_window_tests

# Until they are told to come back: what is said meanwhile is read first
AWAY_MS = 600000
dropped_at = 0


def address_of(adapter):
    return str(Adapter(adapter).get('Address'))


def a_press_on_pair_is_all_it_takes():
    fresh_home()
    Screen.boots = Boots()
    Screen.ebb = open_window()
    Screen.ebb.pair()


def a_lost_link_is_said():
    global dropped_at
    boots, ebb = Screen.boots, Screen.ebb
    ebb.tick_all()
    ebb.see_guide()
    ebb.start()
    boots.wait_state('running')
    ebb.wait_air()
    dropped_at = boots.do(f'drop {AWAY_MS}')
    ebb.wait('label', 'The boots stopped answering')
    numbers = ebb.figure()
    expect(numbers and set(numbers) == {None}, f'the figure tells {numbers}')


def stop_is_the_first_thing_written_on_return():
    Screen.boots.do('clear drop')
    first = Screen.boots.first_write_on_return(dropped_at)
    expect(first['role'] == 'stop', f'first came {first}')


def and_then_it_says_when_it_was_lost():
    Screen.ebb.wait('label', text='The link was lost at', seconds=60)


def nothing_resumes():
    boots, ebb = Screen.boots, Screen.ebb
    boots.wait_state('stopped', 30, since=dropped_at)
    ebb.finish(was_lost=True)
    expect(START not in boots.operations(since=dropped_at), 'a START after the loss')


def the_record_says_why_it_ended():
    record = ebbctl('history', '--json')[0]
    expect(record['end'] == 'link-lost', f'record {record}')


def forgotten_in_the_panel_it_says_so():
    Adapter(BOOTS_ADAPTER).forget(address_of(APP_ADAPTER))
    Adapter(APP_ADAPTER).forget(address_of(BOOTS_ADAPTER))
    Screen.ebb.wait('label', text='Not paired with this computer')


def paired_in_the_panel_they_are_ready():
    """Without a press, and without a new start of Ebb"""
    panel = Panel(APP_ADAPTER)
    panel.pair(address_of(BOOTS_ADAPTER))
    Screen.ebb.wait_ready()
    panel.end()


run_window_tests(a_press_on_pair_is_all_it_takes, a_lost_link_is_said,
                 stop_is_the_first_thing_written_on_return, and_then_it_says_when_it_was_lost,
                 nothing_resumes, the_record_says_why_it_ended, forgotten_in_the_panel_it_says_so,
                 paired_in_the_panel_they_are_ready)
