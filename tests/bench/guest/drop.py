# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""From the loss of the link in the middle of a session to Stop at the boots, and to boots that are
ready again: by ebbctl, and by a bare loop of Connect(). See ../README.md."""
import fcntl
import socket
import struct
import time

from gi.repository import Gio, GLib
from lib import APP_ADAPTER, BOOTS_ADAPTER, Adapter, Failure, drop_links, expect, wait_for
from rig import SESSION_S, begin_session, say

BLOCK = 10  # so many of the one, then of the other
ARRIVES_S = 30
CHARACTERISTIC = 'org.bluez.GattCharacteristic1'
STOP = 'stop'
# What Ebb holds before boots are ready, and how; see ble/PROTOCOL.md for the numbers.
UUID = 'eb04000{}-fcd8-4547-88a2-5bb8310909fc'
HOLDS = ((3, 'AcquireWrite'), (4, 'AcquireWrite'), (7, 'AcquireWrite'), (2, 'ReadValue'),
         (3, 'StartNotify'), (5, 'AcquireNotify'), (6, 'AcquireNotify'))
NUMBERS = {number for number, _ in HOLDS}
STOP_NUMBER = 4


def count_links(adapter):
    """That the kernel has for that controller, dying ones too (ioctl HCIGETCONNLIST)"""
    most = 8
    room = bytearray(struct.pack('HH', int(adapter.removeprefix('hci')), most) + bytes(16 * most))
    with socket.socket(socket.AF_BLUETOOTH, socket.SOCK_RAW, socket.BTPROTO_HCI) as raw:
        fcntl.ioctl(raw, 0x800448d4, room)
    return struct.unpack_from('HH', room)[1]


def drop(boots):
    """Where the boots' log stood, and when they noticed"""
    mark = boots.mark()
    expect(drop_links() > 0, 'there was no link')
    lost = boots.wait_message(lambda message: message.get('event') == 'unlinked', 'a lost link',
                              since=mark)
    return mark, lost['at_us']


def tell(client, lost_us, stop_us, ready_us, began):
    say({'sample': 'drop', 'client': client, 'stop_ms': (stop_us - lost_us) / 1000,
         'ready_ms': (ready_us - lost_us) / 1000, 'cycle_s': round(time.monotonic() - began, 2)})


def is_handshake(message):
    return message.get('event') == 'answer' and message.get('op') == 'hello'


class Session:
    """The shipped program: a session each time, which the loss of the link ends"""

    def __init__(self, boots):
        self.boots = boots

    def sample(self):
        began = time.monotonic()
        session, _ = begin_session(self.boots)
        mark, lost_us = drop(self.boots)
        stop = self.boots.wait_write(STOP, 'Stop', ARRIVES_S, since=mark)
        ready = self.boots.wait_message(is_handshake, 'a handshake', ARRIVES_S, since=mark)
        # Not killed, which would be quicker: bluetoothd 5.66 has died of that after such a return.
        session.wait_end(SESSION_S)
        self.boots.wait_state('stopped', ARRIVES_S, since=mark)
        tell('ebb', lost_us, stop['at_us'], ready['at_us'], began)

    def end(self):
        """The link stays, for who comes next"""


class Loop:
    """Connect() until it works, then Stop, then what else there is to hold: the least there is. It
    knows the paths, and reads no state."""

    def __init__(self, boots):
        self.boots = boots
        self.bus = Gio.bus_get_sync(Gio.BusType.SYSTEM)
        self.adapter = Adapter(APP_ADAPTER)
        self.address = next(iter(self.adapter.devices()))
        self.device = f'{self.adapter.path}/dev_{self.address.replace(":", "_")}'
        self.paths = {}
        self.held = []

    def call(self, path, interface, method, parameters=None):
        """Until it works"""
        deadline = time.monotonic() + ARRIVES_S
        while True:
            try:
                return self.bus.call_with_unix_fd_list_sync(
                    'org.bluez', path, interface, method, parameters, None,
                    Gio.DBusCallFlags.NONE, -1, None, None)
            except GLib.Error as error:
                if time.monotonic() > deadline:
                    raise Failure(f'{method}(): {error.message}') from None

    def connect(self):
        self.call(self.device, 'org.bluez.Device1', 'Connect')

    def find(self):
        """{ number of a characteristic: its path }, when all are there"""
        objects = self.bus.call_sync('org.bluez', '/', 'org.freedesktop.DBus.ObjectManager',
                                     'GetManagedObjects', None, None, Gio.DBusCallFlags.NONE, -1,
                                     None).unpack()[0]
        paths = {interfaces[CHARACTERISTIC]['UUID']: path for path, interfaces in objects.items()
                 if CHARACTERISTIC in interfaces and path.startswith(self.device)}
        found = {number: paths[UUID.format(number)] for number in NUMBERS
                 if UUID.format(number) in paths}
        return found if len(found) == len(NUMBERS) else None

    def begin(self):
        self.connect()
        self.paths = wait_for(self.find, 'services')

    def stop(self):
        epoch_0 = [0, 0, 0, 0]
        self.call(self.paths[STOP_NUMBER], CHARACTERISTIC, 'WriteValue',
                  GLib.Variant('(aya{sv})', (epoch_0, {'type': GLib.Variant('s', 'command')})))

    def hold(self):
        none = GLib.Variant('(a{sv})', ({},))
        for number, method in HOLDS:
            self.held.append(self.call(self.paths[number], CHARACTERISTIC, method,
                                       None if method == 'StartNotify' else none))

    def sample(self):
        began = time.monotonic()
        if not self.paths:
            self.begin()
        mark, lost_us = drop(self.boots)
        self.held.clear()
        # A virtual controller does not bear it quicker: the boots' kernel takes the new link for the
        # old one, and each attempt fails for half a minute.
        wait_for(lambda: count_links(BOOTS_ADAPTER) == 0, 'boots without a link')
        self.connect()
        self.stop()
        self.hold()
        ready_us = time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1000
        stop = self.boots.wait_write(STOP, 'Stop', ARRIVES_S, since=mark)
        tell('bare', lost_us, stop['at_us'], ready_us, began)

    def end(self):
        """Nothing of it is left for who comes next"""
        self.paths = {}
        self.held.clear()
        self.adapter.disconnect(self.address)
        wait_for(lambda: not self.adapter.devices()[self.address]['Connected'], 'no link')


def measure(boots, count):
    if count == 0:
        return
    clients = (Session(boots), Loop(boots))
    for begun in range(0, count, BLOCK):
        for client in clients:
            for _ in range(min(BLOCK, count - begun)):
                client.sample()
            client.end()
