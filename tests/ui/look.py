#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""A picture of every state the main flow reaches, and of what lies beside it: the leg check, the
pages of the boots, and a session that another program runs. What a picture has to hold: sight.py."""
import contextlib
import json
import os
import signal
import subprocess

from looks import ManyLooks, run_walks
from steps import AIR_MMHG, Ebb, Watch, expect_figure_tells, program
from waiting import expect, wait_for

LOGS = os.path.join(os.environ['EBB_LOGS'], 'ui', 'look')
SPEED = 2
TABS_AT_MOST = 12


class MainFlow(ManyLooks):
    """Every state, in the order a person meets them"""

    def __init__(self, desk, walk, portal):
        super().__init__(desk, LOGS, walk, lambda environment: Ebb(
            desk, '--demo', '--speed', SPEED, environment=environment), portal)

    def walk(self):
        self.walk_to_boots()
        self.walk_leg_check()
        self.walk_to_start()
        self.walk_session()
        self.walk_boots()
        self.walk_recorded()
        self.walk_report()
        self.walk_elsewhere()

    def walk_to_boots(self):
        ebb = self.ebb
        ebb.wait('button', 'Find Boots')
        self.take('no-boots')
        ebb.look_for_boots()
        self.take('boots-found')
        ebb.open_pairing()
        self.take('pairing')
        ebb.press('button', 'Pair')
        ebb.wait('button', 'No, Not Mine', seconds=40)
        self.take('pairing-blink')
        ebb.press('button', 'No, Not Mine')
        ebb.wait('label', text='so Ebb forgot them')
        self.take('boots-not-mine')
        ebb.open_pairing()
        ebb.press('button', 'Pair')
        ebb.wait('button', 'No, Not Mine', seconds=40)
        ebb.press('button', 'Yes')

    def walk_leg_check(self):
        ebb = self.ebb
        ebb.wait('button', 'Fill One Boot')
        self.take('legs')
        ebb.begin_to_feel('One boot is filling gently. Which leg do you feel?', 'Left')
        self.take('legs-filling')
        ebb.press('button', 'Neither')
        ebb.wait('button', 'Fill Again', seconds=40)
        self.take('legs-neither')
        ebb.feel('One boot is filling gently. Which leg do you feel?', 'Left')
        ebb.wait('button', 'Fill the Other Boot', seconds=40)
        self.take('legs-other')
        ebb.feel('The other boot is filling gently. Which leg do you feel?', 'Right')
        ebb.wait('heading', text='Left and right are set', seconds=40)
        self.take('legs-done')
        ebb.press('button', 'Done')
        ebb.wait_ready()

    def walk_to_start(self):
        ebb = self.ebb
        self.take('ready')
        self.judge_direction()
        ebb.tick_all()
        self.take('ready-ticked', 'Nothing new in either leg')
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

    def walk_session(self):
        ebb = self.ebb
        ebb.start()
        with Watch(self.environment) as self.watch:
            ebb.wait_air(AIR_MMHG)
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
            self.leave_device()
            ebb.wait('button', 'Pause')
            self.watch = watch
            ebb.press('button', 'Pause')
            ebb.wait('button', 'Continue', seconds=40)
            self.take('paused')
            self.watch = None
            watch.close()
        ebb.key('Escape')
        ebb.wait_finished()
        self.take('finished')
        ebb.finish()

    def leave_device(self):
        self.ebb.press('button', 'Back')
        self.ebb.wait('label', 'What the badges mean')
        self.ebb.press('button', 'Back')

    def open_boots(self):
        self.ebb.press('button', text='Boots: ')
        self.ebb.wait('label', 'What the badges mean')

    def leave_boots(self):
        self.ebb.press('button', 'Back')
        self.ebb.wait('label', 'Check before you start')

    # The pages of the boots, while nothing runs

    def walk_boots(self):
        """Boots that are connected are not looked for: nobody else is near"""
        ebb = self.ebb
        self.open_boots()
        self.hear('boots')
        self.ears.hear_out()
        # A search lasts a quarter of a minute at this speed: each look has one of its own.
        self.ears.leave()
        for _ in self.each_look():
            self.leave_boots()
            self.open_boots()
            self.see('boots')
        ebb.wait('label', 'Nothing found yet', seconds=40)
        self.take('boots-nothing-found')
        ebb.press('list item', ebb.boots)
        ebb.wait('label', 'If the link is lost')
        self.take('device')
        ebb.press('label', 'Reconnect by itself')
        ebb.press('label', 'Record sessions')
        self.take('device-switched', 'Record sessions')
        ebb.press('button', 'Forget…')
        with self.dialog() as dialog:
            dialog.wait('label', f'Forget {ebb.boots}?')
            self.take('forget')
            dialog.press('button', text='Cancel')
        ebb.wait('label', 'If the link is lost')
        self.leave_device()
        ebb.wait('label', 'Check before you start')
        self.take('ready-recorded')

    def walk_recorded(self):
        """A session in each look: what passes by itself is seen in one at a time"""
        ebb = self.ebb
        for _ in self.each_look():
            ebb.start()
            ebb.wait('label', text='This session is being recorded to')
            ebb.wait_air(AIR_MMHG)
            self.take_now('running-recorded')
            self.ears.hear_out()
            self.ears.leave()  # the next look's session says the same
            ebb.key('Escape')
            ebb.finish()

    def walk_report(self):
        ebb = self.ebb
        ebb.press('button', text='Boots: ')
        ebb.press('list item', ebb.boots)
        ebb.press('button', 'Save a Report…')
        wait_for(lambda: ebb.wait('button', 'Save…').is_sensitive, 'a report')
        ebb.wait('checkbox', 'Add the last recorded session')
        self.take('report')
        ebb.press('button', 'Back')
        ebb.wait('label', 'If the link is lost')
        self.leave_device()
        ebb.wait('label', 'Check before you start')

    # What another program of the account runs

    def walk_elsewhere(self):
        ebb = self.ebb
        with self.other_session() as other:
            ebb.wait('label', text='This window changes nothing.')
            self.take('elsewhere-account')
            other.send_signal(signal.SIGSTOP)
            ebb.key('Escape')
            ebb.wait('label', text='No answer')
            self.take('elsewhere-deaf')
        for _ in self.each_look():
            with self.other_session() as other:
                ebb.wait('label', text='This window changes nothing.')
                other.send_signal(signal.SIGSTOP)
                ebb.key('Escape')
                ebb.wait('label', text='Asked to stop')
                self.take_now('elsewhere-asked')

    @contextlib.contextmanager
    def other_session(self):
        """Of ebbctl; at the end it is asked to stop, and goes on if it stood still"""
        line = [program('ebbctl'), 'run', 'gentle-wave', '--demo', '--speed', '4', '--yes', '--json']
        with subprocess.Popen(line, text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              env={**os.environ, **self.environment}) as session:
            expect(any(json.loads(said).get('state') == 'running' for said in session.stdout),
                   'the other program ended before it ran')
            try:
                yield session
            finally:
                session.send_signal(signal.SIGTERM)
                session.send_signal(signal.SIGCONT)
                session.communicate()
        self.ebb.wait('label', 'Check before you start', seconds=40)

    # What the pictures hold beside what all of them hold

    def see_table(self):
        """The figure as a table, by keys alone: its rows are zones, its columns legs, its numbers
        those of the boots"""
        ebb = self.ebb
        for _ in range(TABS_AT_MOST):
            ebb.key('Tab')
            focused = ebb.focused()
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


if __name__ == '__main__':
    run_walks(LOGS, MainFlow)
