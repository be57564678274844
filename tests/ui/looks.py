# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""A sight that sees each state in all variants of one direction, in one window: dark and high
contrast are switched as the desktop does it, by the portal of its settings, and the window is made
narrow. What takes long to bring about is brought about twice, not five times; a state that passes
by itself in a second or two is no state for it."""
import os

from gi.repository import GLib

from desk import Desk
from double import Double, read_interface
from outcome import Outcome
from sight import NARROW, WIDE, Sight, see
from waiting import wait_for

SCHEME = ('org.freedesktop.appearance', 'color-scheme')
CONTRAST = ('org.gnome.desktop.a11y.interface', 'high-contrast')
# How a window looks: its size, prefers-dark, high contrast.
LOOKS = {
    'light': (WIDE, 0, False),
    'dark': (WIDE, 1, False),
    'contrast': (WIDE, 0, True),
    'narrow': (NARROW, 0, False),
    'rtl': (WIDE, 0, False),
}
SHOTS = 10  # of a window that goes on changing
SAME = 2  # times in a row that a window looks as before, once it is drawn anew
WALKS = {'light': ('light', 'dark', 'contrast', 'narrow'), 'rtl': ('rtl',)}


class Portal(Double):
    """The settings of a desktop on the session bus, which change while windows are open"""

    NAME, PATH = 'org.freedesktop.portal.Desktop', '/org/freedesktop/portal/desktop'
    INTERFACE = read_interface('''
<interface name="org.freedesktop.portal.Settings">
  <method name="Read"><arg type="s" direction="in"/><arg type="s" direction="in"/>
    <arg type="v" direction="out"/></method>
  <signal name="SettingChanged"><arg type="s"/><arg type="s"/><arg type="v"/></signal>
  <property name="version" type="u" access="read"/>
</interface>''')

    def __init__(self):
        self.settings = {SCHEME: GLib.Variant('u', 0), CONTRAST: GLib.Variant('b', False)}
        super().__init__()

    def _called(self, bus, sender, path, interface, method, parameters, invocation):
        value = self.settings.get(parameters.unpack())
        if value is None:
            invocation.return_dbus_error('org.freedesktop.portal.Error.NotFound', 'no such setting')
        else:
            # The portal wraps what it reads twice.
            invocation.return_value(GLib.Variant('(v)', (GLib.Variant('v', value),)))

    def set(self, key, value):
        if self.settings[key].equal(value):
            return
        self.settings[key] = value
        self.emit('SettingChanged', GLib.Variant('(ssv)', (*key, value)))


class ManyLooks(Sight):
    """Its variant is the one that it looks in now"""

    def __init__(self, desk, logs, walk, open_window, portal):
        self.portal = portal
        self.looks = WALKS[walk]
        super().__init__(desk, logs, walk, lambda environment: open_window(
            {**environment, 'ADW_DISABLE_PORTAL': '0'}))

    def take(self, state, shown=None):
        """shown: words of a label that the state is about, which a window has to be scrolled to if
        it is narrow"""
        self.hear(state)
        for look in self.each_look():
            if shown and look == 'narrow':
                node = self.ebb.wait('label', text=shown)
                self.ebb.scroll_to(node, node.height)
            self.see(state)
        self.ears.hear_out()

    def take_part(self, state, words):
        """A state of a long page: the part that has these words, in every look"""
        self.hear(state)
        for _ in self.each_look():
            node = self.ebb.wait('label', text=words)
            self.ebb.scroll_to(node, node.height)
            self.see(state)
        self.ears.hear_out()

    def each_look(self):
        """One after the other, the window's own one last"""
        for look in (*self.looks[1:], self.looks[0]):
            self.put_on(look)
            yield look

    def take_now(self, state):
        """A state that passes by itself: in the look that the window has"""
        super().take(state)

    def put_on(self, look):
        """Has the window look so, and waits until it does"""
        if look == self.variant:
            return
        size, scheme, contrast = LOOKS[look]
        before = self.shoot()
        self.portal.set(SCHEME, GLib.Variant('u', scheme))
        self.portal.set(CONTRAST, GLib.Variant('b', contrast))
        if size != LOOKS[self.variant][0]:
            self.size = size
            self.fit()
        self.variant = look

        shots, same = [None], [0]

        def is_drawn():
            shots.append(self.shoot())
            same[0] = same[0] + 1 if shots[-1] == shots[-2] else 0
            return shots[-1] != before and (same[0] >= SAME or len(shots) > SHOTS)
        wait_for(is_drawn, f'a window that is {look}', 5)

    def shoot(self):
        """What the window looks like, to be compared"""
        return self.ebb.desk.screen.shoot(self.ebb.id)


def run_walks(logs, make_sight):
    """A part of the suite: each walk, or those of EBB_UI_WALKS, in a window of its own.
    make_sight (desk, walk, portal): a ManyLooks"""
    outcome = Outcome(logs)
    names = os.environ.get('EBB_UI_WALKS', ' '.join(WALKS)).split()
    with Desk(logs) as desk:
        portal = Portal()
        for walk in names:
            see(outcome, walk, lambda name: make_sight(desk, name, portal))
        portal.close()
    outcome.end()
