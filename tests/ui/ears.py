# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""What a screen reader is told: the sentences of the two regions of the window that are heard and
not seen (ui.md section 14), each with the moment it came.

GTK 4.8 has no call for announcements. What it does emit when the words of a label change is the
event PropertyChange of its accessible name, with the new words, on the bus of AT-SPI: a region of
role "status" or "alert" is what a screen reader speaks it for. These events are what is listened
to here; the tree is asked once, for which widgets the regions are.
"""
import threading
import time

from gi.repository import Gio, GLib

from waiting import Failure, wait_for

EVENTS = 'org.a11y.atspi.Event.Object'
REGIONS = ('status', 'alert')
SILENCE = '\u200b'  # what a region without a sentence is called
PAUSE_S = 2  # between two sentences of the status: app's own rule, which test-ui-spoken holds
DELAY_S = 1  # that a sentence may take to come here, on a busy machine
LATE_S = 3 * PAUSE_S  # two may be waiting before it


class Heard:
    def __init__(self, region, words):
        self.region, self.words = region, words
        self.time = time.monotonic()

    def __str__(self):
        return f'{self.region} "{self.words}"'


class Ears:
    """Of one window at a time, from its first page on"""

    def __init__(self, window):
        self.heard = []
        self.marks = []  # (state, sentence, time of the mark before, time)
        self.until = {}  # of a mark: when its sentence was heard out
        self.left = {}  # of a mark: when the window showed that state no more
        self.last_mark = time.monotonic()
        self.listen_to(window)

    def listen_to(self, window):
        """Until close(); then another may follow it"""
        regions = wait_for(lambda: self._find(window), 'the regions that are heard')
        self.owner = regions['status'].place[0]
        self.regions = {regions[role].place[1]: role for role in REGIONS}
        self.context = GLib.MainContext()
        self.loop = GLib.MainLoop.new(self.context, False)
        self.bus = Gio.DBusConnection.new_for_address_sync(
            window.tree.address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION)
        self.ready = threading.Event()
        self.thread = threading.Thread(target=self._listen, daemon=True)
        self.thread.start()
        self.ready.wait()

    @staticmethod
    def _find(window):
        found = {node.role: node for node in window.nodes() if node.role in REGIONS}
        return found if len(found) == len(REGIONS) else None

    def _listen(self):
        self.context.push_thread_default()
        self.bus.signal_subscribe(self.owner, EVENTS, 'PropertyChange', None, None,
                                  Gio.DBusSignalFlags.NONE, self._came)
        self.bus.call_sync('org.a11y.atspi.Registry', '/org/a11y/atspi/registry',
                           'org.a11y.atspi.Registry', 'RegisterEvent',
                           GLib.Variant('(sass)', ('object:property-change', [], '')), None,
                           Gio.DBusCallFlags.NONE, 10000)
        self.ready.set()
        self.loop.run()

    def _came(self, bus, sender, path, interface, member, parameters):
        what, _, _, value, _ = parameters.unpack()
        if path in self.regions and what == 'accessible-name' and value != SILENCE:
            self.heard.append(Heard(self.regions[path], value))

    def mark(self, state, sentence):
        """The window shows this state now, since the mark before. sentence: (region, words) that
        are heard for it, or None"""
        self.leave()
        now = time.monotonic()
        self.marks.append((state, sentence, self.last_mark, now))
        self.last_mark = now

    def leave(self):
        """The state that was marked last is left now: its sentence may come again with the state"""
        self.left.setdefault(len(self.marks) - 1, time.monotonic())

    def hear_out(self):
        """Waits for the sentence of the state that was marked last, as somebody who listens does"""
        _, sentence, since, at = self.marks[-1] if self.marks else (None, None, 0, 0)
        if sentence and sentence[0] == 'status':
            try:
                wait_for(lambda: any(sentence[1] in heard.words and heard.time > since
                                     for heard in self.heard),
                         sentence[1], at + 2 * LATE_S - time.monotonic())
                self.until[len(self.marks) - 1] = time.monotonic()
            except Failure:
                pass  # it is said by judge()

    def hear_all(self):
        """Waits until nothing is said any more, and nothing waits to be said"""
        wait_for(lambda: not self.heard
                 or time.monotonic() - self.heard[-1].time > PAUSE_S + DELAY_S, 'silence')

    def _judge_mark(self, index):
        state, (region, words, *whole), since, at = self.marks[index]
        until = at + DELAY_S if region == 'alert' else self.until.get(index, at + LATE_S)
        left = max(until, self.left.get(index, time.monotonic()))
        found = [heard for heard in self.heard if heard.region == region
                 and (heard.words == words if whole else words in heard.words)
                 and since < heard.time < left]
        if len(found) == 1 and found[0].time < until:
            return None
        meant = [f'{heard} after {heard.time - since:.1f} s' for heard in self.heard
                 if since < heard.time < left]
        return (f'{state}, heard: "{words}" {len(found)} times, in time until {until - since:.1f} s, '
                f'of {meant}')

    def _judge_pauses(self):
        said = [heard for heard in self.heard if heard.region == 'status']
        return [f'heard: {after} only {after.time - before.time:.1f} s after {before}'
                for before, after in zip(said, said[1:])
                if after.time - before.time < PAUSE_S - DELAY_S and after.words != 'Stopping']

    def judge(self):
        """What is wrong with what was heard: each state's sentence comes when the state comes, an
        alert as soon as anybody could see it, each is heard out, and never again while it stays"""
        self.hear_out()
        wrong = [self._judge_mark(index) for index, mark in enumerate(self.marks)
                 if mark[1] and mark[1][0] in REGIONS]
        return [words for words in wrong if words] + self._judge_pauses()

    def close(self):
        self.loop.quit()
        self.thread.join(5)
        self.bus.close_sync()

    def dump(self):
        return '\n'.join(f'{heard.time:.2f} {heard}' for heard in self.heard)
