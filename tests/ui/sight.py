# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""A window in one of the variants: takes a picture of each state it is brought to
(build/ui/STATE-VARIANT.png), and judges the tree of widgets of each.

What AT-SPI does not tell on GTK 4.8, and who holds it instead: the minimum of a widget (GTK itself
warns on standard error when one gets less: that fails here), whether a label was cut with an
ellipsis when drawn (test-ui-words; here only text that itself ends so is seen).
"""
import contextlib
import os
import re

from desk import run
from dialog import Dialog
from ears import REGIONS, Ears
from heard import HEARD
from steps import is_told, numbers_of
from tree import describe
from waiting import Failure, expect, wait_for
from words import WORDS

PICTURES = os.path.join(os.environ['EBB_BUILD'], 'ui')
CATALOGUE = os.path.join(os.environ['EBB_PREFIX'], 'share/locale/ar/LC_MESSAGES/ebb.mo')
NARROW_PX = 360
SQUEEZED_PX, LINE_PX = 100, 16
WIDE, NARROW = (1070, 790), (NARROW_PX, 720)
VARIANTS = ('light', 'dark', 'contrast', 'narrow', 'rtl')
# The words stay English, the direction is that of the language.
RTL = 'ar_EG.UTF-8'
MUST_HAVE_NAMES = ('button', 'checkbox', 'toggle button', 'slider', 'spin button', 'text box',
                   'entry', 'switch', 'image', 'list item', 'heading', 'row')
CLASS_NAME = re.compile(r'^(Gtk|Adw|Ebb)[A-Z]\w+$')
# Verbs that ask first, and what is going on: the mark is part of these words.
MAY_END_OPEN = ('Forget…', 'Delete…', 'Save a Report…', 'Save…', 'Connecting…', 'Pairing…', 'Trying again…',
                 'Check…')
# What there is no double of here.
UNASKED = ('org.freedesktop.Notifications', 'org.freedesktop.portal.Inhibit')
COMPLAINTS = ('WARNING', 'CRITICAL', 'Trying to measure', 'negative')


def make_locale(desk, name):
    """The folder of a locale that this machine may not have. GLib translates nothing at all, not
    even GTK's own direction, where a program has no catalogue: an empty one goes into the prefix
    the tests run in."""
    folder = os.path.join(desk.folder, 'locales')
    os.makedirs(folder, exist_ok=True)
    run('localedef', '-i', name.partition('.')[0], '-f', 'UTF-8', os.path.join(folder, name))
    expect(os.path.isdir(os.path.join(folder, name)), f'localedef made no {name}')
    header = os.path.join(desk.folder, 'empty.po')
    with open(header, 'w', encoding='utf-8') as file:
        file.write('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n')
    os.makedirs(os.path.dirname(CATALOGUE), exist_ok=True)
    if not os.path.exists(CATALOGUE):
        run('msgfmt', '-o', CATALOGUE, header)
        expect(os.path.exists(CATALOGUE), 'msgfmt made no catalogue')
    return folder


class Sight:
    """One variant: its window, and what was found wrong on the way"""

    sees_stop = True
    told = ()  # on standard error: what the program is to say of what is brought about here

    def __init__(self, desk, logs, variant, open_window):
        """open_window (environment): an Ebb"""
        self.logs = logs
        self.variant = variant
        self.size = WIDE
        # At rest at once: a slide's last pixels last long on a busy machine.
        self.environment = desk.home(variant, is_moving=False)
        more = ({'LANG': RTL, 'LOCPATH': make_locale(desk, RTL)} if variant == 'rtl' else {})
        self.ebb = open_window({**self.environment, **more})
        self.front = None  # a dialog that stands before it
        self.ears = Ears(self.ebb)
        self.faults = []
        self.stops = {}
        self.taken = []
        self.watch = None

    def fault(self, state, check, words):
        """What is wrong, with the picture and the check that found it"""
        self.faults.append(f'{state}-{self.variant}.png, {check}: {words}')

    def take(self, state):
        """A state that the window has come to: how it looks, and what was said of it"""
        self.hear(state)
        self.see(state)

    def hear(self, state):
        self.taken.append(state)
        if state in HEARD:
            self.ears.mark(state, HEARD[state])
        else:
            self.fault(state, 'heard', 'it is not in the table of what is heard')

    def see(self, state):
        """The picture of a state, and the tree it shows. The tree is read in parts, while words
        change and pages are laid out: only what is still wrong when it is read again is a fault."""
        # At once: some states pass.
        view = self.front or self.ebb
        view.picture(os.path.join(PICTURES, f'{state}-{self.variant}.png'))
        first = view.nodes()
        self._judge_words(state, first)
        unjudged, last = [first], [None, None]
        stops = self.stops.setdefault(self.variant, {})

        def holds():
            last[:] = nodes, faults = unjudged.pop() if unjudged else view.nodes(), []
            stop = self._place_of_stop(nodes)
            if stop:
                stops[state] = stop
            self._judge_places(nodes, faults)
            self._judge_names(nodes, faults)
            self._judge_overlaps(nodes, faults)
            self._judge_room(nodes, faults)
            self._judge_focus(HEARD.get(state), nodes, faults)
            # Where it was read last is what judge() sees: the place of a STOP that has gone since too.
            return not faults and (not stop or len(set(stops.values())) == 1)
        try:
            wait_for(holds, 'a tree that holds', 3)
        except Failure:
            pass
        _, faults = last
        for check, words in faults:
            self.fault(state, check, words)
        with open(os.path.join(self.logs, f'{state}-{self.variant}.tree'), 'w',
                  encoding='utf-8') as file:
            file.write(describe(first) + '\n')
        if self.watch:
            self._judge_figure(state)

    @contextlib.contextmanager
    def dialog(self):
        """What came to stand before the window is what is seen, until it is answered"""
        self.front = Dialog(self.ebb)
        try:
            yield self.front
        finally:
            self.front = None

    def _judge_words(self, state, nodes):
        """What the state is called by stands in its picture: one that was taken too early, too late
        or of another part of the page shows something else"""
        words, height = WORDS.get(state), nodes[0].height
        if not words:
            self.fault(state, 'words', 'it is not in the table of what can be read')
        elif not any(words in node.name and node.role not in REGIONS
                     and 0 <= node.y <= node.y + node.height <= height for node in nodes):
            self.fault(state, 'words', f'"{words}" is not in it')

    def _place_of_stop(self, nodes):
        """Where STOP is, or None. GTK forgets at once where a widget was that is hidden: the STOP of
        a bar that went while the tree was read seems to lie at the top, where nobody ever saw it."""
        stop = next((node for node in nodes if node.role == 'button' and node.name == 'Stop'), None)
        return ((stop.x, stop.y, stop.width, stop.height)
                if stop and self.ebb.tree.has(stop) else None)

    @staticmethod
    def _judge_focus(sentence, nodes, faults):
        if sentence and sentence[0] == 'focus' and not any(
                sentence[1] in node.name and node.has_state('focused') for node in nodes):
            faults.append(('heard', f'the focus is not on "{sentence[1]}"'))

    @staticmethod
    def _judge_places(nodes, faults):
        width, height = nodes[0].width, nodes[0].height
        for node in nodes:
            if node.x < -1 or node.x + node.width > width + 1:
                faults.append(('places', f'{node} is not inside the window, {width} wide'))
            if node.role == 'button' and node.name == 'Stop' and node.y + node.height > height:
                faults.append(('places', f'{node} is below the window, {height} high'))

    @staticmethod
    def _judge_names(nodes, faults):
        for node in nodes:
            if node.role in MUST_HAVE_NAMES and (not node.name or CLASS_NAME.match(node.name)) \
                    and (node.role != 'image' or node.description):
                faults.append(('names', f'{node} has no name'))
            if node.role == 'label' and node.name.rstrip().endswith('…') \
                    and not node.name.startswith(MAY_END_OPEN):
                faults.append(('ellipses', f'{node} ends open'))

    @staticmethod
    def _judge_room(nodes, faults):
        """A sentence that has room for a word a line only is read by nobody"""
        for node in nodes:
            if node.role == 'label' and ' ' in node.name and node.width < SQUEEZED_PX \
                    and node.height >= 3.5 * LINE_PX and not node.is_inside('button'):
                faults.append(('room', f'{node} is squeezed'))

    def _judge_overlaps(self, nodes, faults):
        labels = [node for node in nodes if node.role == 'label' and node.height > 4
                  and not CLASS_NAME.match(node.name)]
        for index, one in enumerate(labels):
            for other in labels[index + 1:]:
                across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
                down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
                # A row with an entry has its title twice.
                if across > 2 and down > 2 and one.name != other.name \
                        and not self._is_under_bar(one, other):
                    faults.append(('overlaps', f'{one} lies over {other}'))

    @staticmethod
    def _is_under_bar(one, other):
        """What is scrolled to lies under the bar of STOP or of the title, where nobody sees it"""
        def page(node):
            while node.parent is not None and not node.name.startswith('Ebb'):
                node = node.parent
            return node.place
        return page(one) != page(other)

    def _judge_figure(self, state):
        told = []

        def agrees():
            mark = max(0, self.watch.count() - 6)
            told.append(self.ebb.figure())
            # All that was said while the tree was read, however long that took.
            return any(is_told(told[-1], message) for message in self.watch.since(mark))
        try:
            wait_for(agrees, 'agreement', 6)
        except Failure:
            if self.watch.last['state'] == 'idle':
                return  # the session ended meanwhile, and with it what is told outside
            self.fault(state, 'figure',
                       f'it tells {told[-1]}, the boots {numbers_of(self.watch.last)}')

    def fit(self):
        width = self.ebb.resize(*self.size)[0]
        if width > self.size[0]:
            self.fault('any', 'size', f'{width} pixels wide, asked for {self.size[0]}')

    def close(self):
        with open(os.path.join(self.logs, f'{self.variant}.heard'), 'w', encoding='utf-8') as file:
            file.write(self.ears.dump() + '\n')
        self.ears.close()
        self.ebb.close()

    def judge(self):
        for variant, places in self.stops.items():
            if len(set(places.values())) > 1:
                self.fault('any', 'STOP', f'it moves in {variant}: {places}')
        self.faults += self.ears.judge()
        expect(any(self.stops.values()) or not self.sees_stop, 'STOP was never seen')
        self.faults += [line.strip() for line in self.ebb.said().splitlines()
                        if any(word in line for word in COMPLAINTS)
                        and not any(word in line for word in (*UNASKED, *self.told))]
        self.faults += [f'standard error: no "{words}"' for words in self.told
                        if words not in self.ebb.said()]
        if self.faults:
            raise Failure('\n'.join(dict.fromkeys(self.faults)))


def see(outcome, variant, make_sight):
    """Walks a sight from state to state, then judges what it saw"""
    sights = []

    def walks():
        sights.append(make_sight(variant))
        sights[0].walk()
    try:
        outcome.judge(f'{variant}-every-state-is-reached', walks,
                      lambda: sights[0].ebb if sights else None)
        if sights:
            outcome.judge(f'{variant}-every-picture-holds', sights[0].judge)
    finally:
        if sights:
            sights[0].close()
