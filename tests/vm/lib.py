# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""What the scenarios share. Runs inside the VM, on the programs as installed.

Nothing here knows how Ebb works inside: boots are judged by the JSON lines that ebb-boots prints,
programs by what they print and how they end. Nothing sleeps: everything waits for a condition
with a deadline, and the test fails when the deadline passes.
"""
import glob
import json
import os
import pty
import shutil
import signal
import subprocess
import sys
import termios
import threading
import time
import traceback

import dbus

from patience import PATIENCE_S, SLACK, Failure, expect, shorten, wait_for
from radio import keep_advertising

PREFIX = os.environ['EBB_PREFIX']
LOGS = '/run/log'
NO_CONTROLLERS = 77
# How ebbctl ends
FAILED, REFUSED, NO_BOOTS, BUSY, ENDED_EARLY = 1, 3, 4, 5, 6
BOOTS_ADAPTER, APP_ADAPTER = 'hci1', 'hci0'
# BlueZ ends a link 2 s after it was asked to
LINK_ENDS_S = 4
# Of ebbctl, those that reach no boots
AT_HOME = ('boots', 'history', 'watch')


def program(name):
    return os.path.join(PREFIX, 'bin', name)


class Process:
    """A running program whose lines are read as they come."""

    count = 0
    sessions = []  # programs that may hold a link of their own

    def __init__(self, name, *arguments, environment=None, on_terminal=False):
        if name == 'ebbctl' and arguments[0] not in AT_HOME:
            if all(each.poll() is not None for each in Process.sessions):
                let_links_end()
        Process.count += 1
        self.name = f'{Process.count:02d}-{os.path.basename(name)}'
        self.lines = []
        self.partial = ''  # a line that has not ended: a question, for one
        self.changed = threading.Condition()
        self.errors = open(f'{LOGS}/{self.name}.err', 'w', encoding='utf-8')
        self.record = open(f'{LOGS}/{self.name}.out', 'w', encoding='utf-8')
        arguments = [name if '/' in name else program(name), *map(str, arguments)]
        if on_terminal:
            self._start_on_terminal(arguments, environment)
        else:
            self.process = subprocess.Popen(
                arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors,
                env={**os.environ, **(environment or {})})
            self.input, self.output = self.process.stdin, self.process.stdout
        if name == 'ebbctl':
            Process.sessions.append(self.process)
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _start_on_terminal(self, arguments, environment):
        """As for somebody who sits there; what is printed is read back from the terminal"""
        ours, theirs = pty.openpty()
        self.process = subprocess.Popen(
            arguments, stdin=theirs, stdout=theirs, stderr=self.errors, start_new_session=True,
            env={**os.environ, 'TERM': 'xterm', **(environment or {})})
        os.close(theirs)
        self.input = os.fdopen(ours, 'wb', buffering=0)
        self.output = os.fdopen(os.dup(ours), 'rb', buffering=0)

    def _read(self):
        pending = b''
        while True:
            try:
                chunk = os.read(self.output.fileno(), 65536)
            except OSError:  # how a terminal says that nobody is there any more
                chunk = b''
            if not chunk:
                break
            *whole, pending = (pending + chunk).split(b'\n')
            whole = [line.decode(errors='replace').rstrip('\r') for line in whole]
            self.record.writelines(f'{time.monotonic():9.3f} {line}\n' for line in whole)
            self.record.flush()
            with self.changed:
                self.lines += whole
                self.partial = pending.decode(errors='replace')
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

    def wait_line(self, text, seconds=PATIENCE_S, since=0):
        def look():
            with self.changed:
                lines = [*self.lines[since:], self.partial]
            return next((line for line in lines if text in line), None)
        return wait_for(look, f'{self.name}: a line with "{text}"', seconds)

    def write(self, line):
        self.press(line + '\n')

    def press(self, keys):
        self.input.write(keys.encode())
        self.input.flush()

    def reads_keys(self):
        """Whether the program on the terminal takes each key, and not whole lines"""
        return not termios.tcgetattr(self.input.fileno())[3] & termios.ICANON

    def kill(self, number=signal.SIGKILL):
        self.process.send_signal(number)

    def wait_end(self, seconds=PATIENCE_S):
        """The exit status"""
        try:
            status = self.process.wait(seconds * SLACK)
        except subprocess.TimeoutExpired:
            raise Failure(f'{self.name} still runs after {seconds * SLACK:g} s; '
                          f'it said: {self.tail()}') from None
        self.reader.join(2)
        return status

    def read_errors(self):
        with open(self.errors.name, encoding='utf-8', errors='replace') as file:
            return file.read()

    def said(self):
        """All it printed, and all its errors"""
        with self.changed:
            return '\n'.join([*self.lines, self.partial, self.read_errors()])

    def wait_said(self, text, seconds=PATIENCE_S):
        wait_for(lambda: text in self.said(), f'{self.name}: to say "{text}"', seconds)

    def tail(self):
        errors = self.read_errors()[-300:]
        return ' | '.join(self.lines[-4:] + [self.partial] + errors.splitlines()[-3:])

    def end(self, seconds=5):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(seconds)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


class Boots(Process):
    """Simulated boots on their own controller, and their log"""

    def __init__(self, *options, name='Ebb boots'):
        super().__init__('ebb-boots', '--json', '--adapter', BOOTS_ADAPTER, '--name', name, *options)
        self.offered = self.wait_message(lambda message: message.get('event') == 'ready',
                                         'being offered')

    def do(self, command):
        """Lets something happen to them; returns when it has, and where their log stood before"""
        since = self.mark()
        self.write(command)
        self.wait_message(lambda message: message.get('event') == 'command', command, since=since)
        return since

    def end_unlinked(self):
        """Ends them, and their link before: one outlives the program that made it, and the boots'
        own program as well"""
        Adapter(APP_ADAPTER).disconnect(Adapter(BOOTS_ADAPTER).get('Address'))
        wait_for(lambda: not list_links(APP_ADAPTER), 'the end of the link')
        self.end()

    def events(self, name, since=0):
        return [message for message in self.messages(since) if message.get('event') == name]

    def writes(self, role=None, since=0):
        """What reached them, in order: messages with "role" and "hex" """
        return [message for message in self.events('write', since)
                if role in (None, message['role'])]

    def operations(self, since=0):
        """The first byte of each request that reached Control"""
        return [int(message['hex'][:2], 16) for message in self.writes('control', since)]

    def first_write_on_return(self, since, seconds=60):
        """What reached them first on the link that was made after line since; what was on its way
        when the old one ended went down that one"""
        def look():
            messages = iter(self.messages(since))
            is_linked = any(message.get('event') == 'linked' for message in messages)
            return is_linked and next(
                (message for message in messages if message.get('event') == 'write'), None)
        return wait_for(look, f'{self.name}: a write on a new link', seconds)

    def wait_write(self, role, what, seconds=PATIENCE_S, since=0):
        return self.wait_message(
            lambda message: message.get('event') == 'write' and message['role'] == role,
            what, seconds, since)

    def wait_state(self, state, seconds=PATIENCE_S, since=0):
        return self.wait_message(
            lambda message: message.get('event') == 'status' and message['run_state'] == state,
            f'run state {state}', seconds, since)


# Requests on Control, and the answer every scenario asks for: see ble/PROTOCOL.md.
HELLO, START, RENEW, SET_INTENSITY = 0x01, 0x05, 0x06, 0x07


def start_session(boots, *options, legs='both'):
    """A session that runs, with air in the boots: (the ebbctl that runs it, where the boots' log
    stood before)"""
    since = boots.mark()
    session = Process('ebbctl', 'run', 'gentle-wave', '--yes', '--json', '--legs', legs, *options)
    session.wait_message(lambda message: message.get('state') == 'running', 'running', 60)
    boots.wait_state('running', since=since)
    session.wait_message(lambda message: (message.get('highest_mmhg') or 0) > 10, 'air', 40)
    return session, since


def ebbctl(*arguments, seconds=60, environment=None, expected=0):
    """Runs ebbctl to its end. Returns its messages; a Failure unless it ended as expected (None:
    either way, and what it said is printed)."""
    process = Process('ebbctl', *arguments, environment=environment)
    process.input.close()
    status = process.wait_end(seconds)
    ended = f'ebbctl {" ".join(map(str, arguments))}: status {status}; it said: {process.tail()}'
    if expected is None:
        print(f'# {ended}', flush=True)
    else:
        expect(status == expected, f'{ended}; expected status {expected}')
    return process.messages()


def expect_refusal(sentence, *arguments, expected, seconds=60):
    """Runs ebbctl, as somebody would; a Failure unless it says that and ends so."""
    process = Process('ebbctl', *arguments)
    process.input.close()
    status = process.wait_end(seconds)
    expect(status == expected and sentence in process.said(),
           f'ebbctl {" ".join(map(str, arguments))}: status {status}, expected {expected} and '
           f'"{sentence}"; it said: {process.tail()}')


def watch_session(boots, *options, air_mmhg=11):
    """A session that runs before somebody at a terminal, with so much air in the boots: the ebbctl
    that runs it"""
    since = boots.mark()
    session = Process('ebbctl', 'run', 'gentle-wave', '--yes', *options, on_terminal=True)
    session.wait_line('Running · ', 60)
    boots.wait_message(lambda message: message.get('event') == 'pressure'
                       and message['run_state'] == 'running'
                       and message['felt_left_pa'] > air_mmhg * 133,
                       'air', 40, since=since)
    return session


def expect_end(session, status, sentence, seconds=60):
    ended = session.wait_end(seconds)
    expect(ended == status and sentence in session.said(),
           f'status {ended}, expected {status} and "{sentence}"; it said: {session.tail()}')


def expect_nothing_started(boots, sentence, *options, expected):
    since = boots.mark()
    expect_refusal(sentence, 'run', 'gentle-wave', '--yes', *options, expected=expected)
    expect(START not in boots.operations(since), 'a START reached the boots')


def look_at_them(session, sentence='Do not use these boots until someone has looked at them.'):
    """What a person says who found nothing, and what ebbctl says and ends with"""
    session.wait_line('Have you looked at the boots?')
    session.write('looked')
    expect_end(session, ENDED_EARLY, sentence)


def expect_record(end, fault):
    record = ebbctl('history', '--json', '--limit', 1)[0]
    expect((record['end'], record['fault']) == (end, fault), f'record {record}')
    expect(record['empty_confirmed_by_boots'], f'record {record}')


class Adapter:
    """One of the two virtual controllers, as org.bluez shows it"""

    def __init__(self, name):
        self.name = name
        self.path = f'/org/bluez/{name}'
        self.bus = dbus.SystemBus()
        adapter = self.bus.get_object('org.bluez', self.path)
        self.calls = dbus.Interface(adapter, 'org.bluez.Adapter1')
        self.properties = dbus.Interface(adapter, 'org.freedesktop.DBus.Properties')

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

    def forget(self, address):
        """Its half of the bond with that peer, and all it knows of it"""
        self.calls.RemoveDevice(f'{self.path}/dev_{address.replace(":", "_")}')


def list_links(adapter):
    """The handles of the links that its kernel has"""
    shown = subprocess.run(['hcitool', '-i', adapter, 'con'], text=True, stdout=subprocess.PIPE,
                           stderr=subprocess.DEVNULL, check=False).stdout
    return [int(words[words.index('handle') + 1]) for words in map(str.split, shown.splitlines())
            if 'handle' in words]


def drop_links(adapter=BOOTS_ADAPTER):
    """Ends every link of the controller at once, as a loss of radio would; returns how many."""
    handles = list_links(adapter)
    for handle in handles:
        subprocess.run(['hcitool', '-i', adapter, 'cmd', '0x01', '0x0006', hex(handle & 0xff),
                        hex(handle >> 8), '0x08'], check=True, stdout=subprocess.DEVNULL)
    return len(handles)


def let_links_end():
    """Returns when there is none, or after so long as BlueZ takes to end one that nobody wants.
    A request that reaches the boots' side of bluetoothd 5.66 and is unanswered when its link ends
    ends bluetoothd 5 s later (boots are no BlueZ): so who comes next waits."""
    try:
        wait_for(lambda: not list_links(APP_ADAPTER), 'no link', LINK_ENDS_S / SLACK)
    except Failure:
        pass  # somebody wants it


def make_home():
    """(an empty home with a runtime folder, the environment of who lives there)"""
    Process.count += 1
    home = f'/run/home-{Process.count:02d}'
    os.makedirs(f'{home}/runtime', mode=0o700)
    return home, {'HOME': home, 'XDG_RUNTIME_DIR': f'{home}/runtime',
                  'XDG_DATA_HOME': f'{home}/data', 'XDG_CONFIG_HOME': f'{home}/config',
                  'XDG_STATE_HOME': f'{home}/state', 'XDG_CACHE_HOME': f'{home}/cache',
                  'XDG_DATA_DIRS': f'{PREFIX}/share:/usr/local/share:/usr/share'}


def fresh_home():
    """An empty home and runtime folder for the programs started from now on"""
    home, environment = make_home()
    os.environ.update(environment)
    return home


class Neighbour:
    """Another account of this computer, without rights of its own"""

    NAME, GROUP = 'nobody', 'nogroup'

    def __init__(self):
        home, self.environment = make_home()
        for folder in (home, f'{home}/runtime'):
            shutil.chown(folder, self.NAME, self.GROUP)

    def ebbctl(self, *arguments):
        """The ebbctl that they run"""
        return Process('/usr/bin/setpriv', '--reuid', self.NAME, '--regid', self.GROUP,
                       '--clear-groups', '--', program('ebbctl'), *arguments,
                       environment=self.environment)


def switch_on(*adapters):
    """Whether these controllers are powered now; without names, both"""
    try:
        for name in adapters or (APP_ADAPTER, BOOTS_ADAPTER):
            adapter = Adapter(name)
            adapter.set('Powered', True)
            if not adapter.get('Powered'):
                return False
    except dbus.DBusException:
        return False
    return True


def power_up():
    """Both controllers powered, or the end of the scenario"""
    try:
        wait_for(switch_on, 'two powered controllers', 30)
        keep_advertising(BOOTS_ADAPTER)
    except Failure as failure:
        print(f'# {failure}', flush=True)
        sys.exit(NO_CONTROLLERS)


def find_complaints():
    """Lines by which a program says that it did what it must not: GLib calls them CRITICAL"""
    found = []
    for path in sorted(glob.glob(f'{LOGS}/*.err')):
        with open(path, encoding='utf-8', errors='replace') as file:
            found += [f'{os.path.basename(path)}: {line.strip()}' for line in file
                      if 'CRITICAL **' in line]
    return found


def run_tests(*tests):
    """Runs functions named by behaviour, each a result, in order; ends the program. Each stands on
    what those before it left, so after a failure the rest has failed too."""
    power_up()
    failed = False
    for test in tests:
        name = test.__name__.replace('_', '-')
        if failed:
            print(f'# not tried: one before it failed\nnot ok - {name}', flush=True)
            continue
        began = time.monotonic()
        try:
            test()
        except Exception as error:  # a test that breaks has failed
            failed = True
            if not isinstance(error, Failure):
                print('# ' + traceback.format_exc().replace('\n', '\n# '))
            print(f'# {error}\nnot ok - {name} ({shorten(error)})', flush=True)
        else:
            print(f'ok - {name}\n# {time.monotonic() - began:.1f} s', flush=True)
    complaints = find_complaints()
    if complaints:
        print('# ' + '\n# '.join(complaints))
    print(f'{"not " if complaints else ""}ok - no-program-caught-itself-in-a-mistake', flush=True)
    sys.exit(1 if failed or complaints else 0)
