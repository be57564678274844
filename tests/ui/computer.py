#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""The shipped window over the double of BlueZ (radio.c) on a computer that fails it: a program that
ends for no good reason, a history that cannot be read or written, a disk without room, and
other programs that would have the boots started. Each is produced outside of Ebb; what the window
says is read from it, and what becomes of the air at the boots."""
import os
import signal
import sqlite3
import xml.etree.ElementTree

from gi.repository import Gio, GLib

from desk import Desk
from double import Double, read_interface
from outcome import Outcome
from radio import BOOTS, Radio
from steps import EMPTY_MMHG, Ebb, history
from waiting import expect, wait_for

LOGS = os.path.join(os.environ['EBB_LOGS'], 'ui', 'computer')
RUNNING = 1  # the boots' own word: EBB_RUN_RUNNING
NAME = 'io.github.ebb_boots.Ebb'
PLAN_ACTIONS = 'plan-open', 'plan-later', 'plan-skip'


LOGOUT, IDLE = 1, 8  # flags of the portal
REQUEST = read_interface('''
<interface name="org.freedesktop.portal.Request"><method name="Close"/></interface>''')


class Desktop(Double):
    """The portal at which programs ask for the screen to stay on, and what they hold of it"""

    NAME, PATH = 'org.freedesktop.portal.Desktop', '/org/freedesktop/portal/desktop'
    INTERFACE = read_interface('''
<interface name="org.freedesktop.portal.Inhibit">
  <method name="Inhibit"><arg type="s" direction="in"/><arg type="u" direction="in"/>
    <arg type="a{sv}" direction="in"/><arg type="o" direction="out"/></method>
</interface>''')

    def __init__(self):
        self.held, self.asked = {}, 0
        super().__init__()

    def _called(self, bus, sender, path, interface, method, parameters, invocation):
        if method == 'Close':
            self.held.pop(path, None)
            invocation.return_value(None)
            return
        _, flags, options = parameters.unpack()
        self.asked += 1
        handle = f'{self.PATH}/request/{self.asked}'
        self.bus.register_object(handle, REQUEST, self._called, None, None)
        self.held[handle] = flags, options.get('reason')
        invocation.return_value(GLib.Variant('(o)', (handle,)))


class Now:
    """What the tests hand on to each other"""

    desk = desktop = radio = environment = ebb = holder = None


def home(name):
    return {**Now.desk.home(name, is_moving=False), 'DBUS_SYSTEM_BUS_ADDRESS': Now.radio.address}


def store_path():
    return os.path.join(Now.environment['XDG_DATA_HOME'], 'ebb', 'ebb.sqlite3')


def said(*sentences, seconds=None):
    for sentence in sentences:
        Now.ebb.wait('label', text=sentence, seconds=seconds)


def open_window():
    Now.ebb = Ebb(Now.desk, environment=Now.environment, boots=BOOTS)


def run_with_air():
    Now.ebb.start()
    Now.ebb.wait_air()
    Now.radio.ask('mark')


def expect_no_start():
    expect(Now.radio.state()['starts'] == 0, 'a START nobody asked for')


def ends():
    """How the sessions ended, the newest first"""
    return [record['end'] for record in history(Now.environment)]


# Nobody at the window

def find_paths(bus, path):
    """Of all that Ebb has on the bus, below path too"""
    text, = bus.call_sync(NAME, path, 'org.freedesktop.DBus.Introspectable', 'Introspect', None,
                          GLib.VariantType('(s)'), Gio.DBusCallFlags.NONE, -1)
    tree = xml.etree.ElementTree.fromstring(text)
    yield path, [interface.get('name') for interface in tree.findall('interface')]
    for node in tree.findall('node'):
        yield from find_paths(bus, f'{path.rstrip("/")}/{node.get("name")}')


def read_actions(bus, path):
    return bus.call_sync(NAME, path, 'org.gtk.Actions', 'DescribeAll', None,
                         GLib.VariantType('(a{s(bgav)})'), Gio.DBusCallFlags.NONE, -1).unpack()[0]


def activate(bus, path, name, *parameters):
    bus.call_sync(NAME, path, 'org.gtk.Actions', 'Activate',
                  GLib.Variant('(sava{sv})', (name, parameters, {})), None,
                  Gio.DBusCallFlags.NONE, -1)


def another_program_starts_nothing_over_the_bus():
    """All that stands between the boots and air is one press on Start, and no program presses it"""
    Now.environment = home('person')
    open_window()
    Now.ebb.make_ready()
    Now.ebb.tick_all()
    wait_for(lambda: Now.ebb.start_button.is_sensitive, 'Start that can be pressed')
    Now.radio.ask('mark')
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    found = {path: read_actions(bus, path)
             for path, interfaces in find_paths(bus, '/io') if 'org.gtk.Actions' in interfaces}
    names = [name for actions in found.values() for name in actions]
    expect('stop' in names and 'focus-start' in names, f'what can be asked for: {found}')
    for path, actions in found.items():
        for name, (_, parameter, _) in actions.items():
            if name in PLAN_ACTIONS:
                activate(bus, path, name, GLib.Variant('(ss)', ('plan', '2026-03-24T20:30')))
                continue
            expect(parameter == '', f'{name} takes {parameter}: no test says what it does')
            if name != 'quit':
                activate(bus, path, name)
        for name in ('start', 'session.start', 'continue'):
            expect(name not in actions, f'{name} can be asked for at {path}')
            try:
                activate(bus, path, name)
            except GLib.Error as error:
                expect(error.matches(Gio.dbus_error_quark(), Gio.DBusError.INVALID_ARGS),
                       f'{name}: {error.message}')
    expect_no_start()


def what_it_asked_for_left_no_session():
    Now.ebb.close()
    expect_no_start()
    expect(ends() == [], f'a session that nobody began: {ends()}')


# A program that is ended

def expect_stopped_by_the_end(number, is_at_once):
    open_window()
    Now.ebb.wait_ready()
    run_with_air()
    Now.ebb.process.send_signal(number)
    wait_for(lambda: Now.radio.state()['run_state'] != RUNNING, 'Stop at the boots', 2)
    state = Now.radio.state()
    expect(state['first_write'] == 'stop', f'first came {state["first_write"]}')
    Now.ebb.wait_end(5 if is_at_once else 40)
    expect(is_at_once or max(Now.radio.read_felt().values()) < EMPTY_MMHG,
           'it ended before they were empty')
    expect_no_start()


def the_screen_stays_on_for_a_session():
    """And no longer: who is asked for it knows why"""
    open_window()
    Now.ebb.wait_ready()
    expect(not Now.desktop.held, f'with nothing to stop: {Now.desktop.held}')
    run_with_air()
    wait_for(lambda: Now.desktop.held, 'a screen that stays on')
    (flags, reason), = Now.desktop.held.values()
    expect(flags == LOGOUT | IDLE and reason == 'Boots are running', f'it asked for {flags}')
    Now.ebb.key('Escape')
    Now.ebb.finish()
    wait_for(lambda: not Now.desktop.held, 'a screen that may go dark')
    expect(Now.desktop.asked == 1, f'asked for {Now.desktop.asked} times')
    Now.ebb.close()


def a_log_out_ends_it_when_the_boots_are_empty():
    """As the end of a desktop's session does it, which ends its programs so"""
    expect_stopped_by_the_end(signal.SIGTERM, is_at_once=False)
    expect(ends()[0] == 'quit', f'written down: {ends()}')


