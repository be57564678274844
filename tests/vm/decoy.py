#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""Something that is not boots and looks like them: decoy.py NAME BEHAVIOUR

Offers, on the boots' controller, our service with every characteristic it should have and
readable features that make sense. It pairs with anyone. "silent" never answers the handshake;
"liar" answers it, with a nonce that is not the one it should be. Prints each write as JSON.
"incomplete" lacks the characteristic that says what the boots do. "headphones" advertise another
service, and have no more of boots than their name.
"""
import json
import struct
import sys

import dbus
import dbus.mainloop.glib
import dbus.service
from gi.repository import GLib

ADAPTER = '/org/bluez/hci1'
ROOT = '/decoy'
PROPERTIES = 'org.freedesktop.DBus.Properties'
SERVICE = 'eb040001-fcd8-4547-88a2-5bb8310909fc'
AUDIO_SINK = '0000110b-0000-1000-8000-00805f9b34fb'
# role: (number in the UUID, flags)
ROLES = {
    'features': (2, ['read']),
    'control': (3, ['write', 'write-without-response', 'indicate', 'encrypt-write']),
    'stop': (4, ['write-without-response']),
    'status': (5, ['encrypt-read', 'notify', 'encrypt-notify']),
    'telemetry': (6, ['notify', 'encrypt-notify']),
    'program': (7, ['write-without-response', 'encrypt-write']),
}
# Version 1.0, simulated and measured, foot to upper thigh on both legs, 5 to 80 mmHg: see
# "Features" in ble/PROTOCOL.md.
FEATURES = struct.pack('<BBI6BBHHHhhHBH', 1, 0, 0x03, 0x4d, 0x4d, 0x4d, 0x4d, 0, 0, 0,
                       666, 10666, 133, -32768, -32768, 100, 10, 2048)
HELLO, RESPONSE, SUCCESS = 0x01, 0x80, 0x00


def say(**message):
    print(json.dumps(message), flush=True)


class Node(dbus.service.Object):
    """An object with one interface and properties that do not change"""

    def __init__(self, bus, path, interface, properties):
        super().__init__(bus, path)
        self.path, self.interface, self.properties = path, interface, properties

    @dbus.service.method(PROPERTIES, in_signature='s', out_signature='a{sv}')
    def GetAll(self, interface):
        return self.properties if interface == self.interface else {}


class Characteristic(Node):
    INTERFACE = 'org.bluez.GattCharacteristic1'

    def __init__(self, bus, role, behaviour):
        number, flags = ROLES[role]
        self.role, self.behaviour = role, behaviour
        super().__init__(bus, f'{ROOT}/service/{role}', self.INTERFACE, {
            'UUID': SERVICE.replace('eb040001', f'eb04{number:04x}'),
            'Service': dbus.ObjectPath(f'{ROOT}/service'),
            'Flags': dbus.Array(flags, signature='s')})

    @dbus.service.method(INTERFACE, in_signature='a{sv}', out_signature='ay')
    def ReadValue(self, options):
        say(event='read', role=self.role)
        return dbus.ByteArray(FEATURES if self.role == 'features' else b'')

    @dbus.service.method(INTERFACE, in_signature='aya{sv}')
    def WriteValue(self, value, options):
        value = bytes(value)
        say(event='write', role=self.role, hex=value.hex())
        if self.behaviour == 'liar' and self.role == 'control' and value[:1] == bytes([HELLO]):
            GLib.idle_add(self.answer, value)

    def answer(self, question):
        sequence, = struct.unpack_from('<H', question, 1)
        self.PropertiesChanged(self.INTERFACE, {'Value': dbus.ByteArray(
            struct.pack('<BBBHBBI', RESPONSE, HELLO, SUCCESS, sequence, 1, 0, 0x12345678)
            + bytes(17))}, [])

    @dbus.service.method(INTERFACE)
    def StartNotify(self):
        say(event='subscribe', role=self.role)

    @dbus.service.method(INTERFACE)
    def StopNotify(self):
        pass

    @dbus.service.signal(PROPERTIES, signature='sa{sv}as')
    def PropertiesChanged(self, interface, changed, invalidated):
        pass


class Application(dbus.service.Object):
    def __init__(self, bus, behaviour):
        super().__init__(bus, ROOT)
        self.nodes = [Node(bus, f'{ROOT}/service', 'org.bluez.GattService1',
                           {'UUID': SERVICE, 'Primary': True})]
        self.nodes += [Characteristic(bus, role, behaviour) for role in ROLES
                       if (behaviour, role) != ('incomplete', 'status')]

    @dbus.service.method('org.freedesktop.DBus.ObjectManager', out_signature='a{oa{sa{sv}}}')
    def GetManagedObjects(self):
        return {dbus.ObjectPath(node.path): {node.interface: node.properties}
                for node in self.nodes}


class Advertisement(Node):
    def __init__(self, bus, name, service):
        super().__init__(bus, f'{ROOT}/advertisement', 'org.bluez.LEAdvertisement1', {
            'Type': 'peripheral', 'LocalName': name, 'Discoverable': True,
            'ServiceUUIDs': dbus.Array([service], signature='s')})

    @dbus.service.method('org.bluez.LEAdvertisement1')
    def Release(self):
        pass


class Agent(dbus.service.Object):
    """Pairs with anyone, as an ill-meant thing would"""

    @dbus.service.method('org.bluez.Agent1', in_signature='o')
    def RequestAuthorization(self, device):
        pass

    @dbus.service.method('org.bluez.Agent1', in_signature='os')
    def AuthorizeService(self, device, uuid):
        pass

    @dbus.service.method('org.bluez.Agent1', in_signature='ou')
    def RequestConfirmation(self, device, code):
        pass

    @dbus.service.method('org.bluez.Agent1')
    def Cancel(self):
        pass


def main():
    name, behaviour = sys.argv[1:]
    dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
    bus = dbus.SystemBus()
    loop = GLib.MainLoop()

    def ask(path, interface):
        return dbus.Interface(bus.get_object('org.bluez', path), interface)

    def fail(error):
        say(event='error', message=str(error))
        loop.quit()

    ask(ADAPTER, PROPERTIES).Set('org.bluez.Adapter1', 'Alias', name)
    service = AUDIO_SINK if behaviour == 'headphones' else SERVICE
    objects = [Application(bus, behaviour), Advertisement(bus, name, service),
               Agent(bus, ROOT + '/agent')]
    agents = ask('/org/bluez', 'org.bluez.AgentManager1')
    agents.RegisterAgent(ROOT + '/agent', 'NoInputNoOutput')
    agents.RequestDefaultAgent(ROOT + '/agent')
    advertise = ask(ADAPTER, 'org.bluez.LEAdvertisingManager1')
    ask(ADAPTER, 'org.bluez.GattManager1').RegisterApplication(
        ROOT, {}, error_handler=fail, reply_handler=lambda: advertise.RegisterAdvertisement(
            objects[1].path, {}, error_handler=fail, reply_handler=lambda: say(event='ready')))
    loop.run()


if __name__ == '__main__':
    main()
