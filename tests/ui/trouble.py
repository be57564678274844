#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""The shipped window over the double of BlueZ (radio.c), with boots that get lost, fall silent, run
by themselves or misread: a picture of each of those states in every variant, and what the window
says and does meanwhile."""
import os
import re

from desk import Desk, expect, wait_for
from looks import WALKS, ManyLooks, Portal
from outcome import Outcome
from radio import BOOTS, Radio
from sight import see
from steps import EMPTY_MMHG, Ebb

LOGS = os.path.join(os.environ['EBB_LOGS'], 'ui', 'trouble')
CAP_MMHG = 40


class Trouble(ManyLooks):
    """What can happen to boots, one after the other"""

    def __init__(self, desk, walk, portal):
        self.radio = Radio(desk)
        super().__init__(desk, LOGS, walk, lambda environment: Ebb(
            desk, environment={**environment, 'DBUS_SYSTEM_BUS_ADDRESS': self.radio.address},
            boots=BOOTS), portal)

    def close(self):
        super().close()
        self.radio.close()

    def walk(self):
        self.ebb.pair()
        self.connecting()
        self.elsewhere()
        self.ebb.tick_all()
        self.ebb.see_guide()
        self.link_lost()
        for look in (*self.looks[1:], self.looks[0]):
            self.put_on(look)
            self.silent_after_stop()
        self.fault_of_pressure()

    def start(self):
        self.ebb.start()
        self.ebb.wait_air()

    def connecting(self):
        ebb = self.ebb
        self.radio.ask('hang')
        ebb.wait('label', text='Trying again (')
        expect(not ebb.start_button.is_sensitive, 'Start without a link')
        ebb.press('button', 'Cancel')
        ebb.wait('button', 'Connect')
        self.take('disconnected', 'Not connected. Press Connect.')
        ebb.press('button', 'Connect')
        ebb.wait('label', text='Connecting…')
        self.take('connecting', 'Connecting…')
        self.radio.ask('back')
        ebb.wait_ready()

    def elsewhere(self):
        """They run by their own button while a menu is open: one key closes it and stops"""
        ebb = self.ebb
        ebb.press('button', 'Main menu')
        ebb.wait(None, 'About Ebb')
        self.radio.ask('fault own-run')
        ebb.wait('button', 'Stop')
        ebb.wait_gone(None, 'About Ebb')
        ebb.wait_air()
        self.take('elsewhere')
        stops = self.radio.state()['stops']
        ebb.key('Escape')
        wait_for(lambda: self.radio.state()['stops'] > stops, 'Stop at the boots', 2)
        ebb.wait('label', 'Check before you start', seconds=40)

    def link_lost(self):
        ebb = self.ebb
        self.start()
        stops = self.radio.state()['stops']
        self.radio.ask('hang')
        ebb.wait('label', 'The boots stopped answering')
        self.take('link-lost')
        numbers = ebb.figure()
        expect(numbers and set(numbers) == {None}, f'the figure tells {numbers}')
        self.radio.ask('back')
        ebb.wait('label', text='The link was lost at', seconds=60)
        expect(self.radio.state()['stops'] > stops, 'no Stop on return')
        self.take('finished-link-lost')
        ebb.finish(was_lost=True)

    def silent_after_stop(self):
        """Nothing is called empty without a reading. It passes by itself: in one look at a time"""
        ebb = self.ebb
        ebb.wait_ready()
        self.start()
        self.radio.ask('fault silent')
        ebb.key('Escape')
        ebb.wait('label', 'Taking too long?')
        self.take_now('stopping-silent')
        expect(not ebb.find('label', 'Finished'), 'it says finished without a reading')
        ebb.wait('label', text='no pressure reading')
        self.take_now('fault-no-reading')
        self.radio.ask('clear silent')
        self.clear_fault()

    def fault_of_pressure(self):
        ebb = self.ebb
        ebb.wait_ready()
        self.start()
        self.radio.ask('fault drift 70')
        said = ebb.wait('label', text='Ebb stopped: pressure went above the plan').name
        self.take('fault')
        number = re.search(r'(\d+)', said)
        expect(not number or int(number[1]) > CAP_MMHG, f'"{said}" is no overshoot')
        button = ebb.wait('button', 'I Have Looked at the Boots')
        expect(not button.is_sensitive, f'looked at, with {ebb.figure()} in the boots')
        self.radio.ask('clear drift')
        self.clear_fault('fault-empty')

    def clear_fault(self, state=None):
        """Boots that are read as empty, and a person who says so"""
        ebb = self.ebb
        wait_for(lambda: ebb.wait('button', 'I Have Looked at the Boots').is_sensitive, 'empty', 40)
        expect(max(ebb.figure()) < EMPTY_MMHG, f'empty, with {ebb.figure()} in the boots')
        if state:
            self.take(state)
        ebb.press('button', 'I Have Looked at the Boots')
        ebb.wait_gone('button', 'Stop')
        ebb.press('button', 'Done')
        ebb.wait('label', 'Check before you start')


def main():
    outcome = Outcome(LOGS)
    names = os.environ.get('EBB_UI_WALKS', ' '.join(WALKS)).split()
    with Desk(LOGS) as desk:
        portal = Portal()
        for walk in names:
            see(outcome, walk, lambda name: Trouble(desk, name, portal))
        portal.close()
    outcome.end()


if __name__ == '__main__':
    main()
