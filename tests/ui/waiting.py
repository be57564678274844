# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""Nothing sleeps for luck: everything waits for a condition with a deadline."""
import os
import time

PATIENCE_S = float(os.environ.get('EBB_PATIENCE_S', '20'))
# Between two looks, first and at most: who reads the tree all the time keeps the window from its work.
LOOKS_S = (0.03, 0.2)
# The machine may be busy: what a deadline ends has failed, and only hanging may meet it.
SLACK = float(os.environ.get('EBB_SLACK', '3'))


class Failure(Exception):
    """A condition that did not come true; ends the test it happens in."""


class Gone(Failure):
    """What was there a moment ago is not there any more"""


def wait_for(condition, what, seconds=None):
    """The first true value of condition (), or a Failure that says what was waited for: words, or a
    function that says what there is instead."""
    seconds = SLACK * (seconds if seconds is not None else PATIENCE_S)
    deadline = time.monotonic() + seconds
    pause_s = LOOKS_S[0]
    while True:
        began = time.monotonic()
        value = condition()
        if value:
            return value
        looked_until = time.monotonic()
        if looked_until > deadline:
            raise Failure(f'{what() if callable(what) else what}: not within {seconds:g} s')
        # As long as the look took, on a machine that has too much to do.
        time.sleep(max(pause_s, min(looked_until - began, 2 * LOOKS_S[1])))
        pause_s = min(1.2 * pause_s, LOOKS_S[1])


def expect(condition, what):
    if not condition:
        raise Failure(what)
