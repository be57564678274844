# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""Where the widgets of a session are and what color they have, learned from the real window.

Questions about the tree of widgets are slow in the VM, and make ebb slower while they are asked.
So the tree is asked here, where it is quick, of the same program with the same fonts in a window
of the same size, and the VM is given places and colors alone. What the window did with a click is
judged by the boots' log.
"""
import json
import os
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'ui'))
SCREEN = '1100x1000'


class Eye:
    def __init__(self, program):
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        text=True, bufsize=1)

    def color(self, x, y):
        self.process.stdin.write(f'color {x} {y}\n')
        return json.loads(self.process.stdout.readline())['color']

    def settled_color(self, x, y):
        """When it has been the same for a while: colors fade in"""
        deadline = time.monotonic() + 10
        seen = [self.color(x, y)]
        while len(seen) < 8 or len(set(seen[-8:])) > 1:
            if time.monotonic() > deadline:
                raise RuntimeError(f'the color at {x},{y} does not settle: {seen[-8:]}')
            time.sleep(0.05)
            seen.append(self.color(x, y))
        return seen[-1]


def learn(inject):
    """{ name: { x, y, and the colors it is waited for } }, relative to the window"""
    os.environ.setdefault('DBUS_SYSTEM_BUS_ADDRESS', 'unix:path=/nonexistent/no-system-bus')
    from desk import Desk
    from steps import TICKS, Ebb

    with Desk(os.path.join(os.environ['EBB_BUILD'], 'bench', 'places'), size=SCREEN) as desk:
        eye = Eye(inject)
        ebb = Ebb(desk, '--demo', environment=desk.home('places'))
        left, top = ebb.geometry()[:2]
        places = {}

        def take(name, node, **colors):
            # Beside the letters of a button, or the mark in a box.
            x, y = ebb.place(node)
            x -= node.width // 2 + 8 if node.role == 'button' else 7
            places[name] = {'x': x, 'y': y, **colors}
            return left + x, top + y

        def look(name, what, is_under_pointer=False):
            x, y = left + places[name]['x'], top + places[name]['y']
            at = (x, y) if is_under_pointer else (1, 1)
            desk_run('xdotool', 'mousemove', *map(str, at))
            places[name][what] = eye.settled_color(x, y)

        ebb.pair()
        nodes = [ebb.wait('checkbox', tick) for tick in TICKS]
        for number, node in enumerate(nodes):
            take(f'tick{number}', node)
            look(f'tick{number}', 'off')
        # In the words of its row: a click there ticks, and gives the focus to the row.
        places['ticks'] = {**places['tick0'], 'x': places['tick0']['x'] + 120}
        take('start', ebb.start_button)
        look('start', 'off')
        ebb.tick_all()
        for number in range(len(TICKS)):
            look(f'tick{number}', 'on')
            look(f'tick{number}', 'ticked', is_under_pointer=True)
        look('start', 'on')
        ebb.press('button', text='Start, up to')
        take('wear', ebb.wait('button', 'They Are On'))
        ebb._settled(ebb.wait('button', 'They Are On'))
        take('wear', ebb.wait('button', 'They Are On'))
        look('wear', 'on')
        ebb.press('button', 'They Are On')
        ebb.wait('label', 'Check before you start')
        ebb.start()
        take('stop', ebb.wait('button', 'Stop'))
        look('stop', 'on')
        ebb.key('Escape')
        ebb.wait_finished()
        take('done', ebb.wait('button', 'Done'))
        look('done', 'on')
        ebb.close()
        eye.process.kill()
    return places


def desk_run(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


if __name__ == '__main__':
    print(json.dumps(learn(sys.argv[1]), indent=1))
