#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""From SIGKILL of the program in the middle of a session to Stop at the boots. Runs inside the VM.
kill.py COUNT: prints each sample as one line of JSON. See ../README.md.
"""
import json
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'vm'))
import lib
from lib import Boots, Process, ebbctl

AIR_PA = 1333  # 10 mmHg in some zone
ARRIVES_S = 15


def has_air(message):
    return message.get('event') == 'pressure' and any(
        pressure > AIR_PA for side in ('left_pa', 'right_pa')
        for pressure in message.get(side, {}).values())


def sample(boots):
    began = time.monotonic()
    since = boots.mark()
    session = Process('ebbctl', 'run', 'gentle-wave', '--yes', '--json')
    boots.wait_state('running', 60, since=since)
    session.wait_message(lambda message: message.get('state') == 'running', 'running', 30)
    boots.wait_message(has_air, 'air', since=since)
    mark = boots.mark()
    killed_us = time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1000
    session.kill()
    stop = boots.wait_write('stop', 'Stop', ARRIVES_S, since=mark)
    print(json.dumps({'sample': 'kill_to_stop', 'ms': (stop['at_us'] - killed_us) / 1000,
                      'cycle_s': round(time.monotonic() - began, 2)}), flush=True)
    session.wait_end()
    boots.wait_state('stopped', 60, since=mark)


def main():
    lib.power_up()
    lib.fresh_home()
    boots = Boots()
    ebbctl('pair', 'Ebb boots', '--json')
    for _ in range(int(sys.argv[1])):
        sample(boots)


main()