def so_does_a_terminal_that_is_closed():
    expect_stopped_by_the_end(signal.SIGHUP, is_at_once=False)
    expect(ends()[0] == 'quit', f'written down: {ends()}')


# A history that fails

def expect_nothing_is_started(*sentences):
    """Though the boots are there, and everything is ticked"""
    Now.ebb.wait('label', 'Check before you start', seconds=60)
    Now.ebb.tick_all()
    said(*sentences)
    expect(not Now.ebb.start_button.is_sensitive, 'Start can be pressed')


def a_history_that_another_program_holds_is_waited_for():
    Now.holder = sqlite3.connect(store_path(), isolation_level=None)
    Now.holder.execute('PRAGMA locking_mode = EXCLUSIVE')
    Now.holder.execute('BEGIN EXCLUSIVE')
    open_window()
    Now.ebb.pair()
    expect_nothing_is_started('History could not be opened', 'Another program holds its file')


def once_it_is_let_go_all_is_there_again():
    Now.holder.close()
    Now.ebb.close()
    open_window()
    Now.ebb.wait_ready()
    Now.ebb.close()
    expect(ends()[0] == 'quit', f'written down: {ends()}')


def write_file(path, content):
    with open(path, 'wb') as file:
        file.write(content)


def a_damaged_history_is_named_and_kept():
    path = store_path()
    for name in ('-wal', '-shm'):
        if os.path.exists(path + name):
            os.unlink(path + name)
    with open(path, 'rb') as file:
        good = file.read()
    damaged = good[:100] + bytes(range(256)) * 14 + good[100 + 256 * 14:]
    write_file(path, damaged)
    open_window()
    Now.ebb.pair()
    expect_nothing_is_started('History could not be opened', 'Its file is damaged')
    Now.ebb.close()
    with open(path, 'rb') as file:
        expect(file.read() == damaged, 'what is damaged was changed')
    write_file(path, good)


# A program that fails

def a_program_that_breaks_off_leaves_them_stopped():
    """By the guardian: assertions and memory errors end it so"""
    expect_stopped_by_the_end(signal.SIGABRT, is_at_once=True)


def main():
    outcome = Outcome(LOGS)
    with Desk(LOGS) as Now.desk:
        Now.desktop = Desktop()
        Now.radio = Radio(Now.desk)
        try:
            outcome.run(
                another_program_starts_nothing_over_the_bus, what_it_asked_for_left_no_session,
                the_screen_stays_on_for_a_session, a_log_out_ends_it_when_the_boots_are_empty,
                so_does_a_terminal_that_is_closed,
                a_history_that_another_program_holds_is_waited_for,
                once_it_is_let_go_all_is_there_again, a_damaged_history_is_named_and_kept,
                a_program_that_breaks_off_leaves_them_stopped,
                window=lambda: Now.ebb)
        finally:
            if Now.ebb:
                Now.ebb.close()
            Now.radio.close()
            Now.desktop.close()
    outcome.end()


if __name__ == '__main__':
    main()
