# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""What the scenarios share. Runs inside the VM, on the programs as installed.

Nothing here knows how Ebb works inside: boots are judged by the JSON lines that ebb-boots prints,
programs by what they print and how they end. Nothing sleeps: everything waits for a condition
with a deadline, and the test fails when the deadline passes.
"""
import json
import os
import signal
import subprocess
import sys
import threading
import time
import traceback

import dbus

PREFIX = os.environ['EBB_PREFIX']
LOGS = '/run/log'
NO_CONTROLLERS = 77
BOOTS_ADAPTER, APP_ADAPTER = 'hci1', 'hci0'
# Everything is some ten times slower without KVM.
PATIENCE_S = float(os.environ.get('EBB_PATIENCE_S', '20'))


class Failure(Exception):
    """A condition that did not come true; ends the test it happens in."""


def program(name):
    return os.path.join(PREFIX, 'bin', name)


def wait_for(condition, what, seconds=PATIENCE_S):
    """The first true value of condition (), or a Failure that says what was waited for."""
    deadline = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise Failure(f'{what}: not within {seconds:g} s')
        time.sleep(0.02)


def expect(condition, what):
    if not condition:
        raise Failure(what)


class Process:
    """A running program whose lines are read as they come."""

    count = 0

    def __init__(self, name, *arguments, environment=None, terminal_input=None):
        Process.count += 1
        self.name = f'{Process.count:02d}-{name}'
        self.lines = []
        self.changed = threading.Condition()
        self.errors = open(f'{LOGS}/{self.name}.err', 'w', encoding='utf-8')
        self.record = open(f'{LOGS}/{self.name}.out', 'w', encoding='utf-8')
        self.process = subprocess.Popen(
            [program(name), *map(str, arguments)], text=True, bufsize=1,
            stdin=terminal_input or subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors,
            env={**os.environ, **(environment or {})})
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self):
        for line in self.process.stdout:
            self.record.write(line)
            self.record.flush()
            with self.changed:
                self.lines.append(line.rstrip('\n'))
                self.changed.notify_all()

    @property
    def pid(self):
        return self.process.pid

    def messages(self, since=0):
        """The lines that are JSON objects, from line number since on"""
        found = []
        with self.changed:
            lines = self.lines[since:]
        for line in lines:
            try:
                message = json.loads(line)
            except ValueError:
                continue
            if isinstance(message, dict):
                found.append(message)
        return found

    def mark(self):
        """Where the lines end now, for the "since" of others"""
        with self.changed:
            return len(self.lines)

    def wait_message(self, wanted, what, seconds=PATIENCE_S, since=0):
        """The first JSON line for which wanted (message) is true"""
        def look():
            for message in self.messages(since):
                if wanted(message):
                    return message
            if self.process.poll() is not None and not self.reader.is_alive():
                raise Failure(f'{what}: {self.name} ended with {self.process.returncode}; '
                              f'it said: {self.tail()}')
            return None
        return wait_for(look, f'{self.name}: {what}', seconds)

    def wait_line(self, text, seconds=PATIENCE_S):
        def look():
            with self.changed:
                return next((line for line in self.lines if text in line), None)
        return wait_for(look, f'{self.name}: a line with "{text}"', seconds)

    def write(self, line):
        self.process.stdin.write(line + '\n')
        self.process.stdin.flush()

    def kill(self, number=signal.SIGKILL):
        self.process.send_signal(number)

    def wait_end(self, seconds=PATIENCE_S):
        """The exit status"""
        try:
            status = self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise Failure(f'{self.name} still runs after {seconds:g} s; '
                          f'it said: {self.tail()}') from None
        self.reader.join(2)
        return status

    def tail(self):
        self.errors.flush()
        with open(self.errors.name, encoding='utf-8', errors='replace') as file:
            errors = file.read()[-300:]
        return ' | '.join(self.lines[-4:] + errors.splitlines()[-3:])

    def end(self, seconds=5):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(seconds)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


def ebbctl(*arguments, seconds=60, environment=None, expected=0):
    """Runs ebbctl to its end. Returns its messages; a Failure unless it ended as expected."""
    process = Process('ebbctl', *arguments, environment=environment)
    process.process.stdin.close()
    status = process.wait_end(seconds)
    if expected is not None:
        expect(status == expected, f'ebbctl {" ".join(map(str, arguments))}: status {status}, '
               f'expected {expected}; it said: {process.tail()}')
    return process.messages()


class Adapter:
    """One of the two virtual controllers, as org.bluez shows it"""

    def __init__(self, name):
        self.name = name
        self.path = f'/org/bluez/{name}'
        self.bus = dbus.SystemBus()
        self.properties = dbus.Interface(self.bus.get_object('org.bluez', self.path),
                                         'org.freedesktop.DBus.Properties')

    def get(self, name):
        return self.properties.Get('org.bluez.Adapter1', name)

    def set(self, name, value):
        self.properties.Set('org.bluez.Adapter1', name, value)

    def devices(self):
        """{ address: properties } of the peers it knows"""
        manager = dbus.Interface(self.bus.get_object('org.bluez', '/'),
                                 'org.freedesktop.DBus.ObjectManager')
        found = {}
        for path, interfaces in manager.GetManagedObjects().items():
            device = interfaces.get('org.bluez.Device1')
            if device and path.startswith(self.path + '/'):
                found[str(device['Address'])] = device
        return found

    def disconnect(self, address):
        device = self.bus.get_object('org.bluez', f'{self.path}/dev_{address.replace(":", "_")}')
        dbus.Interface(device, 'org.bluez.Device1').Disconnect()


def drop_links(adapter=BOOTS_ADAPTER):
    """Ends every link of the controller at once, as a loss of radio would; returns how many."""
    shown = subprocess.run(['hcitool', '-i', adapter, 'con'], text=True, stdout=subprocess.PIPE,
                           check=True).stdout
    handles = [words[words.index('handle') + 1] for words in map(str.split, shown.splitlines())
               if 'handle' in words]
    for handle in map(int, handles):
        subprocess.run(['hcitool', '-i', adapter, 'cmd', '0x01', '0x0006', hex(handle & 0xff),
                        hex(handle >> 8), '0x08'], check=True, stdout=subprocess.DEVNULL)
    return len(handles)


def fresh_home():
    """An empty home and runtime folder for the programs started from now on"""
    Process.count += 1
    home = f'/run/home-{Process.count:02d}'
    os.makedirs(f'{home}/runtime', mode=0o700)
    os.environ.update(HOME=home, XDG_RUNTIME_DIR=f'{home}/runtime',
                      XDG_DATA_HOME=f'{home}/data', XDG_CONFIG_HOME=f'{home}/config',
                      XDG_STATE_HOME=f'{home}/state', XDG_CACHE_HOME=f'{home}/cache',
                      XDG_DATA_DIRS=f'{PREFIX}/share:/usr/local/share:/usr/share')
    return home


def power_up():
    """Both controllers powered, or the end of the scenario"""
    def up():
        try:
            for name in (APP_ADAPTER, BOOTS_ADAPTER):
                adapter = Adapter(name)
                adapter.set('Powered', True)
                if not adapter.get('Powered'):
                    return False
        except dbus.DBusException:
            return False
        return True
    try:
        wait_for(up, 'two powered controllers', 30)
    except Failure as failure:
        print(f'# {failure}', flush=True)
        sys.exit(NO_CONTROLLERS)


def run_tests(*tests):
    """Runs functions named by behaviour, each ("does this") a result; ends the program."""
    power_up()
    failed = False
    for test in tests:
        name = test.__name__.replace('_', '-')
        began = time.monotonic()
        try:
            test()
        except Exception as error:  # a test that breaks has failed, and the others still run
            failed = True
            if not isinstance(error, Failure):
                print('# ' + traceback.format_exc().replace('\n', '\n# '))
            print(f'not ok - {name}\n# {error}', flush=True)
        else:
            print(f'ok - {name}\n# {time.monotonic() - began:.1f} s', flush=True)
    sys.exit(1 if failed else 0)
