# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""From SIGKILL of the program in the middle of a session to Stop at the boots. See ../README.md."""
import time

from rig import begin_session, end_guardian, say, take_home

AIR_PA = 267  # 2 mmHg in some zone: air is on its way
ARRIVES_S = 15


def has_air(message):
    return message.get('event') == 'pressure' and any(
        pressure > AIR_PA for side in ('left_pa', 'right_pa')
        for pressure in message.get(side, {}).values())


def sample(boots, template):
    take_home(template)
    began = time.monotonic()
    session, since = begin_session(boots)
    boots.wait_message(has_air, 'air', since=since)
    mark = boots.mark()
    killed_us = time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1000
    session.kill()
    stop = boots.wait_write('stop', 'Stop', ARRIVES_S, since=mark)
    say({'sample': 'kill_to_stop', 'ms': (stop['at_us'] - killed_us) / 1000,
         'cycle_s': round(time.monotonic() - began, 2)})
    session.wait_end()
    boots.wait_state('stopped', 60, since=mark)
    end_guardian()


def measure(boots, template, count):
    for _ in range(count):
        sample(boots, template)
