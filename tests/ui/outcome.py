# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""Results, one a line: "ok - NAME" and "not ok - NAME"; what went before a failure is kept."""
import os
import sys
import time
import traceback

from waiting import Failure


REASON_MAX = 160


def shorten(error):
    """The reason, on the line that is read first: the rest of what was printed may be far away"""
    first = (str(error) or type(error).__name__).splitlines()[0].replace('#', '')
    return first if len(first) <= REASON_MAX else first[:REASON_MAX - 1] + '…'


class Outcome:
    def __init__(self, logs):
        self.logs = logs
        self.has_failed = False

    def judge(self, name, test, window=None):
        """Runs test (); True if it passed. window (): the window to take a picture of, or None"""
        began = time.monotonic()
        try:
            test()
        except Exception as error:  # a test that breaks has failed
            self.has_failed = True
            if not isinstance(error, Failure):
                print('# ' + traceback.format_exc().replace('\n', '\n# '))
            print('# ' + str(error).replace('\n', '\n# '))
            print(f'not ok - {name} ({shorten(error)})', flush=True)
            self.keep(name, window)
            return False
        print(f'ok - {name}\n# {time.monotonic() - began:.1f} s', flush=True)
        return True

    def keep(self, name, window):
        window = window() if window else None
        if window is None or window.process.poll() is not None:
            return
        name = name.strip('/').replace('/', '-')
        try:
            with open(os.path.join(self.logs, f'{name}.tree'), 'w', encoding='utf-8') as file:
                file.write(window.dump())
            window.picture(os.path.join(self.logs, f'{name}.png'))
        except Exception as error:  # the failure itself was said
            print(f'# nothing kept of {name}: {error}')

    def run(self, *tests, window=None):
        """In order; each stands on what those before it left, so after a failure the rest has
        failed too"""
        passed = True
        for test in tests:
            name = test.__name__.replace('_', '-')
            if not passed:
                print(f'# not tried: one before it failed\nnot ok - {name}', flush=True)
                continue
            passed = self.judge(name, test, window)
        return passed

    def end(self):
        sys.exit(1 if self.has_failed else 0)
