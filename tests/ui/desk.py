# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""A desk to try the real window on: an X server, a session bus and a window manager of its own,
and eyes and hands from outside: AT-SPI for what is there, XTEST for the pointer and the keys.

What GTK 4.8 does not tell: rows and check buttons have no actions (they are pressed by pointer),
only toplevels have the state "showing" (pages that are not seen keep a width of 0, or lie outside
the window, and are left out by is_seen()), and extents are those of the content box.
"""
import os
import shutil
import signal
import subprocess
import tempfile

from screen import Screen
from tree import Tree, describe
from waiting import PATIENCE_S, SLACK, Failure, Gone, expect, wait_for

DRAWN_WITHIN = 8  # looks, before a picture is taken of what goes on changing


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
        os.environ['DBUS_SESSION_BUS_ADDRESS'] = self._start_session_bus()

    def _start_session_bus(self):
        """Its address"""
        bus = self._start('dbus-daemon', '--session', '--nofork', '--print-address',
                          stdout=subprocess.PIPE, text=True)
        address = bus.stdout.readline().strip()
        expect(address, 'dbus-daemon gave no address')
        return address

    def other_session(self):
        """What is else in the environment of another account, whose windows are seen here too"""
        return {'DBUS_SESSION_BUS_ADDRESS': self._start_session_bus(),
                'AT_SPI_BUS_ADDRESS': self.tree.address}

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


class Started:
    """A process that somebody else started: the bus"""

    def __init__(self, pid):
        self.pid, self.returncode = pid, None

    def poll(self):
        """None: it runs"""
        return None if os.path.exists(f'/proc/{self.pid}') else 0

    def send_signal(self, number):
        os.kill(self.pid, number)

    def kill(self):
        self.send_signal(signal.SIGKILL)

    def wait(self, seconds=PATIENCE_S):
        wait_for(lambda: self.poll() is not None, f'the end of process {self.pid}', seconds)
        return 0


class Window:
    """The real ebb, and its one window"""

    count = 0

    def __init__(self, desk, program, *arguments, environment=None, title='Ebb', process=None):
        """process: that has the window already, or will have it"""
        Window.count += 1
        self.desk = desk
        self.tree = desk.tree
        self.title = title
        self.stop_height = 0
        self.errors_path = os.path.join(desk.logs, f'{Window.count:02d}-ebb.err')
        self.errors = open(self.errors_path, 'w', encoding='utf-8')
        self.program = [program, *map(str, arguments)]
        self.environment = {**os.environ, **(environment or {})}
        self.process = process or subprocess.Popen(self.program, stdin=subprocess.DEVNULL,
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
            outers = [node for node in level if node.child_count]
            children = self.tree.children([node.place for node in outers])
            parents = [node for node, found in zip(outers, children) for _ in found]
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

    def focused(self):
        """What has the focus, or None"""
        nodes = self.nodes()
        self.tree.read_states(nodes)
        return next((node for node in nodes if node.has_state('focused')), None)

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
        """By pointer, where it is; what lies below or above is scrolled to. Of rows that are made anew
        meanwhile, the new one is pressed."""
        def reach():
            try:
                node = self.scroll_to(self.wait(role, name, text))
                return node, self.place(node)
            except Gone:
                return None
        node, place = wait_for(reach, f'{name or text or role} in its place')
        self.point(*place)
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
                wait_for(lambda: self._read_again(node).y != node.y, 'scrolling', 2 / SLACK)
            except Gone:
                raise
            except Failure:
                break  # it can be scrolled no further
        return node

    def _read_again(self, node):
        again = self.tree.read([node.place])[0]
        if not again:
            raise Gone(f'{node} has gone')
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

    def has_focus(self):
        return run('xdotool', 'getwindowfocus').strip() == self.id

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
            return self.process.wait(SLACK * (seconds if seconds is not None else PATIENCE_S))
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
