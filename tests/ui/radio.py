# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""The double of BlueZ (radio.c) on a bus of its own, which takes the place of the system's: what it
can do at run time is the table of commands in radio.c, and what the bus forbids."""
import json
import os
import subprocess

from gi.repository import Gio

from waiting import expect

PROGRAM = os.environ.get('EBB_RADIO',
                         os.path.join(os.environ['EBB_BUILD'], 'run/tests/ui/ebb-radio'))
DEVICES = os.path.join(os.environ['EBB_PREFIX'], 'share/ebb/devices')
TOO_LATE_MS = 9000  # what is asked at a handshake is waited for 3 s
BOOTS = 'Boots of the double'
POLICY = '<policy context="mandatory"><deny send_destination="org.bluez"/></policy>'


class Radio:
    """BlueZ and one pair of boots"""

    count = 0

    def __init__(self, desk):
        Radio.count += 1
        self.policy_path = os.path.join(desk.folder, f'bus-{Radio.count}.conf')
        self._write_policy('')
        self.bus = subprocess.Popen(
            ['dbus-daemon', f'--config-file={self.policy_path}', '--nofork', '--print-address'],
            text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=desk.errors)
        self.address = self.bus.stdout.readline().strip()
        expect(self.address, 'dbus-daemon gave no address')
        self.process = subprocess.Popen([PROGRAM, DEVICES, self.address], text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=desk.errors)
        self.ask('state')

    def ask(self, command):
        """Does it, and says how boots and BlueZ are after it"""
        self.process.stdin.write(command + '\n')
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        expect(answer, f'the radio ended at "{command}"')
        return json.loads(answer)

    def state(self):
        return self.ask('state')

    def read_felt(self):
        """By leg, what somebody in the boots feels"""
        return self.state()['felt_mmhg']

    def _write_policy(self, policy):
        with open(self.policy_path, 'w', encoding='utf-8') as file:
            file.write('<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration '
                       '1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">\n'
                       '<busconfig><include>/usr/share/dbus-1/session.conf</include>'
                       f'{policy}</busconfig>\n')

    def set_permission(self, is_given):
        """What the bus itself lets through to BlueZ"""
        self._write_policy('' if is_given else POLICY)
        bus = Gio.DBusConnection.new_for_address_sync(
            self.address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION)
        bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus',
                      'ReloadConfig', None, None, Gio.DBusCallFlags.NONE, 10000)
        bus.close_sync()

    def close(self):
        self.process.stdin.close()
        self.process.wait(10)
        self.bus.terminate()
        self.bus.wait(10)
