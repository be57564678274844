# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""The shipped window in the VM: under an X server of its own, driven by AT-SPI and XTEST.

What the window says is read from outside, what happened is judged by the boots' own log.
"""
import os
import sys

from lib import LOGS, run_tests

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), 'ui'))
# Two emulated cores draw slowly.
os.environ.setdefault('EBB_PATIENCE_S', '60')
from desk import Desk  # noqa: E402
from steps import Ebb  # noqa: E402

NAME = 'Ebb boots'


def open_window(desk):
    return Ebb(desk, environment=os.environ, boots=NAME)


def show_failure(ebb):
    """For the log: what the window said last"""
    try:
        print('# ' + ' | '.join(ebb.labels())[:1500], flush=True)
        ebb.picture(os.path.join(LOGS, 'window.png'))
    except Exception as error:  # the failure itself was said
        print(f'# nothing can be read from the window: {error}', flush=True)


class Screen:
    """What the tests of a scenario share"""

    desk = ebb = boots = None


def run_window_tests(*tests):
    """As run_tests(), with a desk around them"""
    def wrap(test):
        def wrapped():
            try:
                test()
            except Exception:
                if Screen.ebb:
                    show_failure(Screen.ebb)
                raise
        wrapped.__name__ = test.__name__
        return wrapped
    with Desk(LOGS, size='1100x820') as Screen.desk:
        try:
            run_tests(*map(wrap, tests))
        finally:
            if Screen.ebb:
                Screen.ebb.close()
