#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""A stranger with bluetoothctl and no bond can read the features and stop, and nothing else."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from lib import BOOTS_ADAPTER, Adapter, Boots, Process, expect, fresh_home, run_tests, wait_for

FEATURES, CONTROL, STOP, STATUS, TELEMETRY, PROGRAM = (
    f'eb04{number:04x}-fcd8-4547-88a2-5bb8310909fc' for number in range(2, 8))
boots = stranger = None
address = None


def say(line, *answers, seconds=15):
    """Types a line; waits until one of the answers is printed after it, and returns which"""
    since = stranger.mark()
    stranger.write(line)

    def look():
        with stranger.changed:
            printed = '\n'.join(stranger.lines[since:])
        return next((answer for answer in answers if answer in printed), None)
    return wait_for(look, f'"{line}" to be answered with {answers}', seconds)


def anybody_can_connect():
    global boots, stranger, address
    fresh_home()
    # Nobody holds their pair button: they pair with no one.
    boots = Boots('--pairing', 'none')
    address = str(Adapter(BOOTS_ADAPTER).get('Address'))
    stranger = Process('/usr/bin/bluetoothctl')
    stranger.wait_line('Agent registered')
    say('scan le', address, seconds=30)
    say('scan off', 'stopped')
    say(f'connect {address}', 'Connection successful', seconds=30)
    say('menu gatt', 'Menu gatt')
    wait_for(lambda: say('list-attributes ' + address, FEATURES), 'the attributes', 30)


def anybody_can_read_the_features():
    say(f'select-attribute {FEATURES}', 'select-attribute')
    say('read', '  01 00', seconds=20)


def anybody_can_stop():
    since = boots.mark()
    say(f'select-attribute {STOP}', 'select-attribute')
    say('write "0x01 0x00 0x00 0x00" 0 command', 'Attempting to write')
    written = boots.wait_write('stop', 'Stop', since=since)
    expect(written['hex'] == '01000000', f'it was {written}')


def reconnect():
    """What asks for an encrypted link makes BlueZ pair; it is refused, and the link goes with it."""
    say('back', 'Menu main', seconds=15)
    say(f'connect {address}', 'Connection successful', 'AlreadyConnected', seconds=60)
    say('menu gatt', 'Menu gatt')
    wait_for(lambda: say('list-attributes ' + address, FEATURES), 'the attributes', 30)


def nobody_else_can_command():
    since = boots.mark()
    say(f'select-attribute {CONTROL}', 'select-attribute')
    say('write "0x01 0x00 0x00 0x00 0x00 0x00 0x00 0x00 0x00 0x00 0x00" 0 command',
        'Attempting to write')
    # A Stop after it has arrived: so would it have.
    say(f'select-attribute {STOP}', 'select-attribute')
    say('write "0x02 0x00 0x00 0x00" 0 command', 'Attempting to write')
    boots.wait_write('stop', 'the Stop after', 40, since=since)
    expect(not boots.writes('control', since), f'the boots took {boots.writes("control", since)}')


def nobody_else_can_upload():
    since = boots.mark()
    say(f'select-attribute {PROGRAM}', 'select-attribute')
    say('write "0x00 0x00 0x01" 0 command', 'Attempting to write')
    say(f'select-attribute {STOP}', 'select-attribute')
    say('write "0x03 0x00 0x00 0x00" 0 command', 'Attempting to write')
    boots.wait_write('stop', 'the Stop after', since=since)
    expect(not boots.writes('program', since), f'the boots took {boots.writes("program", since)}')


def nobody_else_can_request():
    since = boots.mark()
    say(f'select-attribute {CONTROL}', 'select-attribute')
    say('write "0x01 0x00 0x00 0x00 0x00 0x00 0x00 0x00 0x00 0x00 0x00" 0 request',
        'Failed to write', seconds=40)
    expect(not boots.writes('control', since), f'the boots took {boots.writes("control", since)}')


def nobody_else_can_listen():
    for characteristic in (STATUS, TELEMETRY):
        reconnect()
        say(f'select-attribute {characteristic}', 'select-attribute')
        answer = say('notify on', 'Failed to start notify', 'Notify started', seconds=40)
        expect(answer.startswith('Failed'), f'{characteristic}: {answer}')


run_tests(anybody_can_connect, anybody_can_read_the_features, anybody_can_stop,
          nobody_else_can_command, nobody_else_can_upload, nobody_else_can_request,
          nobody_else_can_listen)
