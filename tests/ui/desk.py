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

PATIENCE_S = float(os.environ.get('EBB_PATIENCE_S', '20'))


class Failure(Exception):
    """A condition that did not come true; ends the test it happens in."""


def wait_for(condition, what, seconds=None):
    """The first true value of condition (), or a Failure that says what was waited for."""
    seconds = seconds if seconds is not None else PATIENCE_S
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
        import gi
        gi.require_version('Atspi', '2.0')
        from gi.repository import Atspi
        Atspi.init()
        self.atspi = Atspi

    def _start(self, *command, **more):
        helper = subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=self.errors,
                                  **{'stdout': self.errors, **more})
        self.helpers.append(helper)
        return helper

    def _start_display(self, size):
        reader, writer = os.pipe()
        self._start('Xvfb', '-displayfd', str(writer), '-screen', '0', f'{size}x24', '-nolisten',
                    'tcp', '-dpi', '96', pass_fds=[writer])
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

    def home(self, name):
        """The environment of an empty home"""
        home = os.path.join(self.folder, name)
        settings = os.path.join(home, 'config', 'gtk-4.0')
        os.makedirs(settings)
        os.makedirs(os.path.join(home, 'run'), mode=0o700)
        # Without XSETTINGS GTK asks this file for the font.
        with open(os.path.join(settings, 'settings.ini'), 'w', encoding='utf-8') as file:
            file.write('[Settings]\ngtk-font-name=Cantarell 11\ngtk-icon-theme-name=Adwaita\n'
                       'gtk-hint-font-metrics=1\n')
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


class Node:
    """A widget as assistive technology meets it, with what is asked of it read at once"""

    def __init__(self, accessible, atspi, depth=0, parent=None):
        self.accessible = accessible
        self.atspi = atspi
        self.depth = depth
        self.parent = parent
        self.role = accessible.get_role_name()
        self.name = accessible.get_name() or ''
        component = accessible.get_component_iface()
        box = component.get_extents(atspi.CoordType.WINDOW) if component else None
        # A page of a stack has no place of its own.
        self.is_placeless = box is None
        self.x, self.y, self.width, self.height = \
            (box.x, box.y, box.width, box.height) if box else (0, 0, 0, 0)

    @property
    def description(self):
        return self.accessible.get_description() or ''

    def has_state(self, name):
        return self.accessible.get_state_set().contains(getattr(self.atspi.StateType, name))

    @property
    def is_sensitive(self):
        return self.has_state('SENSITIVE')

    @property
    def is_checked(self):
        return self.has_state('CHECKED') or self.has_state('PRESSED')

    @property
    def text(self):
        """What a label or an entry shows"""
        iface = self.accessible.get_text_iface()
        return iface.get_text(0, iface.get_character_count()) if iface else self.name

    @property
    def is_seen(self):
        return self.width > 0 and self.height > 0

    def act(self):
        """What assistive technology does: the first action"""
        iface = self.accessible.get_action_iface()
        expect(iface and iface.get_n_actions() > 0, f'{self} has no action')
        iface.do_action(0)

    def __str__(self):
        return (f'{self.role} "{self.name}" at {self.x},{self.y} '
                f'{self.width}x{self.height}')


class Window:
    """The real ebb, and its one window"""

    count = 0

    def __init__(self, desk, program, *arguments, environment=None, title='Ebb'):
        Window.count += 1
        self.desk = desk
        self.atspi = desk.atspi
        self.title = title
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
        found = run('xdotool', 'search', '--onlyvisible', '--pid', str(self.process.pid)).split()
        return found[-1] if found else None

    def _find_frame(self):
        desktop = self.atspi.get_desktop(0)
        desktop.clear_cache()
        for index in range(desktop.get_child_count()):
            application = desktop.get_child_at_index(index)
            try:
                if application and application.get_process_id() == self.process.pid:
                    return application.get_child_at_index(0)
            except self.desk_error:
                continue
        return None

    @property
    def desk_error(self):
        from gi.repository import GLib
        return GLib.Error

    def nodes(self):
        """All that is in the tree and has a size, in order"""
        found = []
        self.frame.clear_cache()
        width = Node(self.frame, self.atspi).width

        def walk(accessible, depth, parent):
            try:
                accessible.clear_cache()
                node = Node(accessible, self.atspi, depth, parent)
                count = accessible.get_child_count()
            except self.desk_error:
                return  # it went while we looked
            # Pages slide out to a side; what a page scrolls to stays, below or above.
            if not node.is_placeless and not (node.is_seen and node.x < width
                                              and node.x + node.width > 0):
                return
            if node.is_seen:
                found.append(node)
            for index in range(count):
                try:
                    child = accessible.get_child_at_index(index)
                except self.desk_error:
                    continue
                if child:
                    walk(child, depth + 1, node)
        walk(self.frame, 0, None)
        return found

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
        return '\n'.join(f'{"  " * node.depth}{node}'
                         + (f' -- {node.description}' if node.description else '')
                         for node in self.nodes())

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
        width = self.geometry()[2]
        return max(0, (width - Node(self.frame, self.atspi).width) // 2)

    def place(self, node):
        """The middle of the node in the coordinates of the window"""
        border = self.border()
        return node.x + node.width // 2 + border, node.y + node.height // 2 + border

    def point(self, x, y, button='1'):
        run('xdotool', 'mousemove', '--window', self.id, str(x), str(y), 'click', button)

    def press(self, role, name=None, text=None):
        """By pointer, where it is; what lies below or above is scrolled to"""
        node = self.wait(role, name, text)
        for _ in range(60):
            top, bottom = 60, self.geometry()[3] - self.bar_height() - 8
            low, high = node.y + node.height // 2 > bottom, node.y + node.height // 2 < top
            if not (low or high) or node.y < 60:
                break
            before = node.y
            self.point(self.geometry()[2] // 2, (top + bottom) // 2, '5' if low else '4')
            try:
                wait_for(lambda: self.find(role, name, text).y != before, 'scrolling', 2)
            except Failure:
                break  # it can be scrolled no further
            node = self.find(role, name, text)
        self.point(*self.place(self._settled(role, name, text)))
        return node

    def _settled(self, role, name, text):
        """The node when it has stopped moving (pages slide in)"""
        seen = [None]

        def look():
            node = self.find(role, name, text)
            box = (node.x, node.y, node.width, node.height) if node else None
            same = box is not None and box == seen[0]
            seen[0] = box
            return node if same else None
        return wait_for(look, f'{role} "{name or text}" in its place')

    def bar_height(self):
        stop = self.find('push button', 'Stop')
        return 90 if stop else 0

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
            size = (self.geometry()[2:], Node(self.frame, self.atspi).width)
            same = size == seen[0]
            seen[0] = size
            return same
        wait_for(settled, 'a size')
        return Node(self.frame, self.atspi).width

    def picture(self, path):
        """A picture of the window"""
        os.makedirs(os.path.dirname(path), exist_ok=True)
        run('xdotool', 'mousemove', '1', '1')
        run('import', '-window', self.id, path)
        expect(os.path.exists(path), f'no picture {path}')

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
