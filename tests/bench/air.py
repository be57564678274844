#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""The shipped window over the double of BlueZ: in a full hall, and with boots that are away.

air.py crowd TURNS-LIBRARY | away FLOOR-WINDOW SECONDS: prints one JSON object. Runs on the machine
itself, without a VM: what is measured is the work of the program, not the time that something
takes. The double and its bus are processes of their own, and not measured.
"""
import json
import os
import signal
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'ui'))
from desk import Desk
from radio import BOOTS, Radio
from steps import Ebb
from waiting import wait_for

ADVERTISERS, ADVERTS_PER_S = 1000, 200
SCAN_S = 30
SEEN_S = 27  # of a scan, then memory is read: what it needs while it looks
# The floor is the same window in an empty hall. Then one advertiser in a hundred is boots, as new
# to Ebb in each scan; then all are, which nobody but a jammer would do.
HALLS = (('empty', 0), ('crowd', 100), ('crowd', 100), ('crowd', 100), ('jam', 1))


def read_anonymous_kib(pid):
    with open(f'/proc/{pid}/smaps_rollup', encoding='utf-8') as file:
        return next(int(line.split()[1]) for line in file if line.startswith('Anonymous:'))


def read_cpu_ms(pid):
    """Of all its threads, those that have ended too: the processor time clock of another process"""
    return time.clock_gettime_ns((~pid << 3) | 2) / 1e6


def now_us():
    return time.monotonic_ns() // 1000


class Hall:
    """A desk, the double, and ebb between them"""

    def __init__(self, name, extra=None):
        self.desk = Desk(os.path.join(os.environ['EBB_BUILD'], 'logs', 'bench', name))
        self.radio = Radio(self.desk)
        self.ebb = Ebb(self.desk, boots=BOOTS,
                       environment={**self.desk.home(name), **(extra or {}),
                                    'DBUS_SYSTEM_BUS_ADDRESS': self.radio.address})

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.ebb.close()
        self.radio.close()
        self.desk.close()


def scan(hall, each):
    """One look at the hall, in which one advertiser in each is boots; 0: nobody is there. Nothing
    is asked of the window while it looks: to answer would be work of its own."""
    if each:
        hall.radio.ask(f'crowd {ADVERTISERS} {ADVERTS_PER_S} {each}')
    hall.ebb.press('button', 'Look Again')
    began_us = now_us()
    before = hall.radio.state()
    cpu_ms = read_cpu_ms(hall.ebb.process.pid)
    time.sleep(SEEN_S)
    seen = {'anonymous_kib': read_anonymous_kib(hall.ebb.process.pid)}
    wait_for(lambda: not hall.radio.state()['is_scanning'], 'the end of a scan', SCAN_S)
    ended_us = now_us()
    return {**seen, 'began_us': began_us, 'ended_us': ended_us,
            'cpu_ms': read_cpu_ms(hall.ebb.process.pid) - cpu_ms,
            'adverts': hall.radio.state()['adverts'] - before['adverts']}


def read_turns(path, seen):
    """Of one scan, and of a second after it: [milliseconds, "frame" or "other"]"""
    with open(path, encoding='utf-8') as file:
        turns = [(int(words[0]), int(words[1]) / 1000, words[2]) for words in map(str.split, file)]
    return [[cpu_ms, kind] for began_us, cpu_ms, kind in turns
            if seen['began_us'] <= began_us < seen['ended_us'] + 1000000]


def stand_in_crowd(library):
    path = os.path.join(os.environ['EBB_BUILD'], 'bench', 'turns.txt')
    scans = []
    with Hall('crowd', {'LD_PRELOAD': library, 'EBB_TURNS': path}) as hall:
        hall.ebb.look_for_boots()
        wait_for(lambda: not hall.radio.state()['is_scanning'], 'the end of a scan', 2 * SCAN_S)
        for name, each in HALLS:
            scans.append({'hall': name, **scan(hall, each)})
            time.sleep(1)  # what the end of the scan brings
    for seen in scans:
        seen['turns'] = read_turns(path, seen)
    return {'scans': scans, 'wanted': SCAN_S * ADVERTS_PER_S}


def wait_for_boots(floor_window, seconds):
    """Boots that are one's own and cannot be reached; and a window that has no boots"""
    with Hall('away') as hall:
        hall.ebb.pair()
        hall.radio.ask('away')
        hall.ebb.wait('label', text='Not connected', seconds=60)
        with subprocess.Popen([floor_window], stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as floor:
            time.sleep(5)  # what a start has left to do
            pids = (hall.ebb.process.pid, floor.pid)
            tries = hall.radio.state()['connects']
            before_ms = [read_cpu_ms(pid) for pid in pids]
            time.sleep(seconds)
            cpu_ms, floor_ms = (read_cpu_ms(pid) - before
                                for pid, before in zip(pids, before_ms))
            tries = hall.radio.state()['connects'] - tries
            floor.terminate()
    return {'seconds': seconds, 'cpu_ms': cpu_ms, 'floor_ms': floor_ms, 'tries': tries}


if __name__ == '__main__':
    # Whoever ends it early ends its desk as well.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    print(json.dumps(stand_in_crowd(sys.argv[2]) if sys.argv[1] == 'crowd'
                     else wait_for_boots(sys.argv[2], int(sys.argv[3]))))
