# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""Nothing sleeps: everything waits for a condition with a deadline, and the test fails when the
deadline passes."""
import os
import time

# Everything is some ten times slower without KVM.
PATIENCE_S = float(os.environ.get('EBB_PATIENCE_S', '20'))
# And the machine may be busy. What a deadline ends has failed: only hanging may meet it.
SLACK = 3
# Of a reason on the line that is read first: the rest of what was printed may be far away.
REASON_MAX = 160


class Failure(Exception):
    """A condition that did not come true; ends the test it happens in."""


def wait_for(condition, what, seconds=PATIENCE_S):
    """The first true value of condition (), or a Failure that says what was waited for."""
    deadline = time.monotonic() + seconds * SLACK
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise Failure(f'{what}: not within {seconds * SLACK:g} s')
        time.sleep(0.02)


def expect(condition, what):
    if not condition:
        raise Failure(what)


def shorten(error):
    """The reason, on the line that is read first"""
    return ' '.join(str(error).replace('#', '').split())[:REASON_MAX]
