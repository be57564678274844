#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""The leg check from the command line, on simulated boots: what starts it, what answers it, what
stops it, and what is kept. test_legs.py EBBCTL EBB EBB_BOOTS DATA"""
import signal

from home import Terminal, expect, run_tests

FAILED, REFUSED, NO_BOOTS = 1, 3, 4
# Slow enough for a person who answers while a boot fills.
LEGS = ('--demo', '--speed', '4')


def records(home):
    return home.succeed('history', '--json').objects


def kept_sides(home):
    return home.succeed('legs', 'sim:1', '--json', '--demo').objects[0]['sides']


def leg_check_needs_a_terminal(home):
    home.fail('legs', 'sim:1', *LEGS, status=REFUSED, says=('no terminal', '--json'))
    home.fail('legs', 'sim:9', '--json', '--demo', status=NO_BOOTS, says='sim:9')
    expect(records(home) == [], f'{records(home)}')


def leg_check_keeps_what_both_answers_say(home):
    terminal = Terminal(home, 'legs', 'sim:1', *LEGS)
    terminal.wait_text('(?s)up to 30 mmHg.*Type yes to fill one boot')
    terminal.type('yes\n')
    terminal.wait_text('(?s)One boot is filling gently.*Which leg do you feel')
    terminal.type('r')
    terminal.wait_text('(?s)Now the other boot.*Type yes to fill one boot')
    expect(kept_sides(home) == 'unknown', 'kept after one answer')
    terminal.type('yes\n')
    terminal.wait_text('(?s)The other boot is filling gently.*Which leg do you feel')
    terminal.type('l')
    terminal.wait_text('Left and right are set')
    expect(terminal.wait_end() == 0, terminal.text)
    expect(kept_sides(home) == 'swapped', f'{kept_sides(home)}')
    found = records(home)
    expect([record['program_name'] for record in found] == ['Leg check', 'Leg check'], f'{found}')
    expect(all(record['peak_mmhg'] <= 31 for record in found), f'{found}')


def any_other_key_and_signals_stop_a_leg_check(home):
    for key in (' ', '\x1b[A', 'x', '\n'):
        terminal = Terminal(home, 'legs', 'sim:1', *LEGS)
        terminal.wait_text('Type yes to fill one boot')
        terminal.type('yes\n')
        terminal.wait_text('One boot is filling gently')
        terminal.type(key)
        terminal.wait_text('(?s)Stopped before you answered.*Type yes to fill one boot')
        terminal.type('no\n')
        expect(terminal.wait_end() == REFUSED, f'{key!r}: {terminal.text}')
        expect(records(home)[0]['end'] == 'stop', f'{key!r}: {records(home)}')
    terminal = Terminal(home, 'legs', 'sim:1', *LEGS)
    terminal.wait_text('Type yes to fill one boot')
    terminal.type('yes\n')
    terminal.wait_text('One boot is filling gently')
    terminal.process.send_signal(signal.SIGINT)
    expect(terminal.wait_end() == FAILED, terminal.text)
    expect('every zone is below 10 mmHg' in terminal.text, terminal.text)
    expect(kept_sides(home) == 'unknown', f'{kept_sides(home)}')


def answers_that_cannot_be_are_no_answer(home):
    """Both boots on one leg, or neither felt: it begins again, and nothing is kept"""
    terminal = Terminal(home, 'legs', 'sim:1', *LEGS)
    for answer, note in (('n', 'Nothing was felt'), ('r', 'Now the other boot'),
                         ('r', 'Both boots in one leg can not be right')):
        terminal.wait_text('Type yes to fill one boot')
        terminal.text = ''
        terminal.type('yes\n')
        terminal.wait_text('Which leg do you feel')
        terminal.type(answer)
        terminal.wait_text(f'(?s){note}.*Type yes to fill one boot')
    terminal.type('no\n')
    expect(terminal.wait_end() == REFUSED, terminal.text)
    expect('nothing is kept of the leg check' in terminal.text, terminal.text)
    expect(kept_sides(home) == 'unknown', f'{kept_sides(home)}')
    ends = [(record['program_name'], record['end']) for record in records(home)]
    expect(ends == [('Leg check', 'stop')] * 3, f'{ends}')


if __name__ == '__main__':
    run_tests(leg_check_needs_a_terminal, leg_check_keeps_what_both_answers_say,
              answers_that_cannot_be_are_no_answer, any_other_key_and_signals_stop_a_leg_check)
