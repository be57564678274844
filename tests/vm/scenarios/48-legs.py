#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""The leg check at a terminal: which leg each boot is on is what a person felt, and an answer that
cannot be, or a link that breaks, is none. On boots with a timer of their own instead of a lease
(tier B).
"""
import os
import signal
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from lib import (ENDED_EARLY, START, Boots, Process, drop_links, ebbctl, expect, expect_end,
                 fresh_home, run_tests, start_session, wait_for)

FELT_PA = 10 * 133
boots = check = None


def expect_sides(sides):
    kept = ebbctl('legs', 'Ebb boots', '--json')
    expect([each['sides'] for each in kept] == [sides], f'kept: {kept}')


def expect_felt(side, since):
    """Air in that boot, and none in the other"""
    other = {'left': 'right', 'right': 'left'}[side]
    boots.wait_message(lambda message: message.get('event') == 'pressure'
                       and message[f'felt_{side}_pa'] > FELT_PA, f'air in the {side} boot',
                       since=since)
    wrong = [event for event in boots.events('pressure', since)
             if event[f'felt_{other}_pa'] > FELT_PA]
    expect(not wrong, f'air in the {other} boot: {wrong[:1]}')


def fill(side):
    """Says yes; returns where the boots' log stood, and where that of the check did"""
    wait_for(lambda: 'Type yes to fill one boot' in check.partial, 'the question', 60)
    since, seen = boots.mark(), check.mark()
    check.write('yes')
    check.wait_line('Which leg do you feel?', since=seen)
    expect_felt(side, since)
    return since, seen


def answer(side, key, note):
    """Lets that boot be filled, and says which leg feels it; the answer is a Stop"""
    since, seen = fill(side)
    check.press(key)
    boots.wait_write('stop', 'Stop', since=since)
    boots.wait_state('stopped', since=since)
    check.wait_line(note, since=seen)


def begin():
    global check
    check = Process('ebbctl', 'legs', 'Ebb boots', on_terminal=True)


def nobody_has_said_which_leg_is_which():
    global boots
    fresh_home()
    boots = Boots('--tier', 'B')
    ebbctl('pair', 'Ebb boots')
    expect_sides('unknown')


def both_on_one_leg_is_no_answer():
    begin()
    answer('left', 'r', 'Now the other boot.')
    answer('right', 'r', 'Both boots in one leg can not be right.')


def neither_is_no_answer():
    answer('left', 'n', 'Nothing was felt.')


def a_link_lost_in_it_ends_it_and_stop_comes_first():
    fill('left')
    lost = boots.mark()
    expect(drop_links() > 0, 'there was no link')
    expect_end(check, ENDED_EARLY, 'the leg check did not end as it should, and nothing is kept')
    first = boots.first_write_on_return(lost)
    expect(first['role'] == 'stop', f'first came {first}')
    expect(START not in boots.operations(lost), 'a START after the loss')
    expect_sides('unknown')


def boots_on_the_other_legs_are_found_out():
    begin()
    answer('left', 'r', 'Now the other boot.')
    answer('right', 'l', 'Each boot is on the other leg than it is marked for')
    expect_end(check, 0, 'Left and right are set.')
    expect_sides('swapped')


def and_left_is_the_left_leg_from_then_on():
    session, since = start_session(boots, legs='left')
    expect_felt('right', since)
    session.kill(signal.SIGINT)
    boots.wait_state('stopped', since=since)
    expect(session.wait_end() == 0, f'status {session.process.returncode}: {session.tail()}')


run_tests(nobody_has_said_which_leg_is_which, both_on_one_leg_is_no_answer, neither_is_no_answer,
          a_link_lost_in_it_ends_it_and_stop_comes_first, boots_on_the_other_legs_are_found_out,
          and_left_is_the_left_leg_from_then_on)
