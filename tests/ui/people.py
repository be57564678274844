#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""The shipped window, with simulated boots and a household: names, whose turn it is, and somebody who
is deleted. A picture of each state."""
import os

from looks import ManyLooks, run_walks
from steps import TICKS, Ebb, ebbctl
from waiting import expect, wait_for

LOGS = os.path.join(os.environ['EBB_LOGS'], 'ui', 'people')
SPEED = 2
UNDO_S = 10
MOVES_AT_MOST = 8


class Household(ManyLooks):
    """From nobody with a name to two people on one pair of boots, and back to one"""

    def __init__(self, desk, walk, portal):
        super().__init__(desk, LOGS, walk, lambda environment: Ebb(
            desk, '--demo', '--speed', SPEED, environment=environment), portal)

    def walk(self):
        self.first_names()
        self.same_name_is_refused()
        self.one_person()
        self.start_names_who_it_is_for()
        self.switching_drops_the_ticks()
        self.nobody_is_switched_in_a_session()
        self.deleting_can_be_undone()
        self.deleting_is_for_good()

    # What hands do

    def open_menu(self):
        self.ebb.press('button', text='People: ')
        self.ebb.wait('menu item', 'Manage People')

    def open_people(self):
        """By keys alone"""
        self.open_menu()
        self.move_to('Manage People')
        self.ebb.key('Return')
        self.ebb.wait('label', 'Who uses Ebb here')

    def leave_people(self):
        self.ebb.press('button', 'Back')
        self.ebb.wait_gone('label', 'Who uses Ebb here')

    def type_name(self, name):
        self.ebb.press('text box', 'Name')
        self.ebb.key('ctrl+a')
        self.ebb.key(*name, 'Return')

    def add(self, name):
        self.type_name(name)
        self.ebb.wait('list item', name)

    def move_to(self, name):
        for _ in range(MOVES_AT_MOST):
            node = self.ebb.focused()
            if node and node.name == name:
                return
            self.ebb.key('Down')
        expect(False, f'Down does not reach "{name}": {self.ebb.focused()}')

    def use(self, name):
        self.open_menu()
        self.move_to(name)
        self.ebb.key('Return')
        self.ebb.wait('button', text=f'People: {name}')

    def names(self):
        status, said = ebbctl(self.environment, 'person', 'list', '--json')
        expect(status == 0, f'ebbctl person list: {said}')
        return [person['name'] for person in said]

    # What is seen

    def first_names(self):
        ebb = self.ebb
        ebb.wait('button', 'Find Boots')
        ebb.key('ctrl+p')
        ebb.wait('label', 'Who uses Ebb here')
        self.leave_people()
        self.open_people()
        self.take('people-nameless')
        self.add('Ada')
        self.add('Bea')
        self.take('people')
        expect(self.names() == ['Ada', 'Bea'], f'{self.names()}')

    def same_name_is_refused(self):
        self.type_name('ada')
        self.ebb.wait('label', text='There is somebody called Ada already.')
        self.take('people-same-name')

    def one_person(self):
        ebb = self.ebb
        ebb.press('list item', 'Bea')
        ebb.wait('button', 'Use Ebb as Bea')
        self.take('person')
        ebb.press('button', 'Orange')
        ebb.press('button', 'Use Ebb as Bea')
        ebb.wait('list item', 'Questions and answers')
        self.take('person-current')
        ebb.press('button', 'Back')
        ebb.wait('label', 'Who uses Ebb here')
        self.leave_people()
        ebb.wait('button', text='People: Bea')

    def start_names_who_it_is_for(self):
        ebb = self.ebb
        ebb.pair()
        expect(ebb.wait('button', text='Start for Bea, up to'), 'no name on the button')
        ebb.tick_all()
        wait_for(lambda: ebb.wait('button', text='Start for Bea').is_sensitive, 'Start')
        self.take('ready-named', TICKS[1])

    def switching_drops_the_ticks(self):
        ebb = self.ebb
        for name in ('Ada', 'Bea'):
            self.use(name)
            ebb.wait('button', text=f'Start for {name}')
            wait_for(lambda: not any(ebb.wait('checkbox', tick).is_checked for tick in TICKS), 'no ticks')
            expect(not ebb.wait('button', text='Start for').is_sensitive, 'Start without a tick')
            ebb.tick_all()

    def nobody_is_switched_in_a_session(self):
        ebb = self.ebb
        wait_for(lambda: ebb.wait('button', text='Start for Bea').is_sensitive, 'Start')
        ebb.press('button', text='Start for Bea')
        ebb.press('button', 'They Are On')
        ebb.wait('label', 'Check before you start')
        ebb.press('button', text='Start for Bea')
        ebb.wait('button', 'Less pressure', seconds=40)
        expect(not ebb.wait('button', text='People: Bea').is_sensitive, 'the people can be opened')
        ebb.press('button', 'Pause')
        ebb.wait('button', 'Continue for Bea', seconds=40)
        self.take('paused-named')
        ebb.key('Escape')
        ebb.wait_finished()
        ebb.finish()

    def ask_to_delete_bea(self):
        ebb = self.ebb
        self.open_people()
        ebb.press('list item', 'Bea')
        ebb.press('button', 'Delete…')

    def deleting_can_be_undone(self):
        ebb = self.ebb
        self.ask_to_delete_bea()
        with self.dialog() as dialog:
            dialog.wait('label', 'Delete Bea?')
            dialog.wait('label', text='1 session, 0 sets of answers, 0 notes that')
            self.take('person-delete')
            dialog.press('button', text='Delete')
        ebb.wait('label', 'Bea deleted')
        ebb.wait_gone('list item', 'Bea')
        ebb.wait('button', text='Undo').act()
        ebb.wait('list item', 'Bea')
        expect(self.names() == ['Ada', 'Bea'], f'{self.names()}')
        self.leave_people()

    def deleting_is_for_good(self):
        ebb = self.ebb
        ebb.wait('button', text='People: Ada')
        self.ask_to_delete_bea()
        with self.dialog() as dialog:
            dialog.wait('label', 'Delete Bea?')
            dialog.press('button', text='Delete')
        ebb.wait_gone('list item', 'Bea')
        wait_for(lambda: self.names() == ['Ada'], 'Bea gone from the store', UNDO_S)
        self.leave_people()
        ebb.wait('button', text='Start for Ada')


if __name__ == '__main__':
    run_walks(LOGS, Household)
