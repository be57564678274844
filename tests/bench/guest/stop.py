#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""From a press of Escape to the arrival of Stop at the boots. Runs inside the VM.

stop.py PLACES SCREEN COUNT: idle, busy and hung take turns, until COUNT samples of each are made.
Prints each sample as one line of JSON. See ../README.md.
"""
import json
import os
import random
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, '..', '..', 'vm')]
import dbus
import lib
from hand import Hand, run, start_display
from lib import Boots, Failure, Process, wait_for
from rig import PROGRAMS, pair, say

NAME = 'Simulated boots'
BARE_STOP = 'eb04f002-fcd8-4547-88a2-5bb8310909fc'
BARE_SLOW = 'eb04f003-fcd8-4547-88a2-5bb8310909fc'
CONDITIONS = ('idle', 'busy', 'hung')
TICKS = ('tick0', 'tick1', 'tick2')
ARRIVES_S = 10
TICKED_S = 3


def time_loop():
    """A fixed piece of work, milliseconds: tells a busy host from a slow program"""
    began = time.perf_counter()
    total = 0
    for number in range(60000):
        total += number
    return (time.perf_counter() - began) * 1000


def find_characteristic(uuid):
    manager = dbus.Interface(dbus.SystemBus().get_object('org.bluez', '/'),
                             'org.freedesktop.DBus.ObjectManager')
    for path, interfaces in manager.GetManagedObjects().items():
        found = interfaces.get('org.bluez.GattCharacteristic1')
        if found and found['UUID'] == uuid and path.startswith('/org/bluez/hci0/'):
            return str(path)
    return None


class Bench:
    def __init__(self, places, screen):
        lib.power_up()
        lib.fresh_home()
        self.random = random.Random(1)
        self.bare = Process(os.path.join(PROGRAMS, 'bare-boots'), 'hci1')
        self.bare.wait_message(lambda message: 'ready' in message, 'the bare boots')
        self.boots = Boots(name=NAME)
        pair(NAME)
        start_display(screen)
        self.hand = Hand(os.path.join(PROGRAMS, 'inject'), places)
        self._open_window()
        self._open_bare_client()
        self._read_guide()

    def _open_window(self):
        since = self.boots.mark()
        self.window = Process('ebb')
        self.hand.wait_window(self.window.process)
        self.boots.wait_message(lambda message: message.get('event') == 'answer', 'a handshake', 60,
                                since=since)
        self.hand.wait('start', 'off')

    def _open_bare_client(self):
        path = wait_for(lambda: find_characteristic(BARE_STOP), 'the bare characteristic')
        self.slow = wait_for(lambda: find_characteristic(BARE_SLOW), 'the slow one')
        code = self.hand.ask('code Escape')['code']
        self.press = Process(os.path.join(PROGRAMS, 'bare-press'), path, code)
        self.press.wait_message(lambda message: 'ready' in message, 'the bare client')

    def _read_guide(self):
        """What the first Start of a home opens"""
        self.tick()
        self.hand.click('start')
        self.hand.wait('wear', 'on')
        time.sleep(1)  # it slides in
        self.hand.click('wear')
        self.hand.wait('start', 'on')

    def tick(self):
        """All three; again where the window took one back, as when the boots have just come"""
        deadline = time.monotonic() + 60
        while not self.hand.looks('start', 'on'):
            if time.monotonic() > deadline:
                raise Failure('the ticks do not make Start sensitive')
            self.hand.move_away()  # what is hovered over has another color
            time.sleep(0.1)
            for tick in TICKS:
                if self.hand.looks(tick, 'off'):
                    self.hand.click(tick)
            try:
                self.hand.wait('start', 'on', TICKED_S)
            except Failure:
                continue

    def start(self):
        """A session that runs, started by clicks"""
        since = self.boots.mark()
        self.tick()
        self.hand.click('start')
        return self.boots.wait_state('running', since=since)

    def hang(self):
        """A request on the same link that is not answered for now"""
        since = self.bare.mark()
        request = subprocess.Popen(['gdbus', 'call', '--system', '--dest', 'org.bluez',
                                    '--object-path', self.slow, '--method',
                                    'org.bluez.GattCharacteristic1.ReadValue', '{}'],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.bare.wait_message(lambda message: 'held' in message, 'a held read', since=since)
        return request

    def press_stop(self):
        """{ pressed_us, stop_us, bare_us } of one press"""
        mark, bare_mark = self.boots.mark(), self.bare.mark()
        pressed_us = self.hand.press('Escape')
        stop = self.boots.wait_write('stop', 'Stop', ARRIVES_S, since=mark)
        bare = self.bare.wait_message(lambda message: 'arrived_us' in message, 'a bare write',
                                      ARRIVES_S, since=bare_mark)
        return {'pressed_us': pressed_us, 'stop_us': stop['at_us'], 'bare_us': bare['arrived_us']}

    def sample(self, condition):
        began = time.monotonic()
        running = self.start()
        since = self.boots.mark()
        # Not always at the same point between two samples of the boots.
        time.sleep(0.3 + 0.5 * self.random.random())
        loop_ms = time_loop()
        spinners, request = [], None
        if condition == 'busy':
            spinners = [subprocess.Popen(['sh', '-c', 'while :; do :; done']) for _ in range(2)]
            time.sleep(0.2)
        elif condition == 'hung':
            request = self.hang()
        try:
            times = self.press_stop()
            was_hung = request is not None and request.poll() is None
        finally:
            for spinner in spinners:
                spinner.kill()
                spinner.wait()
        if request is not None:
            self.bare.write('release')
            request.wait()
        self.boots.wait_state('stopped', 60, since=since)
        self.hand.wait('done', 'on')
        self.hand.click('done')
        self.hand.wait('start', 'off')
        say({'sample': 'stop_latency_' + condition, **times, 'was_hung': was_hung,
             'ran_ms': (times['pressed_us'] - running['at_us']) / 1000,
             'loop_ms': round(loop_ms, 2), 'cycle_s': round(time.monotonic() - began, 2)})


def main():
    began = time.monotonic()
    try:
        with open(sys.argv[1], encoding='utf-8') as file:
            bench = Bench(json.load(file), sys.argv[2])
        say({'note': f'ready after {time.monotonic() - began:.1f} s'})
        for _ in range(int(sys.argv[3])):
            for condition in CONDITIONS:
                bench.sample(condition)
    except Failure as failure:
        run('import', '-window', 'root', '/run/log/failure.png')
        say({'failure': str(failure)})
        return 1
    return 0


sys.exit(main())
