#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""The shipped window over the double of BlueZ (radio.c), with boots that get lost, fall silent, run
by themselves or misread: a picture of each of those states in every variant, and what the window
says and does meanwhile."""
import os
import re
import signal
import time

from looks import ManyLooks, run_walks
from radio import BOOTS, Radio
from steps import AIR_MMHG, EMPTY_MMHG, Ebb
from waiting import expect, wait_for

LOGS = os.path.join(os.environ['EBB_LOGS'], 'ui', 'trouble')
STANDSTILL = os.path.join(os.environ['EBB_BUILD'], 'run', 'tests', 'ui', 'standstill.so')
STANDS_STILL_S = 30
CAP_MMHG = 40
STOPPED, RUNNING = 0, 1  # the boots' own words: EbbRunState
# The last renewal may come 6 s after a program hangs (safety.md H3), and the lease is 10 s.
LEASE_ENDS_S = 16


class Trouble(ManyLooks):
    """What can happen to boots, one after the other"""

    def __init__(self, desk, walk, portal):
        self.radio = Radio(desk)

        def open_window(environment):
            self.open = lambda: Ebb(
                desk, environment={**environment, 'DBUS_SYSTEM_BUS_ADDRESS': self.radio.address,
                                   'LD_PRELOAD': STANDSTILL}, boots=BOOTS)
            return self.open()
        super().__init__(desk, LOGS, walk, open_window, portal)

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
        self.hangs()
        for _ in self.each_look():
            self.slow_at_start()
            self.silent_after_stop()
        self.fault_of_pressure()
        self.closes_anyway()
        self.starts_after_that()

    def start(self):
        self.ebb.start()
        self.ebb.wait_air(AIR_MMHG)

    def connecting(self):
        ebb = self.ebb
        self.radio.ask('hang')
        ebb.wait('label', text='Trying again (')
        expect(not ebb.start_button.is_sensitive, 'Start without a link')
        self.take('connecting-again', 'Trying again (')
        ebb.press('button', 'Cancel')
        ebb.wait('button', 'Connect')
        self.take('disconnected', 'Not connected. Press Connect.')
        self.disconnected_boots()
        ebb.press('button', 'Connect')
        ebb.wait('label', text='Connecting…')
        self.take('connecting', 'Connecting…')
        self.radio.ask('back')
        ebb.wait_ready()

    def disconnected_boots(self):
        """Their row leads to the button that connects them"""
        ebb = self.ebb
        ebb.press('button', text='Boots: ')
        ebb.wait('label', text='Select this row, then press Connect.')
        self.take('boots-disconnected')
        ebb.press('list item', ebb.boots)
        ebb.wait('button', 'Connect')
        self.take('device-disconnected')
        ebb.press('button', 'Back')
        ebb.wait('label', 'What the badges mean')
        ebb.press('button', 'Back')
        ebb.wait('label', 'Check before you start')

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
        wait_for(lambda: self.radio.state()['stops'] > stops, 'Stop at the boots')
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

    def hangs(self):
        """A window whose main loop stands still renews no lease, and the boots help themselves"""
        ebb = self.ebb
        ebb.wait_ready()
        self.start()
        self.radio.ask('mark')
        began = time.monotonic()
        ebb.process.send_signal(signal.SIGUSR2)
        wait_for(lambda: self.radio.state()['run_state'] != RUNNING, 'boots that help themselves',
                 LEASE_ENDS_S)
        expect(self.radio.state()['first_write'] != 'stop', 'who stands still wrote Stop')
        time.sleep(max(0, STANDS_STILL_S - (time.monotonic() - began)))  # nothing is asked of it until then
        ebb.wait('label', text='The boots heard nothing of Ebb', seconds=60)
        ebb.wait_finished(was_lost=True)
        self.take('finished-not-heard', 'The boots heard nothing of Ebb')
        state = self.radio.state()
        expect(state['starts'] == 0, 'it went on by itself')
        expect(state['run_state'] == STOPPED, f'they run: {state}')
        ebb.finish(was_lost=True)

    def slow_at_start(self):
        """Boots that take their time with every answer. It passes by itself: in one look at a time"""
        ebb = self.ebb
        ebb.wait_ready()
        ebb.tick_all()
        wait_for(lambda: ebb.start_button.is_sensitive, 'Start that can be pressed')
        self.ears.hear_all()  # of the session before: what waits for that would not be said in time
        self.radio.ask('fault slow-answers 1500')
        ebb.press('button', text='Start, up to')
        ebb.wait('label', 'Starting')
        self.take_now('starting')
        self.radio.ask('clear slow-answers')
        ebb.wait('button', 'Less pressure', seconds=40)
        ebb.wait_air(AIR_MMHG)

    def silent_after_stop(self):
        """Nothing is called empty without a reading. It would pass before it is seen if valves
        opened"""
        ebb = self.ebb
        self.radio.ask('fault stuck-vent')
        ebb.key('Escape')
        ebb.wait('label', 'Letting the air out')
        self.take_now('stopping')
        ebb.wait('label', 'Taking too long?')
        self.radio.ask('fault silent')
        self.take_now('stopping-silent')
        expect(not ebb.find('label', 'Finished'), 'it says finished without a reading')
        ebb.wait('label', text='no pressure reading')
        self.take_now('fault-no-reading')
        self.radio.ask('clear stuck-vent')
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
        # They keep it until somebody clears it at their button.
        self.radio.ask('fault button')
        ebb.wait_gone('label', 'The boots report a fault')

    def closes_anyway(self):
        """A person who waits no longer: the guardian goes on with Stop when the window has gone"""
        ebb = self.ebb
        ebb.wait_ready()
        self.start()
        self.radio.ask('fault stuck-vent')
        ebb.key('ctrl+w')
        ebb.wait('label', 'Letting the air out, then closing')
        self.take('closing')
        ebb.wait('label', text='air is still in the boots')
        ebb.wait('label', text='Ebb closes when the boots are empty and you have looked at them')
        ebb.wait('button', 'Close Anyway')
        self.take('closing-anyway', 'Closed now, Ebb goes on sending Stop')
        self.ears.close()
        self.radio.ask('mark')
        ebb.press('button', 'Close Anyway')
        expect(ebb.wait_end() == 0, f'it ended with {ebb.process.returncode}')
        stops = self.radio.state()['stops']
        wait_for(lambda: self.radio.state()['stops'] >= stops + 3, 'Stop, again and again', 5)
        state = self.radio.state()
        expect(state['first_write'] == 'stop' and state['starts'] == 0, f'closed: {state}')
        expect(state['is_connected'], 'the link of the guardian was let go')
        self.radio.ask('clear stuck-vent')
        # They keep their own fault until somebody clears it at their button.
        wait_for(lambda: self.radio.ask('fault button')['run_state'] == STOPPED, 'boots at rest')

    def starts_after_that(self):
        """Boots that say nothing at first: what this window knows is that another one ended"""
        self.radio.ask('fault silent')
        self.radio.ask('mark')
        ebb = self.ebb = self.open()
        self.ears.listen_to(ebb)
        ebb.wait('label', 'Ebb ended before the boots were empty')
        ebb.wait('label', 'Pressure unknown')
        self.take('left-open')
        expect(not ebb.find('image', 'Legs'), 'legs are drawn of boots that nobody knows')
        self.radio.ask('clear silent')
        ebb.wait('label', text='Ebb ended in the middle of it', seconds=60)
        self.take('finished-left-open')
        state = self.radio.state()
        expect(state['first_write'] == 'stop', f'first came {state["first_write"]}')
        expect(state['starts'] == 0, 'a START after the loss')
        expect(state['run_state'] == STOPPED, f'they run: {state}')
        ebb.finish(was_lost=True)

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


if __name__ == '__main__':
    run_walks(LOGS, Trouble)
