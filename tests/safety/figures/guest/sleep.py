# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""A computer that is about to sleep in the middle of a session. The login manager is a double: the boots
run on the same computer, and would sleep with it."""
import os
import select
import time

from double import Double, read_interface
from gi.repository import Gio, GLib
from lib import ENDED_EARLY, START, expect, wait_for
from moment import ARRIVES_S, EMPTY_S, boot_us
from rig import begin_session

TOP = os.path.abspath(os.path.join(os.path.dirname(__file__), *[os.pardir] * 4))
SLEEPS_WITHIN_S = 12


class LoginManager(Double):
    """Who asks before the computer sleeps, and waits for those who hold it back"""

    BUS, NAME, PATH = Gio.BusType.SYSTEM, 'org.freedesktop.login1', '/org/freedesktop/login1'
    with open(os.path.join(TOP, 'app', 'service', NAME + '.xml'), encoding='utf-8') as file:
        INTERFACE = Gio.DBusNodeInfo.new_for_xml(file.read()).interfaces[0]

    def __init__(self):
        self.holds = []  # the ends of those who hold it back
        super().__init__()

    def _called(self, bus, sender, path, interface, method, parameters, invocation):
        ours, theirs = os.pipe()
        if parameters.unpack()[3] == 'delay':
            self.holds.append(ours)
        invocation.return_value_with_unix_fd_list(GLib.Variant('(h)', (0,)), Gio.UnixFDList.new_from_array([theirs]))

    def prepare(self, is_starting):
        """When it was said, of the boots' clock"""
        self.emit('PrepareForSleep', GLib.Variant('(b)', (is_starting,)))
        return boot_us()

    def is_held(self):
        return bool(self.holds) and not self.is_let_go()

    def is_let_go(self):
        """Whether nobody holds it any more"""
        return len(select.select(self.holds, [], [], 0)[0]) == len(self.holds)


def suspend(boots, at):
    """Stop on the air, and when the computer may go; what is on it when it is back"""
    login = LoginManager()
    session, since = begin_session(boots)
    wait_for(login.is_held, 'somebody who holds the computer back', ARRIVES_S)
    time.sleep(at * SLEEPS_WITHIN_S)  # the moment is what is random, and nothing is waited for
    mark, asked_us = boots.mark(), login.prepare(True)
    wait_for(login.is_let_go, 'a computer that may go', ARRIVES_S)
    released_us = boot_us()
    stop = boots.wait_write('stop', 'Stop', ARRIVES_S, since=mark)
    stopped = boots.wait_state('stopped', EMPTY_S, since=mark)
    login.prepare(False)
    expect(session.wait_end() == ENDED_EARLY, session.tail())
    expect(boots.operations(since).count(START) == 1, 'it went on by itself')
    login.close()
    return {'stop_ms': (stop['at_us'] - asked_us) / 1000, 'released_ms': (released_us - asked_us) / 1000,
            'empty_ms': (stopped['at_us'] - asked_us) / 1000}
