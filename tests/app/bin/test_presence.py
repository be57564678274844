#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""Whether somebody is awake, asked by ebbctl run in the middle of a session: with limits that ask
each minute, by a clock that is hurried. test_presence.py EBBCTL EBB EBB_BOOTS DATA"""
import json
import os
import shutil
import subprocess

from home import DATA, Terminal, expect, run_tests

ENDED_EARLY = 6
RUN = ('run', 'gentle-wave', '--minutes', '5', '--yes', '--demo', '--speed')
# A minute in ten seconds: a question waits for nearly as long. Nobody needs that who does not answer.
TO_ANSWER, TO_WAIT = '6', '20'


def ask_each_minute(home, of):
    """Limits may be made stricter"""
    os.unlink(home.at('share'))
    shutil.copytree(DATA, home.at('share'))
    with open(home.at('share', 'limits.json'), encoding='utf-8') as file:
        limits = json.load(file)
    limits[of]['presence_check_s'] = 60
    with open(home.at('share', 'limits.json'), 'w', encoding='utf-8') as file:
        json.dump(limits, file)


def ends(home):
    return [record['end'] for record in home.succeed('history', '--json').objects]


def enter_answers_and_nobody_ends_it(home):
    ask_each_minute(home, 'session')
    terminal = Terminal(home, *RUN, TO_ANSWER)
    terminal.wait_text('Enter answers')
    terminal.wait_text(r'Still awake\? Press Enter within \d+ s, or Ebb stops\.')
    terminal.type('\n')
    # It goes on to the next question, which nobody answers.
    terminal.wait_text(r'(?s)or Ebb stops\..*or Ebb stops\.')
    expect(terminal.wait_end() == ENDED_EARLY, terminal.text)
    expect('Nobody answered whether they were awake' in terminal.text, terminal.text)
    expect('Every zone is below 10 mmHg.' in terminal.text, terminal.text)
    expect(ends(home) == ['no-answer'], f'{ends(home)}')


def heat_goes_off_where_nobody_answers(home):
    ask_each_minute(home, 'heat')
    session = home.start(*RUN, TO_WAIT, '--json', stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    asked, is_off = False, False
    for line in session.stdout:
        told = json.loads(line)
        asked = asked or told['asked'] == 'awake-for-heat' and 0 < told['asked_left_s'] < 60
        is_off = told['heat_end'] == 'no-answer' and told['heat_c'] is None
        if is_off:
            break
    expect(asked and is_off, 'heat stayed on')
    expect(told['state'] == 'running', f'{told}')
    for line in session.stdout:
        told = json.loads(line)
    expect(session.wait() == 0 and told['end'] == 'complete', f'{told}')
    expect(ends(home) == ['complete'], f'{ends(home)}')


def heat_that_is_off_is_said(home):
    ask_each_minute(home, 'heat')
    terminal = Terminal(home, *RUN, TO_WAIT)
    terminal.wait_text(r'Press Enter within \d+ s, or Ebb turns the heat off\.')
    terminal.wait_text(r'Heat is off: nobody answered\. Feel the skin')
    terminal.type(' ')
    expect(terminal.wait_end() == 0, terminal.text)


if __name__ == '__main__':
    run_tests(enter_answers_and_nobody_ends_it, heat_goes_off_where_nobody_answers,
              heat_that_is_off_is_said)
