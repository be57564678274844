# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""The shipped window in the VM, driven by XTEST at places that ../places.py learned. Nothing asks
for its tree of widgets: that would make it slower."""
import json
import os
import subprocess

from lib import Failure, wait_for

DISPLAY = ':7'
os.environ.update(DISPLAY=DISPLAY, GDK_BACKEND='x11', GSK_RENDERER='cairo', GDK_DEBUG='gl-disable',
                  GSETTINGS_BACKEND='memory', ADW_DISABLE_PORTAL='1', GTK_A11Y='none')


def start_display(size):
    """An X server and a window manager, until the guest goes down"""
    log = open('/run/log/display.err', 'w', encoding='utf-8')
    subprocess.Popen(['Xvfb', DISPLAY, '-screen', '0', size + 'x24', '-nolisten', 'tcp',
                      '-noreset', '-dpi', '96'], stdout=log, stderr=log)
    wait_for(lambda: os.path.exists('/tmp/.X11-unix/X' + DISPLAY[1:]), 'an X server')
    subprocess.Popen(['openbox', '--sm-disable'], stdout=log, stderr=log)
    wait_for(lambda: run('xdotool', 'get_num_desktops').strip().isdigit(), 'a window manager')


def run(*command):
    return subprocess.run(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          check=False).stdout


class Hand:
    def __init__(self, program, places):
        self.places = places
        self.left = self.top = 0
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        text=True, bufsize=1)

    def ask(self, line):
        self.process.stdin.write(line + '\n')
        return json.loads(self.process.stdout.readline())

    def press(self, name):
        return self.ask('key ' + name)['pressed_us']

    def where(self, name):
        return f'{self.left + self.places[name]["x"]} {self.top + self.places[name]["y"]}'

    def click(self, name):
        self.ask('click ' + self.where(name))

    def looks(self, name, *what):
        color = self.ask('color ' + self.where(name)).get('color')
        return color in (self.places[name][each] for each in what)

    def wait(self, name, what, seconds=60):
        wait_for(lambda: self.looks(name, what), f'"{name}" that is {what}', seconds)

    def wait_window(self, process):
        """Where the window of that process is; it has the focus from then on"""
        def look():
            if process.poll() is not None:
                raise Failure(f'ebb ended with {process.returncode}')
            return run('xdotool', 'search', '--onlyvisible', '--pid', str(process.pid)).split()
        found = wait_for(look, 'the window', 90)[-1]
        run('xdotool', 'windowactivate', '--sync', found)
        text = run('xdotool', 'getwindowgeometry', '--shell', found)
        values = dict(line.split('=') for line in text.split() if '=' in line)
        self.left, self.top = int(values['X']), int(values['Y'])
