#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""ebb-boots whose one characteristic is for everything, under a stand-in for bluetoothd: who is
heard, and what is said to whom. test_boots.py EBBCTL EBB EBB_BOOTS DATA"""
import json
import os
import select
import subprocess
import time

from gi.repository import Gio, GLib

from home import EBB_BOOTS, PATIENCE_S, expect, run_tests

ADAPTER, PEER = '/org/bluez/hci0', '/org/bluez/hci0/dev_AA_00_00_00_00_99'
SHARED = 'eb0400c2-fcd8-4547-88a2-5bb8310909fc'
FEATURES, CONTROL, STOP, STATUS, TELEMETRY, PROGRAM = range(6)
HELLO = bytes.fromhex('01 0100 01000000 00000000 78563412'.replace(' ', ''))

XML = '''<node>
<interface name="org.freedesktop.DBus.ObjectManager"><method name="GetManagedObjects">
  <arg type="a{oa{sa{sv}}}" direction="out"/></method></interface>
<interface name="org.bluez.Adapter1"><property name="Alias" type="s" access="readwrite"/>
  <property name="Pairable" type="b" access="readwrite"/></interface>
<interface name="org.bluez.GattManager1"><method name="RegisterApplication">
  <arg type="o" direction="in"/><arg type="a{sv}" direction="in"/></method></interface>
<interface name="org.bluez.LEAdvertisingManager1"><method name="RegisterAdvertisement">
  <arg type="o" direction="in"/><arg type="a{sv}" direction="in"/></method></interface>
<interface name="org.bluez.AgentManager1"><method name="RegisterAgent">
  <arg type="o" direction="in"/><arg type="s" direction="in"/></method>
  <method name="RequestDefaultAgent"><arg type="o" direction="in"/></method></interface>
</node>'''


class Bluetoothd:
    """As much of it as ebb-boots asks for, and what a peer in range does through it"""

    def __init__(self, home):
        self.bus = Gio.TestDBus.new(Gio.TestDBusFlags.NONE)
        self.bus.up()
        home.environment['DBUS_SYSTEM_BUS_ADDRESS'] = self.bus.get_bus_address()
        self.connection = Gio.DBusConnection.new_for_address_sync(
            self.bus.get_bus_address(), Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        self.connection.set_exit_on_close(False)
        interfaces = {each.name: each for each in Gio.DBusNodeInfo.new_for_xml(XML).interfaces}
        for path, names in (('/', ('org.freedesktop.DBus.ObjectManager',)),
                            ('/org/bluez', ('org.bluez.AgentManager1',)),
                            (ADAPTER, ('org.bluez.Adapter1', 'org.bluez.GattManager1',
                                       'org.bluez.LEAdvertisingManager1'))):
            for name in names:
                self.connection.register_object(path, interfaces[name], self.called, None,
                                                lambda *_: True)
        self.program = None  # the unique name of ebb-boots
        self.notifications = None
        self.ask('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus',
                 'RequestName', GLib.Variant('(su)', ('org.bluez', 0)))

    def called(self, _connection, sender, _path, _interface, method, _parameters, invocation):
        self.program = sender
        if method != 'GetManagedObjects':
            invocation.return_value(None)
            return
        adapter = {'org.bluez.Adapter1': {'Powered': GLib.Variant('b', True),
                                          'Alias': GLib.Variant('s', 'here'),
                                          'Pairable': GLib.Variant('b', False)},
                   'org.bluez.LEAdvertisingManager1': {}}
        invocation.return_value(GLib.Variant('(a{oa{sa{sv}}})', ({ADAPTER: adapter},)))

    def ask(self, name, path, interface, method, parameters=None):
        return self.connection.call_sync(name, path, interface, method, parameters, None,
                                         Gio.DBusCallFlags.NONE, PATIENCE_S * 1000, None)

    def ask_boots(self, path, method, parameters=None):
        return self.ask(self.program, path, 'org.bluez.GattCharacteristic1', method, parameters)

    def offered(self):
        """{ UUID: (path, properties) } of the characteristics"""
        objects = self.ask(self.program, '/ebb', 'org.freedesktop.DBus.ObjectManager',
                           'GetManagedObjects').unpack()[0]
        found = {path: interfaces.get('org.bluez.GattCharacteristic1')
                 for path, interfaces in objects.items()}
        return {each['UUID']: (path, each) for path, each in found.items() if each}

    def write(self, path, channel, message):
        options = {'device': GLib.Variant('o', PEER)}
        self.ask_boots(path, 'WriteValue', GLib.Variant('(aya{sv})', (
            bytes([channel]) + message, options)))

    def listen(self, path):
        _, fds = self.connection.call_with_unix_fd_list_sync(
            self.program, path, 'org.bluez.GattCharacteristic1', 'AcquireNotify',
            GLib.Variant('(a{sv})', ({'mtu': GLib.Variant('q', 517)},)), None,
            Gio.DBusCallFlags.NONE, PATIENCE_S * 1000, None, None)
        self.notifications = fds.get(0)

    def heard(self):
        """The next message that was notified; None if there is none"""
        return os.read(self.notifications, 600) if select.select(
            [self.notifications], [], [], 0)[0] else None

    def tell_peer(self, **properties):
        changed = {name: GLib.Variant('b', value) for name, value in properties.items()}
        self.connection.emit_signal(None, PEER, 'org.freedesktop.DBus.Properties',
                                    'PropertiesChanged', GLib.Variant('(sa{sv}as)', (
                                        'org.bluez.Device1', changed, [])))

    def close(self):
        if self.notifications is not None:
            os.close(self.notifications)
        self.connection.close_sync(None)
        self.bus.down()


class Boots:
    """ebb-boots, and what it says"""

    def __init__(self, home, *options):
        self.bluetoothd = Bluetoothd(home)
        self.process = home.start('--json', '--tier', 'C', *options, program=EBB_BOOTS,
                                  stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
        self.lines, self.pending = [], b''
        self.wait(event='ready')
        self.path, self.properties = self.bluetoothd.offered()[SHARED]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self.bluetoothd.close()

    def wait_until(self, look, what):
        until = time.monotonic() + PATIENCE_S
        while not (found := look()):
            expect(time.monotonic() < until and self.process.poll() is None,
                   f'no {what}: {self.lines}')
            while GLib.MainContext.default().iteration(False):
                pass
            if select.select([self.process.stdout], [], [], 0.01)[0]:
                *whole, self.pending = (self.pending + os.read(
                    self.process.stdout.fileno(), 65536)).split(b'\n')
                self.lines += [json.loads(line) for line in whole]
        return found

    def wait(self, **wanted):
        """The first line that says all of it, and no line before it again"""
        def look():
            for index, line in enumerate(self.lines):
                if wanted.items() <= line.items():
                    del self.lines[:index + 1]
                    return line
            return None
        return self.wait_until(look, wanted)

    def read(self):
        value = self.bluetoothd.ask_boots(self.path, 'ReadValue', GLib.Variant('(a{sv})', ({},)))
        return bytes(value.unpack()[0])

    def write(self, channel, message):
        self.bluetoothd.write(self.path, channel, message)
        return self.wait(event='write')

    def wait_heard(self, channel):
        def look():
            message = self.bluetoothd.heard()
            return message if message and message[0] == channel else None
        return self.wait_until(look, f'message on channel {channel}')


def one_characteristic_is_for_everything(home):
    with Boots(home) as boots:
        offered = boots.bluetoothd.offered()
        expect(sorted(boots.properties['Flags']) == ['notify', 'read', 'write-without-response'],
               f'{boots.properties}')
        ours = [uuid for uuid in offered if uuid.startswith('eb04')]
        expect(ours == [SHARED], f'{ours}')
        expect(len(boots.read()) > 10, f'features: {boots.read()}')


def boots_keep_one_thing_to_themselves(home):
    with Boots(home) as boots:
        honest = boots.read()
    kept = []
    for option in ('--pose-as-real', '--no-temperature'):
        with Boots(home, option) as boots:
            other = boots.read()
        hidden = int.from_bytes(honest, 'little') & ~int.from_bytes(other, 'little')
        expect(len(honest) == len(other) and hidden.bit_count() == 1, f'{honest} {other}')
        kept.append(hidden)
    expect(kept[0] != kept[1], 'both keep the same')


def a_stranger_can_stop_and_nothing_else(home):
    with Boots(home) as boots:
        boots.bluetoothd.tell_peer(Connected=True)
        boots.wait(event='linked')
        boots.bluetoothd.listen(boots.path)
        boots.wait(event='subscribed', text='telemetry')
        for channel, role in ((CONTROL, 'control'), (PROGRAM, 'program')):
            line = boots.write(channel, HELLO)
            expect((line['role'], line['outcome']) == (role, 'not-encrypted'), f'{line}')
        line = boots.write(STOP, bytes(4))
        expect((line['role'], line['outcome'], line['hex']) == ('stop', 'taken', '00000000'),
               f'{line}')
        expect(boots.bluetoothd.heard() is None, 'a stranger was told something')


def who_is_paired_is_answered_on_the_channels(home):
    with Boots(home) as boots:
        boots.bluetoothd.tell_peer(Connected=True, Bonded=True)
        boots.wait(event='linked')
        boots.bluetoothd.listen(boots.path)
        for role in ('control', 'status', 'telemetry'):
            boots.wait(event='subscribed', text=role)
        boots.wait_heard(STATUS)
        boots.wait_heard(TELEMETRY)
        line = boots.write(CONTROL, HELLO)
        expect((line['role'], line['outcome'], line['hex']) == ('control', 'taken', HELLO.hex()),
               f'{line}')
        answer = boots.wait_heard(CONTROL)
        expect(answer[1:3] == b'\x80\x01', f'answer {answer.hex()}')


def what_is_for_nobody_does_nothing(home):
    with Boots(home) as boots:
        boots.bluetoothd.tell_peer(Connected=True, Bonded=True)
        boots.wait(event='linked')
        for channel in (FEATURES, STATUS, 200):
            line = boots.write(channel, HELLO)
            expect(line['outcome'] == 'not-writable', f'{line}')
        line = boots.write(STOP, b'')
        expect((line['role'], line['outcome']) == ('stop', 'taken'), f'{line}')


run_tests(one_characteristic_is_for_everything, boots_keep_one_thing_to_themselves,
          a_stranger_can_stop_and_nothing_else, who_is_paired_is_answered_on_the_channels,
          what_is_for_nobody_does_nothing)
