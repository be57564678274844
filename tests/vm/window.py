# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""The shipped window in the VM: under an X server of its own, driven by AT-SPI and XTEST.

What the window says is read from outside, what happened is judged by the boots' own log.
"""
import os
import sys

from gi.repository import GLib

from lib import LOGS, run_tests

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), 'ui'))
# Two emulated cores draw slowly, and take half a minute to find out that there is no GL.
os.environ.setdefault('GDK_DEBUG', 'gl-disable')
os.environ.setdefault('EBB_SLACK', '6')
from desk import Desk  # noqa: E402
from steps import Ebb  # noqa: E402
from tree import Node  # noqa: E402
from waiting import Failure, expect, wait_for  # noqa: E402

NAME = 'Ebb boots'
# AtspiRole as numbers, in the words that GTK has for them
ROLES = {7: 'checkbox', 23: 'window', 27: 'image', 29: 'label', 43: 'button'}
# What is in them says nothing that they do not say
LEAVES = ('button', 'checkbox', 'image', 'label')
COMPONENT = 'org.a11y.atspi.Component'
IN_WINDOW = GLib.Variant('(u)', (1,))  # coordinates


class Item:
    """A line of GTK's own list of its widgets, which one call gives: asking each widget for its
    name, role, states and place takes seconds in an emulated machine."""

    def __init__(self, line):
        place, _, parent, _, _, interfaces, self.name, role, self.description, self.state = line
        self.place, self.parent = tuple(place), tuple(parent)
        self.role = ROLES.get(role, str(role))
        self.is_placeless = COMPONENT not in interfaces

    def to_node(self, tree, box):
        node = Node(tree, self.place, self.role,
                    ({'Name': self.name, 'Description': self.description},), box)
        low, high = self.state
        node.state = low | high << 32
        return node


class EmulatedEbb(Ebb):
    """The window, read with few questions"""

    def __init__(self, desk, boots=NAME, environment=None):
        super().__init__(desk, environment=environment or os.environ, boots=boots)

    def _items(self):
        """{ place: item } of the widgets that somebody has asked for before, shown or not"""
        answer = self.tree.ask([(self.frame[0], '/org/a11y/atspi/cache', 'org.a11y.atspi.Cache',
                                 'GetItems', None)])[0]
        expect(answer, 'the window has gone')
        return {item.place: item for item in map(Item, answer[0])}

    def _walk(self):
        """({ place: the place it is in, or None for the window }, items); a widget gets into
        GTK's list when its parent is asked for its children"""
        items = self._items()
        inside = {tuple(self.frame): None}
        level = list(inside)
        while level:
            level = [place for place in level
                     if place not in items or items[place].role not in LEAVES]
            found = {tuple(child): place for place, children in
                     zip(level, self.tree.children(level)) for child in children}
            inside.update(found)
            level = list(found)
        return inside, items if items.keys() >= inside.keys() else self._items()

    def _boxes(self, items):
        """{ place: extents, or None }"""
        items = [item for item in items if not item.is_placeless]
        answers = self.tree.ask([(*item.place, COMPONENT, 'GetExtents', IN_WINDOW)
                                 for item in items])
        return {item.place: answer for item, answer in zip(items, answers)}

    def _seen(self, wanted):
        """Nodes for those items that wanted (item) is true for and that somebody can see"""
        inside, items = self._walk()
        lines = {}  # of each, itself and what it stands in, up to the window
        for place in inside:
            if place in items and wanted(items[place]):
                line = lines[place] = [place]
                while inside[line[-1]]:
                    line.append(inside[line[-1]])
        boxes = self._boxes([items[place] for place in {each for line in lines.values()
                                                        for each in line} if place in items])
        frame = boxes.get(tuple(self.frame))
        expect(frame or not lines, 'the window has gone')

        def is_seen(place):
            # A page of a stack has no place of its own. Pages slide out to a side.
            box = boxes.get(place)
            return place in items and items[place].is_placeless or bool(box) and (
                box[0][2] > 0 and box[0][3] > 0 and box[0][0] < frame[0][2]
                and box[0][0] + box[0][2] > 0)
        return [items[place].to_node(self.tree, boxes[place]) for place, line in lines.items()
                if boxes.get(place) and all(map(is_seen, line))]

    def _nodes(self):
        return self._seen(lambda item: True)

    def find(self, role=None, name=None, text=None):
        def is_stop(item):
            return item.role == 'button' and item.name == 'Stop'

        def matches(item):
            return ((role is None or item.role == role) and (name is None or item.name == name)
                    and (text is None or text in item.name))
        found = self._seen(lambda item: matches(item) or is_stop(item)
                           or item.place == tuple(self.frame))
        stop = next(filter(is_stop, found), None)
        self.stop_height = found[0].height - stop.y + 60 if stop else 0
        return next(filter(matches, found), None)

    def figure(self, nodes=None):
        if nodes is None:
            legs = self.find('image', 'Legs')
            nodes = [legs] if legs else []
        return super().figure(nodes)

    def open_pairing(self):
        """bluetoothd forgets boots that were not heard of for half a minute"""
        def is_open():
            if self.find('label', 'Set up boots'):
                return True
            for name in (f'Pair {self.boots}', 'Look Again'):
                if self.find('button', name):
                    try:
                        self.press('button', name)
                    except Failure:
                        continue  # it went while it was being pressed
                    break
            return False
        wait_for(is_open, 'the page for pairing')


def show_failure(ebb):
    """For the log: what the window said last"""
    try:
        print('# ' + ' | '.join(ebb.labels())[:1500], flush=True)
        ebb.picture(os.path.join(LOGS, 'window.png'))
    except Exception as error:  # the failure itself was said
        print(f'# nothing can be read from the window: {error}', flush=True)


class Screen:
    """What the tests of a scenario share"""

    desk = ebb = boots = None


def open_window(boots=NAME):
    Screen.ebb = EmulatedEbb(Screen.desk, boots)
    return Screen.ebb


def run_window_tests(*tests):
    """As run_tests(), with a desk around them"""
    def wrap(test):
        def wrapped():
            try:
                test()
            except Exception:
                if Screen.ebb:
                    show_failure(Screen.ebb)
                raise
        wrapped.__name__ = test.__name__
        return wrapped
    with Desk(LOGS, size='1100x820') as Screen.desk:
        try:
            run_tests(*map(wrap, tests))
        finally:
            if Screen.ebb:
                Screen.ebb.close()
