#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""The ground the other scenarios stand on: bluetoothd 5.66 or newer with two linked controllers."""
import os
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from lib import APP_ADAPTER, BOOTS_ADAPTER, Adapter, expect, run_tests


def both_controllers_are_powered():
    for name in (APP_ADAPTER, BOOTS_ADAPTER):
        expect(Adapter(name).get('Powered'), f'{name} is not powered')


def they_have_addresses_of_their_own():
    addresses = {Adapter(name).get('Address') for name in (APP_ADAPTER, BOOTS_ADAPTER)}
    expect(len(addresses) == 2, f'addresses {addresses}')


def bluetoothd_is_new_enough():
    version = subprocess.run(['/usr/libexec/bluetooth/bluetoothd', '--version'], text=True,
                             stdout=subprocess.PIPE, check=True).stdout.strip()
    expect(float(version) >= 5.66, f'version {version}, expected 5.66 or newer')


run_tests(both_controllers_are_powered, they_have_addresses_of_their_own, bluetoothd_is_new_enough)
