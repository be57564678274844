# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""A desk to try the real window on: an X server, a session bus and a window manager of its own,
and eyes and hands from outside: AT-SPI for what is there, XTEST for the pointer and the keys.

Nothing sleeps for luck: everything waits for a condition with a deadline.

What GTK 4.8 does not tell: rows and check buttons have no actions (they are pressed by pointer),
only toplevels have the state "showing" (pages that are not seen keep a width of 0, or lie outside
the window, and are left out by is_seen()), and extents are those of the content box.
"""
import os
import shutil
import signal
import subprocess
import tempfile
import time

from gi.repository import Gio, GLib

from screen import Screen

PATIENCE_S = float(os.environ.get('EBB_PATIENCE_S', '20'))
DRAWN_WITHIN = 8  # looks, before a picture is taken of what goes on changing
SLACK = float(os.environ.get('EBB_SLACK', '1'))  # where all is slow: how much longer to wait


class Failure(Exception):
    """A condition that did not come true; ends the test it happens in."""


def wait_for(condition, what, seconds=None):
    """The first true value of condition (), or a Failure that says what was waited for."""
    seconds = SLACK * (seconds if seconds is not None else PATIENCE_S)
    deadline = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise Failure(f'{what}: not within {seconds:g} s')
        time.sleep(0.03)


def expect(condition, what):
    if not condition:
        raise Failure(what)


def run(*command):
    return subprocess.run(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          stdin=subprocess.DEVNULL, check=False).stdout


class Desk:
    """One for each process: the connection to the bus of AT-SPI is made once."""

    def __init__(self, logs, size='1400x1300'):
        self.logs = logs
        os.makedirs(logs, exist_ok=True)
        self.folder = tempfile.mkdtemp(prefix='ebb-desk-')
        self.helpers = []
        self.errors = open(os.path.join(logs, 'desk.err'), 'w', encoding='utf-8')
        self._start_display(size)
        self._start_bus()
        self._start('openbox', '--sm-disable')
        wait_for(lambda: run('xdotool', 'get_num_desktops').strip().isdigit(), 'a window manager')
        self.screen = Screen()
        self.tree = Tree()

    def _start(self, *command, **more):
        helper = subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=self.errors,
                                  **{'stdout': self.errors, **more})
        self.helpers.append(helper)
        return helper

    def _start_display(self, size):
        reader, writer = os.pipe()
        self._start('Xvfb', '-displayfd', str(writer), '-screen', '0', f'{size}x24', '-nolisten',
                    'tcp', '-noreset', '-dpi', '96', pass_fds=[writer])
        os.close(writer)
        with os.fdopen(reader) as file:
            number = file.readline().strip()
        expect(number, 'Xvfb gave no display')
        os.environ.update(DISPLAY=f':{number}', GDK_BACKEND='x11', GSK_RENDERER='cairo',
                          GSETTINGS_BACKEND='memory', ADW_DISABLE_PORTAL='1', NO_AT_BRIDGE='0')
        for name in ('WAYLAND_DISPLAY', 'LC_ALL', 'LANGUAGE', 'XAUTHORITY'):
            os.environ.pop(name, None)

    def _start_bus(self):
        os.environ['XDG_RUNTIME_DIR'] = os.path.join(self.folder, 'run')
        os.makedirs(os.environ['XDG_RUNTIME_DIR'], mode=0o700)
        bus = self._start('dbus-daemon', '--session', '--nofork', '--print-address',
                          stdout=subprocess.PIPE, text=True)
        os.environ['DBUS_SESSION_BUS_ADDRESS'] = bus.stdout.readline().strip()
        expect(os.environ['DBUS_SESSION_BUS_ADDRESS'], 'dbus-daemon gave no address')

    def home(self, name, is_moving=True):
        """The environment of an empty home; not is_moving: its person wants no animations"""
        home = os.path.join(self.folder, name)
        settings = os.path.join(home, 'config', 'gtk-4.0')
        os.makedirs(settings)
        os.makedirs(os.path.join(home, 'run'), mode=0o700)
        # Without XSETTINGS GTK asks this file for the font.
        with open(os.path.join(settings, 'settings.ini'), 'w', encoding='utf-8') as file:
            file.write('[Settings]\ngtk-font-name=Cantarell 11\ngtk-icon-theme-name=Adwaita\n'
                       'gtk-hint-font-metrics=1\n'
                       f'gtk-enable-animations={int(is_moving)}\n')
        return {'HOME': home, 'XDG_RUNTIME_DIR': os.path.join(home, 'run'),
                'XDG_CONFIG_HOME': os.path.join(home, 'config'),
                'XDG_DATA_HOME': os.path.join(home, 'data'),
                'XDG_STATE_HOME': os.path.join(home, 'state'),
                'XDG_CACHE_HOME': os.path.join(home, 'cache')}

    def close(self):
        for helper in reversed(self.helpers):
            helper.terminate()
            try:
                helper.wait(5)
            except subprocess.TimeoutExpired:
                helper.kill()
                helper.wait()
        self.errors.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


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
        self.cookies = {}

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
        questions = []
        for place in places:
            questions += [(*place, self.ACCESSIBLE, 'GetRoleName', None),
                          (*place, 'org.freedesktop.DBus.Properties', 'GetAll', every),
                          (*place, self.ACCESSIBLE, 'GetState', None),
                          (*place, 'org.a11y.atspi.Component', 'GetExtents', arguments)]
        answers = self.ask(questions)
        return [Node(self, place, *answers[4 * index:4 * index + 4])
                if all(answers[4 * index:4 * index + 3]) else None
                for index, place in enumerate(places)]

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
    """A widget as assistive technology meets it, as it was when it was read"""

    def __init__(self, tree, place, role, properties, state, box):
        self.tree = tree
        self.place = place
        self.depth = 0
        self.parent = None
        self.role = role[0]
        self.name = properties[0].get('Name', '')
        self.description = properties[0].get('Description', '')
        low, high = state[0]
        self.state = low | high << 32
        # A page of a stack has no place of its own.
        self.is_placeless = box is None
        self.x, self.y, self.width, self.height = box[0] if box else (0, 0, 0, 0)

    def has_state(self, name):
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


class Window:
    """The real ebb, and its one window"""

    count = 0

    def __init__(self, desk, program, *arguments, environment=None, title='Ebb'):
        Window.count += 1
        self.desk = desk
        self.tree = desk.tree
        self.title = title
        self.stop_height = 0
        self.errors_path = os.path.join(desk.logs, f'{Window.count:02d}-ebb.err')
        self.errors = open(self.errors_path, 'w', encoding='utf-8')
        self.program = [program, *map(str, arguments)]
        self.environment = {**os.environ, **(environment or {})}
        self.process = subprocess.Popen(self.program, stdin=subprocess.DEVNULL,
                                        stdout=self.errors, stderr=self.errors,
                                        env=self.environment)
        self.id = wait_for(self._find_id, 'the window', 60)
        self.frame = wait_for(self._find_frame, 'the window in the tree of AT-SPI', 60)

    # What is there

    def _find_id(self):
        expect(self.process.poll() is None, f'ebb ended with {self.process.returncode}: '
               + self.said()[-400:])
        found = self.find_ids()
        return found[-1] if found else None

    def find_ids(self):
        return run('xdotool', 'search', '--onlyvisible', '--pid', str(self.process.pid)).split()

    def _find_frame(self):
        return next(iter(self.tree.windows_of(self.process.pid)), None)

    @property
    def size(self):
        """Width and height as AT-SPI has them: without the border of the window's shadow"""
        frame = self.tree.read([self.frame])[0]
        expect(frame, 'the window has gone')
        return frame.width, frame.height

    def nodes(self):
        found = self._nodes()
        stop = next((node for node in found if node.role == 'button' and node.name == 'Stop'), None)
        # What lies under STOP and its words, which stand above it in a narrow window.
        self.stop_height = found[0].height - stop.y + 60 if stop else 0
        return found

    def _nodes(self):
        """All that is in the tree and has a size, in the order of the tree"""
        first = self.tree.read([self.frame])
        expect(first[0], 'the window has gone')
        width = first[0].width
        kept = {}
        level = first
        while level:
            children = self.tree.children([node.place for node in level])
            parents = [node for node, found in zip(level, children) for _ in found]
            level = []
            flat = [tuple(place) for found in children for place in found]
            for parent, node in zip(parents, self.tree.read(flat)):
                # Pages slide out to a side; what a page scrolls to stays, below or above.
                if node is None or not (node.is_placeless or (
                        node.is_seen and node.x < width and node.x + node.width > 0)):
                    continue
                node.parent, node.depth = parent, parent.depth + 1
                kept.setdefault(id(parent), []).append(node)
                level.append(node)
        ordered = []

        def put(node):
            if node.is_seen:
                ordered.append(node)
            for child in kept.get(id(node), []):
                put(child)
        put(first[0])
        return ordered

    def find(self, role=None, name=None, text=None):
        """The first seen node of that role whose name, or some of whose text, this is, or None"""
        for node in self.nodes():
            if role is not None and node.role != role:
                continue
            if name is not None and node.name != name:
                continue
            if text is not None and text not in node.name:
                continue
            return node
        return None

    def wait(self, role=None, name=None, text=None, seconds=None):
        return wait_for(lambda: self.find(role, name, text),
                        f'{role or "anything"} called "{name or text}"', seconds)

    def wait_gone(self, role=None, name=None, text=None, seconds=None):
        wait_for(lambda: not self.find(role, name, text),
                 f'no {role or "thing"} called "{name or text}"', seconds)

    def labels(self):
        return [node.name for node in self.nodes() if node.role == 'label' and node.name]

    def dump(self):
        return describe(self.nodes())

    def said(self):
        self.errors.flush()
        with open(self.errors_path, encoding='utf-8', errors='replace') as file:
            return file.read()

    # What hands do

    def geometry(self):
        values = dict(line.split('=') for line in
                      run('xdotool', 'getwindowgeometry', '--shell', self.id).split() if '=' in line)
        return tuple(int(values[key]) for key in ('X', 'Y', 'WIDTH', 'HEIGHT'))

    def border(self):
        """Of the client's own decoration, around what AT-SPI measures"""
        return max(0, (self.geometry()[2] - self.size[0]) // 2)

    def place(self, node):
        """The middle of the node in the coordinates of the window"""
        border = self.border()
        return node.x + node.width // 2 + border, node.y + node.height // 2 + border

    def point(self, x, y, button='1'):
        run('xdotool', 'mousemove', '--window', self.id, str(x), str(y), 'click', button)

    def press(self, role, name=None, text=None):
        """By pointer, where it is; what lies below or above is scrolled to"""
        node = self.scroll_to(self.wait(role, name, text))
        self.point(*self.place(node))
        return node

    def scroll_to(self, node, height=0):
        """Until so much of it is seen, around its middle"""
        stays, top, bottom = node.is_in_header, 60, self.size[1] - 8 - self.stop_height
        half = min(height, bottom - top) // 2
        for _ in range(60):
            node = self._settled(node)
            middle = node.y + node.height // 2
            wheel = '5' if middle > bottom - half else '4'
            if stays or top + half <= middle <= bottom - half or node.y < top - 12 <= middle:
                break
            self.point(self.geometry()[2] // 2, (top + bottom) // 2, wheel)
            try:
                wait_for(lambda: self._read_again(node).y != node.y, 'scrolling', 2)
            except Failure:
                break  # it can be scrolled no further
        return node

    def _read_again(self, node):
        again = self.tree.read([node.place])[0]
        expect(again, f'{node} has gone')
        return again

    def _settled(self, node):
        """The node when it has stopped moving (pages slide in)"""
        last = [node]

        def look():
            before, last[0] = last[0], self._read_again(node)
            return (before.x, before.y, before.width, before.height) == (
                last[0].x, last[0].y, last[0].width, last[0].height)
        wait_for(look, f'{node} in its place')
        return last[0]

    def key(self, *names):
        """Through the X server, to the window that has the focus"""
        run('xdotool', 'key', *names)

    def focus(self):
        run('xdotool', 'windowactivate', '--sync', self.id)

    def resize(self, width, height):
        """Of what AT-SPI measures; waits until it is so, or as near as its minimum allows"""
        border = 2 * self.border()
        run('xdotool', 'windowsize', self.id, str(width + border), str(height + border))
        seen = [None]

        def settled():
            size = (self.geometry()[2:], self.size)
            same = size == seen[0]
            seen[0] = size
            return same
        wait_for(settled, 'a size')
        return self.size

    def picture(self, path):
        """A picture of the window, as soon as it is drawn"""
        os.makedirs(os.path.dirname(path), exist_ok=True)
        self.desk.screen.put_pointer_away()
        shots = [None]

        def rests():
            shots.append(self.desk.screen.shoot(self.id))
            return shots[-1] == shots[-2] or len(shots) > DRAWN_WITHIN
        wait_for(rests, f'{path}: a window that rests')
        expect(shots[-1], f'no picture {path}: the window has gone, or is not wholly on the screen')
        shots[-1].save(path)

    def again(self, *arguments):
        """What a second start of the same program gives: its exit status"""
        return subprocess.run([self.program[0], *arguments], env=self.environment,
                              stdin=subprocess.DEVNULL, stdout=self.errors, stderr=self.errors,
                              timeout=PATIENCE_S, check=False).returncode

    def wait_end(self, seconds=None):
        try:
            return self.process.wait(seconds if seconds is not None else PATIENCE_S)
        except subprocess.TimeoutExpired:
            raise Failure('ebb still runs') from None

    def close(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.errors.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
