#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
# vm: -m 1024
"""The shipped window before something that has our name and service and is no boots."""
import os
import sys

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, HERE)
from lib import HELLO, Process, ebbctl, expect, fresh_home
from window import NAME, Screen, open_window, run_window_tests

decoy = None


def written():
    return [message for message in decoy.messages() if message['event'] == 'write']


def looking_writes_nothing():
    global decoy
    fresh_home()
    decoy = Process(os.path.join(HERE, 'decoy.py'), NAME, 'silent')
    decoy.wait_message(lambda message: message['event'] == 'ready', 'being offered')
    Screen.ebb = open_window()
    Screen.ebb.look_for_boots()
    expect(not written(), f'looking wrote {written()}')


def it_gets_the_handshake_alone():
    ebb = Screen.ebb
    ebb.open_pairing()
    ebb.press('button', 'Pair')
    ebb.wait('label', 'The boots do not answer')
    expect(any(write['role'] == 'control' for write in written()), 'no handshake')
    others = [write for write in written() if write['role'] != 'control'
              or int(write['hex'][:2], 16) != HELLO]
    expect(not others, f'it was written {others}')


def it_is_not_taken():
    expect(not ebbctl('boots', '--json'), 'it was taken')


run_window_tests(looking_writes_nothing, it_gets_the_handshake_alone, it_is_not_taken)
