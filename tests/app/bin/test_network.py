#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""What somebody answered about their body stays on their computer: no program of Ebb opens a socket that a
network could be behind. test_network.py EBBCTL EBB EBB_BOOTS DATA"""
import json
import os
import re

from home import EBB, EBB_BOOTS, EBBCTL, expect, named, run_tests

SOCKET = re.compile(r'\bsocket(?:pair)?\((AF_\w+|\d+)')
# Ebb's own, and those of D-Bus.
LOCAL = {'AF_UNIX', 'AF_LOCAL'}
PATIENCE_S = 120


def trace(home, *arguments, program=EBBCTL):
    """(how it ended, the families of all sockets that it and its children opened)"""
    log = home.at('strace.log')
    # Nothing else can look at a process that is looked at: leaks are found by the other tests.
    home.environment['ASAN_OPTIONS'] = home.environment.get('ASAN_OPTIONS', '') + ':detect_leaks=0'
    ended = home.run('-f', '-qq', '-e', 'trace=socket,socketpair', '-o', log, program, *arguments,
                     program='strace', seconds=PATIENCE_S)
    with open(log, encoding='utf-8', errors='replace') as file:
        return ended, SOCKET.findall(file.read())


def expect_local(families, what):
    expect(not set(families) - LOCAL, f'{what} opened {sorted(set(families) - LOCAL)}')


def answers(home):
    with open(os.path.join(home.at('share'), 'screening.json'), encoding='utf-8') as file:
        asked = [item['id'] for item in json.load(file)['items'] if item['id'] != 'age']
    with open(home.at('answers.json'), 'w', encoding='utf-8') as file:
        json.dump({'format': 'ebb-answers/1', 'revision': 1, 'answered': '2026-11-20T10:00:00Z', 'born': '1986-03',
                   'answers': {each: 'no' for each in asked}}, file)
    return home.at('answers.json')


@named('/safety/H26/session-has-no-network')
def a_session_has_no_network(home):
    ended, families = trace(home, 'run', 'flush', '--demo', '--speed', '20', '--minutes', '5', '--yes')
    expect(ended.status == 0, f'{ended}')
    # Its control socket at the least: nothing was looked at otherwise.
    expect('AF_UNIX' in families, f'no socket at all: {families}')
    expect_local(families, 'a session')


@named('/safety/H26/answers-and-people-have-no-network')
def answers_and_people_have_no_network(home):
    for words in (['answers', answers(home)], ['answers', '--json'], ['person', 'add', 'Ada'],
                  ['person', 'list', '--json'], ['history', '--json'], ['programs']):
        ended, families = trace(home, *words)
        expect(ended.status == 0, f'{ended}')
        expect_local(families, ' '.join(words[:2]))


@named('/safety/H26/other-programs-have-no-network')
def other_programs_have_no_network(home):
    """Without a display, and without a bus: what they do before they say so"""
    for program, words in ((EBB, ['--version']), (EBB, []), (EBB_BOOTS, ['--version']), (EBB_BOOTS, [])):
        _, families = trace(home, *words, program=program)
        expect_local(families, os.path.basename(program))


@named('/safety/H26/socket-is-noticed')
def a_socket_is_noticed(home):
    """This very program, as it would be if Ebb opened one"""
    code = 'import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM)'
    _, families = trace(home, '-c', code, program='/usr/bin/python3')
    expect(set(families) - LOCAL == {'AF_INET'}, f'{families}')


if __name__ == '__main__':
    run_tests(a_session_has_no_network, answers_and_people_have_no_network, other_programs_have_no_network,
              a_socket_is_noticed)
