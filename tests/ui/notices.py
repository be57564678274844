# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""The notifications of a desktop, and somebody who presses their buttons."""
from gi.repository import GLib

from double import Double, read_interface
from waiting import wait_for

URGENT = 2  # of freedesktop.org


class Notice:
    def __init__(self, number, title, body, actions, hints):
        self.number, self.title, self.body = number, title, body
        self.buttons = dict(zip(actions[1::2], actions[::2]))  # what it does, by what it says
        self.is_urgent = hints.get('urgency') == URGENT


class Notices(Double):
    """Those that are shown now"""

    NAME, PATH = 'org.freedesktop.Notifications', '/org/freedesktop/Notifications'
    INTERFACE = read_interface('''
<interface name="org.freedesktop.Notifications">
  <method name="Notify"><arg type="s" direction="in"/><arg type="u" direction="in"/>
    <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/>
    <arg type="as" direction="in"/><arg type="a{sv}" direction="in"/>
    <arg type="i" direction="in"/><arg type="u" direction="out"/></method>
  <method name="CloseNotification"><arg type="u" direction="in"/></method>
  <method name="GetCapabilities"><arg type="as" direction="out"/></method>
  <method name="GetServerInformation"><arg type="s" direction="out"/>
    <arg type="s" direction="out"/><arg type="s" direction="out"/>
    <arg type="s" direction="out"/></method>
  <signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
  <signal name="NotificationClosed"><arg type="u"/><arg type="u"/></signal>
</interface>''')

    def __init__(self):
        self.shown, self.count = {}, 0
        super().__init__()

    def _called(self, bus, sender, path, interface, method, parameters, invocation):
        if method == 'Notify':
            _, replaces, _, title, body, actions, hints, _ = parameters.unpack()
            self.count += 1
            number = replaces or self.count
            self.shown[number] = Notice(number, title, body, actions, hints)
            invocation.return_value(GLib.Variant('(u)', (number,)))
        elif method == 'CloseNotification':
            self.shown.pop(parameters.unpack()[0], None)
            invocation.return_value(None)
        elif method == 'GetCapabilities':
            invocation.return_value(GLib.Variant('(as)', (['actions', 'body'],)))
        else:
            invocation.return_value(GLib.Variant('(ssss)', ('test', 'Ebb', '1', '1.2')))

    def find(self, title):
        return next((notice for notice in list(self.shown.values()) if notice.title == title), None)

    def wait(self, title, seconds=None):
        return wait_for(lambda: self.find(title), f'the notification "{title}"', seconds)

    def wait_gone(self, title):
        wait_for(lambda: not self.find(title), f'no notification "{title}"')

    def press(self, notice, button):
        """What was answered goes, as desktops have it"""
        del self.shown[notice.number]
        self.emit('ActionInvoked', GLib.Variant('(us)', (notice.number, notice.buttons[button])))
