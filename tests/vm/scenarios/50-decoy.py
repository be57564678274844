#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""Things with our name and service that are no boots: they get the handshake, and nothing else."""
import os
import sys

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, HERE)
from lib import (HELLO, NO_BOOTS, Process, ebbctl, expect, expect_refusal, fresh_home,
                 run_tests)

NAME = 'Ebb boots'


def judge_decoy(behaviour):
    fresh_home()
    decoy = Process(os.path.join(HERE, 'decoy.py'), NAME, behaviour)
    try:
        decoy.wait_message(lambda message: message['event'] == 'ready', 'being offered')
        ebbctl('pair', NAME, seconds=90, expected=None)
        writes = [message for message in decoy.messages() if message['event'] == 'write']
        expect(any(write['role'] == 'control' for write in writes), f'no handshake: {writes}')
        others = [write for write in writes if write['role'] not in ('control', 'stop')
                  or write['role'] == 'control' and int(write['hex'][:2], 16) != HELLO]
        expect(not others, f'it was written {others}')
        ebbctl('run', 'gentle-wave', '--yes', '--boots', NAME, seconds=90, expected=None)
        later = [message for message in decoy.messages() if message['event'] == 'write']
        others = [write for write in later if write['role'] != 'control'
                  or int(write['hex'][:2], 16) != HELLO]
        expect(not others, f'a run wrote {others}')
    finally:
        decoy.end()


def one_that_never_answers_gets_the_handshake_alone():
    judge_decoy('silent')


def one_that_answers_wrongly_gets_the_handshake_alone():
    judge_decoy('liar')


def boots_that_lack_a_part_are_written_nothing():
    fresh_home()
    decoy = Process(os.path.join(HERE, 'decoy.py'), NAME, 'incomplete')
    decoy.wait_message(lambda message: message['event'] == 'ready', 'being offered')
    expect_refusal('these boots lack a part that Ebb needs; nothing that moves air was sent: '
                   'switch them off and on and try again', 'pair', NAME, expected=NO_BOOTS)
    expect(not any(message['event'] == 'write' for message in decoy.messages()),
           f'it was written {decoy.messages()}')
    expect(not ebbctl('boots', '--json'), 'they were taken')
    decoy.end()


run_tests(one_that_never_answers_gets_the_handshake_alone,
          one_that_answers_wrongly_gets_the_handshake_alone,
          boots_that_lack_a_part_are_written_nothing)
