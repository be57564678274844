# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""What the tests of the command line share: an account of its own, and programs run in it as a
person at a terminal, or a script, runs them."""
import json
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time

PATIENCE_S = 60
EBBCTL, EBB, EBB_BOOTS, DATA = (os.path.abspath(path) for path in sys.argv[1:5])


class Failure(Exception):
    """What a test says when something is not as it should be"""


def expect(is_so, what):
    if not is_so:
        raise Failure(what)


class Ended:
    """How a program ended, and what it said"""

    def __init__(self, arguments, status, output, errors):
        self.arguments, self.status = arguments, status
        self.output, self.errors = output, errors

    def __str__(self):
        return (f'{" ".join(self.arguments)}: status {self.status}, '
                f'output {self.output[-600:]!r}, errors {self.errors[-600:]!r}')

    @property
    def objects(self):
        return [json.loads(line) for line in self.output.splitlines()]


class Home:
    """A folder with nothing of anybody's in it, and no buses"""

    def __init__(self):
        self.path = tempfile.mkdtemp(prefix='ebb-test-')
        os.symlink(DATA, os.path.join(self.path, 'share'))
        self.environment = {
            'PATH': os.environ.get('PATH', '/usr/bin:/bin'), 'HOME': self.at('home'),
            'XDG_DATA_HOME': self.at('data'), 'XDG_RUNTIME_DIR': self.at('runtime'),
            'DBUS_SYSTEM_BUS_ADDRESS': 'unix:path=' + self.at('no-bus'),
            'DBUS_SESSION_BUS_ADDRESS': 'unix:path=' + self.at('no-bus'),
            'LC_ALL': 'C.UTF-8', 'G_DEBUG': 'fatal-criticals',
        }
        self.environment.update((name, value) for name, value in os.environ.items()
                                if name.endswith('SAN_OPTIONS') or name == 'G_SLICE')
        os.mkdir(self.at('runtime'), 0o700)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.path, ignore_errors=True)

    def at(self, *names):
        return os.path.join(self.path, *names)

    def start(self, *arguments, program=EBBCTL, **options):
        return subprocess.Popen([program, *map(str, arguments)], cwd=self.path,
                                env=self.environment, **options)

    def run(self, *arguments, program=EBBCTL, seconds=PATIENCE_S, **options):
        options = {'stdin': subprocess.DEVNULL, 'stdout': subprocess.PIPE,
                   'stderr': subprocess.PIPE, **options}
        process = self.start(*arguments, program=program, **options)
        try:
            output, errors = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            output, errors = process.communicate()
            raise Failure(f'{arguments} still ran after {seconds} s: {output!r} {errors!r}') from None
        return Ended([os.path.basename(program), *map(str, arguments)], process.returncode,
                     (output or b'').decode(), (errors or b'').decode())

    def fail(self, *arguments, status, says, **options):
        """Runs what must fail with status, naming each of says on standard error"""
        ended = self.run(*arguments, **options)
        expect(ended.status == status, f'expected status {status}: {ended}')
        for words in [says] if isinstance(says, str) else says:
            expect(words in ended.errors, f'expected "{words}": {ended}')
        expect('CRITICAL' not in ended.errors and 'WARNING' not in ended.errors, f'{ended}')
        return ended

    def succeed(self, *arguments, **options):
        ended = self.run(*arguments, **options)
        expect(ended.status == 0, f'expected status 0: {ended}')
        return ended


class Terminal:
    """A program on a terminal of its own, which somebody watches and types at"""

    def __init__(self, home, *arguments, program=EBBCTL, **options):
        self.screen, inner = pty.openpty()
        self.text = ''
        self.process = home.start(*arguments, program=program, stdin=inner, stdout=inner,
                                  stderr=inner, start_new_session=True, **options)
        os.close(inner)

    def wait_text(self, pattern, seconds=PATIENCE_S):
        until = time.monotonic() + seconds
        while True:
            found = re.search(pattern, self.text)
            if found:
                return found
            left = until - time.monotonic()
            expect(left > 0, f'no "{pattern}" on the screen: {self.text[-600:]!r}')
            expect(self.read_some(left) or self.process.poll() is None,
                   f'it ended without "{pattern}": {self.text[-600:]!r}')

    def type(self, text):
        os.write(self.screen, text.encode())

    def wait_end(self, seconds=PATIENCE_S):
        """The exit status; reads to the end, so that nobody waits for the screen"""
        until = time.monotonic() + seconds
        while self.read_some(0.05) or self.process.poll() is None:
            expect(time.monotonic() < until, f'still runs: {self.text[-600:]!r}')
        os.close(self.screen)
        return self.process.returncode

    def read_some(self, seconds):
        """Whether there was more to read within the time"""
        if not select.select([self.screen], [], [], seconds)[0]:
            return False
        try:
            self.text += os.read(self.screen, 65536).decode(errors='replace')
        except OSError:
            self.process.wait(PATIENCE_S)
            return False
        return True


def name_of(test):
    return getattr(test, 'path', test.__name__)


def named(path):
    """For a test of a hazard: what it is called in the lists of tests/safety"""
    def name(test):
        test.path = path
        return test
    return name


def run_tests(*tests):
    """Runs them in turn, each in a home of its own, and says how they ended as TAP"""
    has_failed = False
    print(f'1..{len(tests)}', flush=True)
    for number, test in enumerate(tests, 1):
        try:
            with Home() as home:
                test(home)
            print(f'ok {number} - {name_of(test)}', flush=True)
        except (Failure, OSError, ValueError, KeyError, IndexError) as failure:
            has_failed = True
            for line in f'{type(failure).__name__}: {failure}'.splitlines():
                print(f'# {line}')
            print(f'not ok {number} - {name_of(test)}', flush=True)
    sys.exit(1 if has_failed else 0)
