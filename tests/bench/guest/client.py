#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""Connecting, notifications and commands, by Ebb's libraries and by bare GDBus in turn. Runs
inside the VM. client.py ROUNDS: prints each sample as one line of JSON. See ../README.md.
"""
import os
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, '..', '..', 'vm')]
import lib
from lib import APP_ADAPTER, BOOTS_ADAPTER, PREFIX, Adapter, Process, wait_for
from rig import PROGRAMS, pair, say

NAME = 'Flood boots'
CONNECTIONS = 2  # of each client in each round
FLOODS = ((20, 40), (100, 200), (500, 600))  # notifications a second, how many
PRESSES = ((50, 100),)
ARRIVAL_S = 5


def is_event(name):
    return lambda message: message.get('event') == name


class Rig:
    def __init__(self):
        lib.power_up()
        lib.fresh_home()
        self.boots = Process(os.path.join(PROGRAMS, 'flood-boots'), BOOTS_ADAPTER, NAME)
        self.boots.wait_message(is_event('ready'), 'the boots')
        pair(NAME)
        self.adapter = Adapter(APP_ADAPTER)
        self.address = next(iter(self.adapter.devices()))
        self.disconnect()

    def is_connected(self):
        return bool(self.adapter.devices()[self.address]['Connected'])

    def disconnect(self):
        """Whoever connected them"""
        if self.is_connected():
            self.adapter.disconnect(self.address)
        wait_for(lambda: not self.is_connected(), 'no link')

    def start(self, kind):
        if kind == 'ebb':
            arguments = [os.path.join(PREFIX, 'share', 'ebb', 'devices'), APP_ADAPTER, self.address]
        else:
            arguments = [f'{self.adapter.path}/dev_{self.address.replace(":", "_")}']
        client = Process(os.path.join(PROGRAMS, kind + '-client'), *arguments)
        client.wait_message(is_event('ready'), 'a client')
        return client


def ask(process, command, event, seconds=60):
    since = process.mark()
    process.write(command)
    return process.wait_message(is_event(event), command, seconds, since=since)


def report_of(process, is_whole):
    """Its report, when all has arrived or nothing more is to be waited for"""
    deadline = time.monotonic() + ARRIVAL_S
    while True:
        found = ask(process, 'report', 'report')
        if is_whole(found) or time.monotonic() > deadline:
            return found
        time.sleep(0.5)


def flood(rig, client, kind, rate, count):
    ask(rig.boots, 'report', 'report')
    ask(client, 'begin', 'begun')
    ask(rig.boots, f'flood {count} {1000000 // rate}', 'flooded')
    time.sleep(0.3)  # what is on its way
    seen = report_of(client, lambda found: len(found['received']) >= count)
    sent = ask(rig.boots, 'report', 'report')['sent_us']
    say({'sample': 'notifications', 'client': kind, 'rate': rate, 'cpu_us': seen['cpu_us'],
         'sent_us': sent, 'received': seen['received']})


def press(rig, client, kind, rate, count):
    ask(rig.boots, 'report', 'report')
    ask(client, 'begin', 'begun')
    ask(client, f'press {count} {1000000 // rate}', 'pressed')
    seen = ask(client, 'report', 'report')
    time.sleep(0.5)
    arrived = ask(rig.boots, 'report', 'report')['arrived_us']
    say({'sample': 'commands', 'client': kind, 'rate': rate, 'cpu_us': seen['cpu_us'],
         'untaken': seen['untaken'], 'pressed_us': seen['pressed_us'], 'arrived_us': arrived})


def measure(rig, kind):
    client = rig.start(kind)
    for number in range(CONNECTIONS):
        if number:
            client.write('disconnect')
            rig.disconnect()
        took = ask(client, 'connect', 'connected')['took_us']
        say({'sample': 'connect', 'client': kind, 'ms': took / 1000})
    for rate, count in FLOODS:
        flood(rig, client, kind, rate, count)
    for rate, count in PRESSES:
        press(rig, client, kind, rate, count)
    client.write('disconnect')
    rig.disconnect()
    client.end()


def main():
    rig = Rig()
    for number in range(int(sys.argv[1])):
        for kind in ('ebb', 'bare') if number % 2 else ('bare', 'ebb'):
            measure(rig, kind)


main()
