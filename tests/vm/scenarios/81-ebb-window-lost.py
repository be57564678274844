#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
# vm: -m 1024
"""The shipped window pairs by Just Works, and loses the link in the middle of a session."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from lib import START, Boots, drop_links, ebbctl, expect, fresh_home
from window import Screen, open_window, run_window_tests

dropped_at = 0


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
    dropped_at = boots.mark()
    expect(drop_links() > 0, 'there was no link')
    boots.wait_write('stop', 'Stop', 60, since=dropped_at)
    ebb.wait('label', text='The link was lost at')


def stop_is_the_first_thing_written_on_return():
    first = Screen.boots.first_write_on_return(dropped_at)
    expect(first['role'] == 'stop', f'first came {first}')


def nothing_resumes():
    boots, ebb = Screen.boots, Screen.ebb
    boots.wait_state('stopped', 30, since=dropped_at)
    ebb.finish()
    expect(START not in boots.operations(since=dropped_at), 'a START after the loss')


def the_record_says_why_it_ended():
    record = ebbctl('history', '--json')[0]
    expect(record['end'] == 'link-lost', f'record {record}')


run_window_tests(a_press_on_pair_is_all_it_takes, a_lost_link_is_said,
                 stop_is_the_first_thing_written_on_return, nothing_resumes,
                 the_record_says_why_it_ended)
