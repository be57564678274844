#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
# vm: -m 1024
"""The shipped window when boots keep the link and fall silent."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from lib import START, Boots, ebbctl, expect, fresh_home, wait_for
from window import NAME, Screen, open_window, run_window_tests

LOOKED = 'I Have Looked at the Boots'
silent_at = 0


def ends_with_empty_boots(ebb):
    return any('Every zone is below' in label and 'keeps' not in label for label in ebb.labels())


def silence_is_said():
    global silent_at
    fresh_home()
    boots = Screen.boots = Boots()
    ebbctl('pair', NAME, '--json')
    ebb = Screen.ebb = open_window()
    ebb.wait_ready()
    ebb.tick_all()
    ebb.see_guide()
    ebb.start()
    ebb.wait_air()
    silent_at = boots.mark()
    boots.write('silent')
    ebb.wait('label', text='no pressure reading')


def silent_boots_are_never_called_empty():
    boots, ebb = Screen.boots, Screen.ebb
    expect(not ends_with_empty_boots(ebb), 'it says empty without a reading')
    boots.wait_message(lambda message: message.get('event') == 'status'
                       and message['run_state'] == 'stopped' and message['end_reason'] == 'lease',
                       'vented by the lease', 40, since=silent_at)
    expect(not ends_with_empty_boots(ebb), 'it says empty without a reading')


def when_they_talk_again_they_are_read():
    """They have nothing left to stop; what they say ends the Stops"""
    boots, ebb = Screen.boots, Screen.ebb
    expect(len(boots.writes('stop', silent_at)) >= 3, f'{boots.writes("stop", silent_at)}')
    boots.write('talk')
    wait_for(lambda: ebb.find('button', LOOKED) or ends_with_empty_boots(ebb), 'the reading')
    expect(START not in boots.operations(since=silent_at), 'a START after the silence')


run_window_tests(silence_is_said, silent_boots_are_never_called_empty,
                 when_they_talk_again_they_are_read)
