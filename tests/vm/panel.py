# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""Another program that pairs, as the desktop's panel or another computer would: bluetoothctl, with
an agent of its own."""
from lib import Adapter, Process, wait_for


class Panel:
    """One that looks for devices with the controller of that name"""

    def __init__(self, adapter):
        self.adapter = Adapter(adapter)
        self.program = Process('/usr/bin/bluetoothctl', '--agent=NoInputNoOutput',
                               on_terminal=True)
        self.program.wait_line('Agent registered')
        self.program.write(f'select {self.adapter.get("Address")}')

    def device(self, address):
        return self.adapter.devices().get(address, {})

    def pair(self, address):
        """Connects first: bluetoothd 5.66 does not answer a request to pair before it has found
        the services"""
        self.program.write('scan on')
        wait_for(lambda: self.device(address), 'the panel to hear the boots')
        self.program.write(f'connect {address}')
        wait_for(lambda: self.device(address).get('ServicesResolved'), 'the panel to reach the boots')
        self.program.write('scan off')
        self.program.write(f'pair {address}')
        self.program.wait_line('Pairing successful')

    def disconnect(self, address):
        self.program.write(f'disconnect {address}')
        wait_for(lambda: not self.device(address).get('Connected'), 'the panel to let the boots go')

    def end(self):
        self.program.end()
