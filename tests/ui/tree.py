# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""The widgets of a window, as assistive technology meets them: read over the bus of AT-SPI."""
from gi.repository import Gio, GLib

from waiting import expect


class Tree:
    """The bus of assistive technology. All questions about a level of the tree are on their way
    together: one after the other, a page would take half a second."""

    ROOT = '/org/a11y/atspi/accessible/root'
    ACCESSIBLE = 'org.a11y.atspi.Accessible'
    STATES = {'checked': 4, 'focused': 12, 'pressed': 20, 'sensitive': 24}

    def __init__(self):
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        self.address = session.call_sync('org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus',
                                         'GetAddress', None, None, Gio.DBusCallFlags.NONE,
                                         20000).unpack()[0]
        self.bus = Gio.DBusConnection.new_for_address_sync(
            self.address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION)
        self.roles = {}  # of each place, which keeps it for as long as it is there

    def ask(self, questions):
        """Answers in the order of the questions (owner, path, interface, method, arguments); None
        for one that was refused, as by a widget that went meanwhile"""
        answers = [None] * len(questions)
        left = [len(questions)]

        def answered(bus, result, index):
            left[0] -= 1
            try:
                answers[index] = bus.call_finish(result).unpack()
            except GLib.Error:
                pass
        for index, (owner, path, interface, method, arguments) in enumerate(questions):
            self.bus.call(owner, path, interface, method, arguments, None,
                          Gio.DBusCallFlags.NONE, 10000, None, answered, index)
        context = GLib.MainContext.default()
        while left[0]:
            context.iteration(True)
        return answers

    def children(self, places):
        """For each place (owner, path), those of its children"""
        return [answer[0] if answer else []
                for answer in self.ask([(*place, self.ACCESSIBLE, 'GetChildren', None)
                                        for place in places])]

    def read(self, places):
        """For each place its node, or None"""
        arguments = GLib.Variant('(u)', (1,))  # in the coordinates of the window
        every = GLib.Variant('(s)', (self.ACCESSIBLE,))
        new = [place for place in places if place not in self.roles]
        questions = [(*place, self.ACCESSIBLE, 'GetRoleName', None) for place in new]
        for place in places:
            questions += [(*place, 'org.freedesktop.DBus.Properties', 'GetAll', every),
                          (*place, 'org.a11y.atspi.Component', 'GetExtents', arguments)]
        answers = self.ask(questions)
        self.roles.update((place, answer[0]) for place, answer in zip(new, answers) if answer)
        told = [answers[index:index + 2] for index in range(len(new), len(answers), 2)]
        return [Node(self, place, self.roles[place], *answer)
                if place in self.roles and answer[0] else None
                for place, answer in zip(places, told)]

    def read_states(self, nodes):
        """Of all of them at once: few are ever asked for, and a node that is asks by itself"""
        answers = self.ask([(*node.place, self.ACCESSIBLE, 'GetState', None) for node in nodes])
        for node, answer in zip(nodes, answers):
            low, high = answer[0] if answer else (0, 0)
            node.state = low | high << 32

    def has(self, node):
        """Whether all that the node lies in is in the tree still, and so is the node"""
        inners = [node, *node.outers()]
        places = [(outer.place, inner.place) for inner, outer in zip(inners, inners[1:])]
        children = self.children([outer for outer, _ in places])
        return all(place in map(tuple, found) for (_, place), found in zip(places, children))

    def windows_of(self, process_id):
        """The places of the windows of a process"""
        for owner, path in self.children([('org.a11y.atspi.Registry', self.ROOT)])[0]:
            answer = self.ask([('org.freedesktop.DBus', '/org/freedesktop/DBus',
                                'org.freedesktop.DBus', 'GetConnectionUnixProcessID',
                                GLib.Variant('(s)', (owner,)))])[0]
            if answer and answer[0] == process_id:
                return [tuple(place) for place in self.children([(owner, path)])[0]]
        return []


class Node:
    """A widget as assistive technology meets it, as it was when it was read; what is sensitive,
    checked or focused, as it was when that was first asked"""

    def __init__(self, tree, place, role, properties, box):
        self.tree = tree
        self.place = place
        self.depth = 0
        self.parent = None
        self.role = role
        self.child_count = properties[0].get('ChildCount', 0)
        self.name = properties[0].get('Name', '')
        self.description = properties[0].get('Description', '')
        self.state = None
        # A page of a stack has no place of its own.
        self.is_placeless = box is None
        self.x, self.y, self.width, self.height = box[0] if box else (0, 0, 0, 0)

    def has_state(self, name):
        if self.state is None:
            self.tree.read_states([self])
        return bool(self.state >> Tree.STATES[name] & 1)

    @property
    def is_sensitive(self):
        return self.has_state('sensitive')

    @property
    def is_checked(self):
        return self.has_state('checked') or self.has_state('pressed')

    @property
    def is_seen(self):
        return self.width > 0 and self.height > 0

    def outers(self):
        return [self.parent, *self.parent.outers()] if self.parent else []

    def is_inside(self, role):
        return any(outer.role == role for outer in self.outers())

    @property
    def is_in_header(self):
        """In an end of the title bar, which no page moves"""
        return any(outer.name == 'AdwGizmo' and outer.y + outer.height <= 48
                   for outer in self.outers())

    def act(self):
        """What assistive technology does: the first action"""
        answer = self.tree.ask([(*self.place, 'org.a11y.atspi.Action', 'DoAction',
                                 GLib.Variant('(i)', (0,)))])[0]
        expect(answer is not None, f'{self} has no action')

    def __str__(self):
        return (f'{self.role} "{self.name}" at {self.x},{self.y} '
                f'{self.width}x{self.height}')


def describe(nodes):
    """The tree in lines"""
    return '\n'.join(f'{"  " * node.depth}{node}'
                     + (f' -- {node.description}' if node.description else '')
                     for node in nodes)
