#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""Takes a picture of every state the main flow reaches, in light, dark, high contrast, 360 pixels
wide and from right to left (build/ui/STATE-VARIANT.png), and judges the tree of widgets of each.

What AT-SPI does not tell on GTK 4.8, and who holds it instead: the minimum of a widget (GTK itself
warns on standard error when one gets less: that fails here), whether a label was cut with an
ellipsis when drawn (test-ui-words; here only text that itself ends so is seen).
"""
import os
import re

from desk import Desk, Failure, describe, expect, run, wait_for
from outcome import Outcome
from steps import Ebb, Watch, is_told, numbers_of

LOGS = os.path.join(os.environ['EBB_LOGS'], 'ui', 'look')
PICTURES = os.path.join(os.environ['EBB_BUILD'], 'ui')
CATALOGUE = os.path.join(os.environ['EBB_PREFIX'], 'share/locale/ar/LC_MESSAGES/ebb.mo')
SPEED = 2
NARROW_PX = 360
WIDE, NARROW = (1070, 790), (NARROW_PX, 720)
VARIANTS = {
    'light': (WIDE, {}),
    'dark': (WIDE, {'ADW_DEBUG_COLOR_SCHEME': 'prefer-dark'}),
    'narrow': (NARROW, {}),
    # The words stay English, the direction is that of the language.
    'rtl': (WIDE, {'LANG': 'ar_EG.UTF-8'}),
    'contrast': (WIDE, {'ADW_DEBUG_HIGH_CONTRAST': '1'}),
}
MUST_HAVE_NAMES = ('button', 'checkbox', 'toggle button', 'slider', 'spin button', 'text box',
                   'entry', 'switch', 'image')
CLASS_NAME = re.compile(r'^(Gtk|Adw|Ebb)[A-Z]\w+$')
# Verbs that ask first, and what is going on: the mark is part of these words.
MAY_END_OPEN = ('Forget…', 'Connecting…', 'Pairing…', 'Trying again…')
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

    def __init__(self, desk, variant):
        self.variant = variant
        self.size, more = VARIANTS[variant]
        # At rest at once: a slide's last pixels last long on a busy machine.
        self.environment = desk.home(variant, is_moving=False)
        if 'LANG' in more:
            more = {**more, 'LOCPATH': make_locale(desk, more['LANG'])}
        self.ebb = Ebb(desk, '--demo', '--speed', SPEED,
                       environment={**self.environment, **more})
        self.faults = []
        self.stops = {}
        self.taken = []
        self.watch = None

    def fault(self, state, check, words):
        """What is wrong, with the picture and the check that found it"""
        self.faults.append(f'{state}-{self.variant}.png, {check}: {words}')

    def take(self, state):
        """The picture of a state, and the tree it shows. The tree is read in parts, while words
        change and pages are laid out: only what is still wrong when it is read again is a fault."""
        self.taken.append(state)
        last = [None, None]

        def holds():
            last[:] = nodes, faults = self.ebb.nodes(), []
            self._judge_places(nodes, faults)
            self._judge_names(nodes, faults)
            self._judge_overlaps(nodes, faults)
            return not faults
        try:
            wait_for(holds, 'a tree that holds', 3)
        except Failure:
            pass
        self.ebb.picture(os.path.join(PICTURES, f'{state}-{self.variant}.png'))
        nodes, faults = last
        for check, words in faults:
            self.fault(state, check, words)
        with open(os.path.join(LOGS, f'{state}-{self.variant}.tree'), 'w',
                  encoding='utf-8') as file:
            file.write(describe(nodes) + '\n')
        stop = next((node for node in nodes if node.role == 'button' and node.name == 'Stop'), None)
        if stop:
            self.stops[state] = (stop.x, stop.y, stop.width, stop.height)
        if self.watch:
            self._judge_figure(state)

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

    def resize(self):
        if self.size == NARROW:
            width = self.ebb.resize(*NARROW)[0]
            if width > NARROW_PX:
                self.fault('any', 'size', f'{width} pixels wide, asked for {NARROW_PX}')

    def walk(self):
        """Every state, in the order a person meets them"""
        ebb = self.ebb
        self.resize()
        ebb.wait('button', 'Find Boots')
        self.take('no-boots')
        ebb.look_for_boots()
        self.take('boots-found')
        ebb.open_pairing()
        self.take('pairing')
        ebb.press('button', 'Pair')
        ebb.wait('button', 'No, Not Mine', seconds=40)
        self.take('pairing-blink')
        ebb.say_they_blinked()
        self.take('ready')
        self.judge_direction()
        ebb.tick_all()
        self.take('ready-ticked')
        ebb.press('button', text='Start, up to')
        ebb.wait('label', 'Putting them on')
        ebb.wait('button', 'They Are On')
        self.take('putting-on')
        ebb.press('button', 'They Are On')
        ebb.wait('label', 'Check before you start')
        ebb.press('list item', 'Gentle wave')
        ebb.wait('label', 'Programs')
        self.take('programs')
        ebb.press('button', 'Back')
        ebb.wait('label', 'Check before you start')
        self.walk_session()

    def walk_session(self):
        ebb = self.ebb
        ebb.tick_all()
        ebb.press('button', text='Start, up to')
        ebb.wait('button', 'Stop')
        self.take('starting')
        ebb.wait('button', 'Less pressure', seconds=40)
        with Watch(self.environment) as self.watch:
            ebb.wait_air(15)
            self.take('running')
            ebb.press('button', text='Boots: ')
            ebb.wait('label', 'What the badges mean')
            self.watch, watch = None, self.watch
            self.take('boots-live')
            ebb.press('list item', ebb.boots)
            ebb.wait('label', 'If the link is lost')
            self.take('device-live')
            ebb.press('button', 'Back')
            ebb.wait('label', 'What the badges mean')
            ebb.press('button', 'Back')
            ebb.wait('button', 'Pause')
            self.watch = watch
            ebb.press('button', 'Pause')
            ebb.wait('button', 'Continue', seconds=40)
            self.take('paused')
            ebb.tick_all()
            ebb.press('button', 'Continue')
            ebb.wait('button', 'Less pressure', seconds=40)
            ebb.wait_air(15)
            ebb.key('Escape')
            ebb.wait('label', 'Letting the air out')
            self.take('stopping')
            self.watch = None
            watch.close()
        ebb.wait_finished()
        self.take('finished')

    def judge_direction(self):
        """From right to left the end of the header is on the left, and legs stay where they are"""
        boots = self.ebb.wait('button', text='Boots: ')
        is_mirrored = boots.x + boots.width < self.ebb.size[0] // 2
        if is_mirrored != (self.variant == 'rtl'):
            self.fault('ready', 'direction', f'{boots} is on the wrong side')
        left, right = self.ebb.wait('button', 'Left'), self.ebb.wait('button', 'Right')
        if left.x > right.x:
            self.fault('ready', 'direction', 'Right is on the left')

    def judge(self):
        places = set(self.stops.values())
        if len(places) > 1:
            self.fault('any', 'STOP', f'it moves: {self.stops}')
        expect(self.stops, 'STOP was never seen')
        self.faults += [line.strip() for line in self.ebb.said().splitlines()
                        if any(word in line for word in COMPLAINTS)
                        and 'org.freedesktop.Notifications' not in line]
        if self.faults:
            raise Failure('\n'.join(dict.fromkeys(self.faults)))


def look(outcome, desk, variant):
    sights = []

    def walks():
        sights.append(Sight(desk, variant))
        sights[0].walk()
    try:
        outcome.judge(f'{variant}-every-state-is-reached', walks,
                      lambda: sights[0].ebb if sights else None)
        if sights:
            outcome.judge(f'{variant}-every-picture-holds', sights[0].judge)
    finally:
        if sights:
            sights[0].ebb.close()


def main():
    outcome = Outcome(LOGS)
    names = os.environ.get('EBB_UI_VARIANTS', ' '.join(VARIANTS)).split()
    with Desk(LOGS) as desk:
        for variant in names:
            look(outcome, desk, variant)
    outcome.end()


if __name__ == '__main__':
    main()
