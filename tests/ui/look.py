#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""A picture of every state the main flow reaches, in light, dark, high contrast, 360 pixels wide
and from right to left. What a picture has to hold: sight.py."""
import os

from desk import Desk, expect
from outcome import Outcome
from sight import VARIANTS, Sight, see
from steps import Ebb, Watch, expect_figure_tells

LOGS = os.path.join(os.environ['EBB_LOGS'], 'ui', 'look')
SPEED = 2
TABS_AT_MOST = 12


class MainFlow(Sight):
    """Every state, in the order a person meets them"""

    def __init__(self, desk, variant):
        super().__init__(desk, LOGS, variant,
                         lambda environment: Ebb(desk, '--demo', '--speed', SPEED,
                                                 environment=environment))

    def walk(self):
        ebb = self.ebb
        self.resize()
        ebb.wait('button', 'Find Boots')
        self.take('no-boots')
        self.ears.hear_out()
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
            self.see_table()
            ebb.press('button', text='Boots: ')
            ebb.wait('label', 'What the badges mean')
            self.watch, watch = None, self.watch
            self.take('boots-live')
            ebb.press('list item', ebb.boots)
            ebb.wait('label', 'If the link is lost')
            self.watch = watch
            self.take('device-live')
            self.watch = None
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

    def see_table(self):
        """The figure as a table, by keys alone: its rows are zones, its columns legs, its numbers
        those of the boots"""
        ebb = self.ebb
        for _ in range(TABS_AT_MOST):
            ebb.key('Tab')
            focused = next((node for node in ebb.nodes() if node.has_state('focused')), None)
            if focused and focused.name == 'As a table':
                break
        expect(focused and focused.name == 'As a table', f'Tab does not reach it: {focused}')
        ebb.key('Return')
        ebb.wait('column header', 'Left, mmHg')
        rows = [node.name for node in ebb.nodes() if node.role == 'row header']
        expect(rows == ['Thigh', 'Upper calf', 'Lower calf', 'Foot'], f'rows {rows}')
        expect_figure_tells(ebb, self.watch, rounds=3, read=Ebb.table)
        left = ebb.wait('column header', 'Left, mmHg')
        right = ebb.wait('column header', 'Right, mmHg')
        if left.x > right.x:
            self.fault('running-table', 'direction', 'Right is on the left')
        self.take('running-table')
        ebb.key('Return')
        ebb.wait_gone('column header', 'Left, mmHg')

    def judge_direction(self):
        """From right to left the end of the header is on the left, and legs stay where they are"""
        boots = self.ebb.wait('button', text='Boots: ')
        is_mirrored = boots.x + boots.width < self.ebb.size[0] // 2
        if is_mirrored != (self.variant == 'rtl'):
            self.fault('ready', 'direction', f'{boots} is on the wrong side')
        left, right = self.ebb.wait('button', 'Left'), self.ebb.wait('button', 'Right')
        if left.x > right.x:
            self.fault('ready', 'direction', 'Right is on the left')


def main():
    outcome = Outcome(LOGS)
    names = os.environ.get('EBB_UI_VARIANTS', ' '.join(VARIANTS)).split()
    with Desk(LOGS) as desk:
        for variant in names:
            see(outcome, variant, lambda name: MainFlow(desk, name))
    outcome.end()


if __name__ == '__main__':
    main()
