# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""What a scenario does to the guest's bluetoothd, to its bus, its adapters and its radio on purpose.

guest-init keeps bluetoothd, and takes its end for a failure of the scenario unless it was marked
here before.
"""
import contextlib
import glob
import os
import signal
import subprocess

import dbus

from lib import APP_ADAPTER, BOOTS_ADAPTER, LOGS, Adapter, Failure, switch_on, wait_for

PID, END_EXPECTED, ORDER = (f'/run/bluetoothd.{name}' for name in ('pid', 'end-expected', 'order'))
CONTROLLERS_PID = '/run/btvirt.pid'
# The kernel gives up for good on a controller that has not answered for 2 s: on a busy machine it
# may take another.
PLUG_TRIES, PLUG_S = 4, 5
POLICY_FILE = '/etc/dbus-1/system.d/ebb-scenario.conf'
POLICY = '''<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <policy context="mandatory">
    <deny send_destination="org.bluez" send_type="method_call"/>
  </policy>
</busconfig>
'''


def is_daemon_there():
    return bool(dbus.SystemBus().name_has_owner('org.bluez'))


def end_daemon(number=signal.SIGKILL):
    """Ends bluetoothd, and returns when nobody owns its name any more"""
    with open(PID, encoding='ascii') as file:
        pid = int(file.read())
    with open(END_EXPECTED, 'w', encoding='ascii'):
        pass
    os.kill(pid, number)
    wait_for(lambda: not os.path.exists(PID) and not is_daemon_there(), 'the end of bluetoothd')


def begin_daemon():
    """Begins it anew, and returns when both controllers are powered"""
    def order():
        try:
            descriptor = os.open(ORDER, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:  # nobody waits for one, or not yet
            return False
        with os.fdopen(descriptor, 'w') as file:
            file.write('begin\n')
        return True
    wait_for(order, 'somebody to take the order for a bluetoothd')
    wait_for(switch_on, 'two powered controllers under the new bluetoothd', 30)


def has_adapter(name):
    try:
        return bool(Adapter(name).get('Address'))
    except dbus.DBusException:
        return False


def pull_adapters():
    """Pulls both: one program is both controllers. Returns when bluetoothd has none any more"""
    with open(CONTROLLERS_PID, encoding='ascii') as file:
        os.kill(int(file.read()), signal.SIGKILL)
    wait_for(lambda: not has_adapter(APP_ADAPTER) and not has_adapter(BOOTS_ADAPTER),
             'bluetoothd to miss both adapters')


def plug_adapters(count=2):
    """Plugs both in again, and others beside them, and returns when they are powered"""
    adapters = [f'hci{number}' for number in range(count)]
    for _ in range(PLUG_TRIES):
        with open(f'{LOGS}/btvirt-plugged.log', 'a', encoding='utf-8') as log:
            controllers = subprocess.Popen(['btvirt', f'-l{count}'], stdin=subprocess.DEVNULL,
                                           stdout=log, stderr=log)
        try:
            wait_for(lambda: switch_on(*adapters), f'{count} powered controllers', PLUG_S)
            return
        except Failure as failure:
            print(f'# once more: {failure}', flush=True)
            controllers.kill()
            controllers.wait()
    raise Failure(f'no {count} controllers in {PLUG_TRIES} tries')


def block_radio(adapter, is_blocked):
    """The switch on the computer, for this controller alone"""
    for folder in glob.glob('/sys/class/rfkill/rfkill*'):
        with open(f'{folder}/name', encoding='ascii') as file:
            name = file.read().strip()
        if name == adapter:
            with open(f'{folder}/soft', 'w', encoding='ascii') as file:
                file.write('1' if is_blocked else '0')
            return
    raise Failure(f'the kernel has no switch for {adapter}')


def reload_bus():
    dbus.SystemBus().call_blocking('org.freedesktop.DBus', '/org/freedesktop/DBus',
                                   'org.freedesktop.DBus', 'ReloadConfig', '', ())


@contextlib.contextmanager
def no_permission():
    """A policy of the bus by which nobody may call bluetoothd"""
    with open(POLICY_FILE, 'w', encoding='ascii') as file:
        file.write(POLICY)
    reload_bus()
    try:
        yield
    finally:
        os.remove(POLICY_FILE)
        reload_bus()
