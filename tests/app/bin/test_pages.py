#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""The manual pages and the completion tell what --help tells: every option, every command and
every exit code, and no others. test_pages.py EBBCTL EBB EBB_BOOTS DATA"""
import os
import re
import shutil
import subprocess

from home import DATA, EBB, EBB_BOOTS, EBBCTL, expect, run_tests

PROGRAMS = {'ebb': EBB, 'ebbctl': EBBCTL, 'ebb-boots': EBB_BOOTS}
OPTION = re.compile(r'(?<![\w-])--[a-z][a-z-]+')


def read_page(name):
    with open(os.path.join(DATA, 'man', name + '.1'), encoding='utf-8') as file:
        return file.read().replace('\\-', '-')


def section(page, name):
    return page.split('.SH ' + name + '\n')[1].split('.SH ')[0]


def help_of(home, name):
    return home.succeed('--help', program=PROGRAMS[name]).output


def options_of(text):
    """Those that begin a line, after a short one perhaps"""
    return set(re.findall(r'^ +(?:-\w, )?(--[a-z-]+)', text, re.MULTILINE))


def pages_have_the_options_of_the_help(home):
    for name in PROGRAMS:
        told = options_of(help_of(home, name))
        titles = re.findall(r'^\.TP\n(.*)$', section(read_page(name), 'OPTIONS'), re.MULTILINE)
        written = {option for title in titles for option in OPTION.findall(title)}
        expect(told == written, f'{name}: only in one of --help and the page: {told ^ written}')


def pages_have_the_exit_codes_of_the_help(home):
    for name in PROGRAMS:
        text = help_of(home, name)
        told = set(re.findall(r'\b(\d)(?:  | ended| Bluetooth| wrong)', text[text.index('Exit'):]))
        status = section(read_page(name), 'EXIT STATUS')
        written = set(re.findall(r'^\.B (\d)$', status, re.MULTILINE))
        expect(told == written and len(told) > 2, f'{name}: --help {told}, page {written}')


def page_has_the_commands_of_the_help(home):
    text = help_of(home, 'ebbctl')
    told = set(re.findall(r'^  ([a-z]+)\b.*\n      \w', text, re.MULTILINE))
    titles = re.findall(r'^\.TP\n\.\w+ "?([a-z]+)', section(read_page('ebbctl'), 'COMMANDS'),
                        re.MULTILINE)
    expect(told == set(titles) and len(told) == 19, f'--help {told}, page {titles}')


def pages_are_read_without_complaint(_):
    reader = shutil.which('mandoc') or shutil.which('groff')
    if reader is None:
        return
    for name in PROGRAMS:
        page = os.path.join(DATA, 'man', name + '.1')
        line = ([reader, '-man', '-Tutf8', '-ww', '-z', page] if reader.endswith('groff') else
                [reader, '-Tlint', '-Wwarning', page])
        ended = subprocess.run(line, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        expect(not ended.stdout.strip() or reader.endswith('mandoc'), ended.stdout.decode())


def complete(*words):
    script = (f'. "{os.path.join(DATA, "completions", "ebbctl")}"; COMP_WORDS=("$@"); '
              'COMP_CWORD=$(($# - 1)); _ebbctl; printf "%s\\n" "${COMPREPLY[@]}"')
    ended = subprocess.run(['bash', '-c', script, 'bash', *words], stdout=subprocess.PIPE,
                           stderr=subprocess.PIPE, check=False)
    expect(not ended.stderr, ended.stderr.decode())
    return set(ended.stdout.decode().split())


def completion_offers_what_the_help_has(home):
    text = help_of(home, 'ebbctl')
    told = options_of(text)
    expect(complete('ebbctl', '--') == told, f'{complete("ebbctl", "--") ^ told}')
    commands = set(re.findall(r'^  ([a-z]+)\b.*\n      \w', text, re.MULTILINE))
    expect(complete('ebbctl', '') == commands, f'{complete("ebbctl", "")}')
    expect(complete('ebbctl', 'run', 'flush', '--legs', 'b') == {'both'}, 'legs')


if __name__ == '__main__':
    run_tests(pages_have_the_options_of_the_help, pages_have_the_exit_codes_of_the_help,
              page_has_the_commands_of_the_help, pages_are_read_without_complaint,
              completion_offers_what_the_help_has)
