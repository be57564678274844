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
import lib
from gi.repository import Gio, GLib
from hand import Hand, run, start_display
from lib import Boots, Failure, Process, wait_for
from rig import PROGRAMS, pair, say

NAME = 'Simulated boots'
BARE_STOP = 'eb04f002-fcd8-4547-88a2-5bb8310909fc'
BARE_SLOW = 'eb04f003-fcd8-4547-88a2-5bb8310909fc'
CONDITIONS = ('idle', 'busy', 'hung')
TICKS = ('tick0', 'tick1', 'tick2')
ARRIVES_S = 10
TICKED_S = 3  # until a click or a key is taken for lost


def time_loop():
    """A fixed piece of work, milliseconds: tells a busy host from a slow program"""
    began = time.perf_counter()
    total = 0
    for number in range(60000):
        total += number
    return (time.perf_counter() - began) * 1000


def has_run(process):
    """For a tick of the processor's clock at least"""
    with open(f'/proc/{process.pid}/stat', encoding='utf-8') as file:
        return int(file.read().rpartition(')')[2].split()[11]) > 0


def find_characteristic(bus, uuid):
    objects = bus.call_sync('org.bluez', '/', 'org.freedesktop.DBus.ObjectManager',
                            'GetManagedObjects', None, None, Gio.DBusCallFlags.NONE, -1,
                            None).unpack()[0]
    for path, interfaces in objects.items():
        found = interfaces.get('org.bluez.GattCharacteristic1')
        if found and found['UUID'] == uuid and path.startswith('/org/bluez/hci0/'):
            return path
    return None


def without_animations(home):
    """As somebody may have set it: a session costs a second less, and 600 are to be had"""
    folder = os.path.join(home, 'config', 'gtk-4.0')
    os.makedirs(folder)
    with open(os.path.join(folder, 'settings.ini'), 'w', encoding='utf-8') as file:
        file.write('[Settings]\ngtk-enable-animations=0\n')


class Bench:
    def __init__(self, places, screen):
        lib.power_up()
        without_animations(lib.fresh_home())
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
        self.bus = Gio.bus_get_sync(Gio.BusType.SYSTEM)
        path = wait_for(lambda: find_characteristic(self.bus, BARE_STOP), 'the bare characteristic')
        self.slow = wait_for(lambda: find_characteristic(self.bus, BARE_SLOW), 'the slow one')
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
        """All three: the first by a click on its row, the others by keys in one breath when it is
        seen to be ticked. What is not ticked then is clicked, each seen to be ticked before the next:
        where widgets move for one click, the next goes astray, and keys too."""
        if not any(self.hand.looks(tick, 'ticked', 'on') for tick in TICKS):
            self.hand.click('ticks')
            self.sees(lambda: self.hand.looks(TICKS[0], 'ticked', 'on'), TICKED_S)
            for _ in TICKS[1:]:
                self.hand.press('Down')
                self.hand.press('space')
            self.sees(lambda: self.hand.looks('start', 'on'), TICKED_S)
        for tick in TICKS:
            deadline = time.monotonic() + 60
            while not self.hand.looks(tick, 'ticked', 'on'):
                if time.monotonic() > deadline:
                    raise Failure(f'{tick} cannot be ticked')
                self.hand.click(tick)
                self.sees(lambda name=tick: self.hand.looks(name, 'ticked', 'on'), TICKED_S)
        self.hand.wait('start', 'on')

    @staticmethod
    def sees(condition, seconds):
        deadline = time.monotonic() + seconds
        while not condition() and time.monotonic() < deadline:
            time.sleep(0.01)

    def start(self):
        """A session that runs, started by clicks"""
        since = self.boots.mark()
        self.tick()
        self.hand.click('start')
        return self.boots.wait_state('running', since=since)

    def hang(self):
        """A request on the same link that is not answered for now. Returns what says that it is
        over."""
        since = self.bare.mark()
        answers = []
        self.bus.call('org.bluez', self.slow, 'org.bluez.GattCharacteristic1', 'ReadValue',
                      GLib.Variant('(a{sv})', ({},)), None, Gio.DBusCallFlags.NONE, -1, None,
                      lambda *_: answers.append(True))
        self.bare.wait_message(lambda message: 'held' in message, 'a held read', since=since)

        def is_over():
            while GLib.MainContext.default().iteration(False):
                pass
            return bool(answers)
        return is_over

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
        started = time.monotonic()
        since = self.boots.mark()
        self.hand.wait('stop', 'on')
        # The page of the run is there; not always the same point between two samples of the boots.
        time.sleep(0.2 + 0.5 * self.random.random())
        loop_ms = time_loop()
        spinners, is_over = [], None
        if condition == 'busy':
            spinners = [subprocess.Popen(['sh', '-c', 'while :; do :; done']) for _ in range(2)]
            wait_for(lambda: all(has_run(spinner) for spinner in spinners), 'two busy loops')
        elif condition == 'hung':
            is_over = self.hang()
        try:
            times = self.press_stop()
            was_hung = is_over is not None and not is_over()
        finally:
            for spinner in spinners:
                spinner.kill()
                spinner.wait()
        if is_over is not None:
            self.bare.write('release')
            wait_for(is_over, 'the answer that was held back')
        self.boots.wait_state('stopped', 60, since=since)
        stopped = time.monotonic()
        self.hand.wait('done', 'on')
        finished = time.monotonic()
        self.hand.click('done')
        self.hand.wait('start', 'off')
        # The seconds say where the time of a sample goes.
        say({'sample': 'stop_latency_' + condition, **times, 'was_hung': was_hung,
             'ran_ms': (times['pressed_us'] - running['at_us']) / 1000,
             'loop_ms': round(loop_ms, 2), 'start_s': round(started - began, 2),
             'finish_s': round(finished - stopped, 2),
             'done_s': round(time.monotonic() - finished, 2),
             'cycle_s': round(time.monotonic() - began, 2)})


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
