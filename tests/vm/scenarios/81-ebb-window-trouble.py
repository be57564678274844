#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
# by name only
# vm: -m 1024
"""The shipped window when the link is lost, when boots fall silent, and before a decoy."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from lib import HELLO, START, Boots, drop_links, ebbctl, expect, fresh_home, wait_for
from window import NAME, Screen, open_window, run_window_tests

DECOY = 'Other boots'
at = {}


def ends_with_empty_boots(ebb):
    return any('Every zone is below' in label and 'keeps' not in label for label in ebb.labels())


def a_lost_link_is_said():
    fresh_home()
    boots = Screen.boots = Boots()
    ebbctl('pair', NAME, '--json')
    ebb = Screen.ebb = open_window(Screen.desk)
    ebb.wait_ready()
    ebb.tick_all()
    ebb.see_guide()
    ebb.start()
    boots.wait_state('running')
    ebb.wait_air()
    at['drop'] = boots.mark()
    expect(drop_links() > 0, 'there was no link')
    ebb.wait('label', 'The boots stopped answering')
    ebb.wait('button', 'Stop')
    numbers = ebb.figure()
    if ebb.find('label', 'The boots stopped answering'):
        expect(all(number is None for number in numbers), f'the figure tells {numbers}')


def stop_is_the_first_thing_written_on_return():
    boots = Screen.boots
    boots.wait_write('stop', 'Stop', 60, since=at['drop'])
    first = boots.writes(since=at['drop'])[0]
    expect(first['role'] == 'stop', f'first came {first}')


def nothing_resumes():
    boots, ebb = Screen.boots, Screen.ebb
    boots.wait_state('stopped', 30, since=at['drop'])
    ebb.wait('label', text='The link was lost at')
    expect(START not in boots.operations(since=at['drop']), 'a START after the loss')
    ebb.finish()


def silent_boots_are_never_called_empty():
    boots, ebb = Screen.boots, Screen.ebb
    ebb.wait_ready()
    ebb.start()
    ebb.wait_air()
    at['silent'] = boots.mark()
    boots.write('silent')
    ebb.wait('label', text='no pressure reading')
    expect(not ends_with_empty_boots(ebb), 'it says empty without a reading')
    boots.wait_message(lambda message: message.get('event') == 'status'
                       and message['run_state'] == 'stopped' and message['end_reason'] == 'lease',
                       'vented by the lease', 40, since=at['silent'])
    expect(not ends_with_empty_boots(ebb), 'it says empty without a reading')


def when_they_talk_again_stop_reaches_them():
    boots, ebb = Screen.boots, Screen.ebb
    since = boots.mark()
    boots.write('talk')
    boots.wait_write('stop', 'Stop', since=since)
    wait_for(lambda: ebb.find('button', 'I Have Looked at the Boots')
             or ends_with_empty_boots(ebb), 'the reading')
    expect(START not in boots.operations(since=at['silent']), 'a START after the silence')


def a_decoy_gets_the_handshake_alone():
    if Screen.ebb.find('button', 'I Have Looked at the Boots'):
        Screen.ebb.press('button', 'I Have Looked at the Boots')
    Screen.ebb.close()
    Screen.boots.end()
    fresh_home()
    decoy = Boots('--decoy', name=DECOY)
    ebb = Screen.ebb = open_window(Screen.desk)
    ebb.boots = DECOY
    ebb.look_for_boots()
    ebb.open_pairing()
    ebb.press('button', 'Pair')
    ebb.wait('label', 'Details')
    others = [write for write in decoy.writes() if write['role'] != 'control'
              or int(write['hex'][:2], 16) != HELLO]
    expect(not others, f'it was written {others}')
    expect(not ebbctl('boots', '--json'), 'it was taken')


run_window_tests(a_lost_link_is_said, stop_is_the_first_thing_written_on_return, nothing_resumes,
                 silent_boots_are_never_called_empty, when_they_talk_again_stop_reaches_them,
                 a_decoy_gets_the_handshake_alone)
