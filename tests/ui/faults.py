#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""The shipped window over the double of BlueZ (radio.c), with boots in which each thing goes wrong
that ui.md names: a picture of every state that comes of it, and the sentence that is heard for it."""
import os
import re

from looks import ManyLooks, run_walks
from radio import BOOTS, TOO_LATE_MS, Radio
from steps import AIR_MMHG, Ebb
from waiting import expect, wait_for

LOGS = os.path.join(os.environ['EBB_LOGS'], 'ui', 'faults')
SQUEEZE_MMHG = 32  # what may not last a minute, and a little more than a sensor may be wrong by


class Faults(ManyLooks):
    """What can happen to boots before a session, and in it"""

    told = ('start: the boots refused start',)

    def __init__(self, desk, walk, portal):
        self.radio = Radio(desk)
        super().__init__(desk, LOGS, walk, lambda environment: Ebb(
            desk, environment={**environment, 'DBUS_SYSTEM_BUS_ADDRESS': self.radio.address},
            boots=BOOTS), portal)

    def close(self):
        super().close()
        self.radio.close()

    def walk(self):
        self.before_pairing()
        self.refused()
        self.untrusted()
        self.ebb.tick_all()
        self.ebb.see_guide()
        self.does_not_start()
        self.refuses_to_start()
        self.does_not_continue()
        self.battery_runs_low()
        self.ended_by_others()
        self.air_stays()
        self.boots_report_a_fault()
        self.another_program_runs()
        self.take_boots_without_a_lease()
        self.stays_tight()
        self.leaks()
        self.ended_by_their_own_timer()
        self.gets_too_hot()

    def said(self, *sentences, seconds=None):
        for sentence in sentences:
            self.ebb.wait('label', text=sentence, seconds=seconds)

    def start(self):
        self.ebb.wait_ready()
        self.ebb.start()
        self.ebb.wait_air(AIR_MMHG)

    def before_pairing(self):
        ebb = self.ebb
        self.radio.ask('stranger Bathroom scales')
        ebb.look_for_boots()
        expect(not ebb.find('label', 'Bathroom scales'), 'something that is no boots is listed')
        self.radio.ask(f'fault slow-answers {TOO_LATE_MS}')
        ebb.open_pairing()
        ebb.press('button', 'Pair')
        self.said('The boots do not answer')
        self.take('pairing-slow')
        # What they are still about to answer goes with the link.
        self.radio.ask('clear slow-answers')
        self.radio.ask('away')
        self.radio.ask('back')
        self.radio.ask('fault version')
        ebb.press('button', 'Try Again')
        self.said('These boots speak another version')
        self.take('pairing-version')
        self.radio.ask('clear version')
        ebb.press('button', 'Try Again')
        ebb.say_they_blinked()

    # ui.md 4.8 and 4.5

    def refused(self):
        ebb = self.ebb
        ebb.tick_all()
        self.radio.ask('fault battery 15')
        self.said('They might stop with air inside.')
        expect(not ebb.start_button.is_sensitive, 'Start with an empty battery')
        self.take('refused-battery', 'They might stop with air inside.')
        self.radio.ask('fault battery 80')
        wait_for(lambda: ebb.start_button.is_sensitive, 'Start with a full battery')
        self.radio.ask('fault drift 30')
        self.said('Air is still in the boots')
        expect(not ebb.start_button.is_sensitive, 'Start with air in the boots')
        self.take('refused-not-vented', 'Air is still in the boots')
        self.radio.ask('clear drift')
        ebb.wait_gone('label', 'Air is still in the boots')

    def untrusted(self):
        self.reconnects_as('version', 'These boots speak another version')
        self.reconnects_as('hostile-bytes answers', 'These are not the boots they say they are')

    def reconnects_as(self, fault, sentence):
        ebb = self.ebb
        name = fault.split()[0]
        self.radio.ask(f'fault {fault}')
        self.radio.ask('away')
        self.radio.ask('back')
        self.said(sentence, seconds=40)
        expect(not ebb.start_button.is_sensitive, 'Start of boots that nobody trusts')
        self.take('untrusted-version' if name == 'version' else 'untrusted-answers', sentence)
        self.radio.ask(f'clear {name}')
        ebb.press('button', 'Connect')
        ebb.wait_ready()

    # How a session ends that nobody ended in the window

    def finish(self, state, sentence):
        self.said(sentence, seconds=40)
        self.ebb.wait('label', 'Finished')
        self.take(state, sentence)
        self.ebb.finish()

    def does_not_start(self):
        """A hose that is off: they take START, say that they fill, and stay empty"""
        ebb = self.ebb
        ebb.wait_ready()
        ebb.tick_all()
        self.radio.ask('fault shut-inlet')
        self.radio.ask('mark')
        ebb.press('button', text='Start, up to')
        self.said('The boots did not start. No air went in.', seconds=40)
        expect(self.radio.ask('clear shut-inlet')['starts'] > 0, 'no START reached the boots')
        self.finish('finished-did-not-start', 'Check the hoses and try again.')

    def refuses_to_start(self):
        """As when another controller holds them; they are asked once"""
        ebb = self.ebb
        ebb.wait_ready()
        ebb.tick_all()
        self.radio.ask('fault refuse-start')
        self.radio.ask('mark')
        ebb.press('button', text='Start, up to')
        self.said('The boots refused to start. No air went in.', seconds=40)
        state = self.radio.ask('clear refuse-start')
        expect(state['starts'] == 1, f'they were asked {state["starts"]} times')
        self.finish('finished-refused', 'See that no other app uses them')

    def does_not_continue(self):
        """They let the air out for a pause, and refuse to fill again"""
        ebb = self.ebb
        self.start()
        ebb.press('button', 'Pause')
        ebb.wait('button', 'Continue', seconds=40)
        ebb.tick_all()
        wait_for(lambda: ebb.wait('button', 'Continue').is_sensitive, 'Continue')
        self.radio.ask('fault refuse-start')
        ebb.press('button', 'Continue')
        self.said('did not get going again. No more air went in.', seconds=40)
        self.radio.ask('clear refuse-start')
        self.finish('finished-did-not-continue', 'Check the hoses before the next session.')

    def battery_runs_low(self):
        self.start()
        self.radio.ask('fault battery 15')
        self.said('The session ends by itself at')
        self.take('running-battery', 'The session ends by itself at')
        self.radio.ask('fault battery 9')
        self.finish('finished-battery', 'Battery low, ended early')
        self.radio.ask('fault battery 80')

    def ended_by_others(self):
        self.start()
        self.radio.ask('fault button')
        self.finish('finished-button', 'The boots’ own button stopped it')
        self.start()
        self.radio.ask('stop')
        self.finish('finished-others', 'Another app, or somebody near, stopped it')

    # Faults

    def air_stays(self):
        """A valve that does not open: what is said of a pause, and then of a fault"""
        ebb = self.ebb
        self.start()
        self.radio.ask('fault stuck-vent')
        ebb.press('button', 'Pause')
        self.said('Then: paused')
        self.take('stopping-then-paused', 'Then: paused')
        self.said('air is still in the boots', seconds=40)
        self.take('fault-not-vented')
        self.radio.ask('clear stuck-vent')
        self.clear_fault()
        self.boots_are_mended('refused-fault')

    def boots_report_a_fault(self):
        self.start()
        self.radio.ask('fault dead-sensor left-foot')
        self.said('the boots report a fault')
        self.take('fault-boots')
        self.radio.ask('clear dead-sensor')
        self.clear_fault()
        self.boots_are_mended()

    def another_program_runs(self):
        """Within all that is allowed, and not what was confirmed"""
        self.start()
        self.radio.ask('fault other-program')
        self.said('the boots run another program', seconds=40)
        self.take('fault-other-program')
        self.radio.ask('clear other-program')
        self.clear_fault()

    def boots_are_mended(self, state=None):
        """They keep their fault until somebody clears it at their button"""
        ebb = self.ebb
        self.said('The boots report a fault')
        expect(not ebb.start_button.is_sensitive, 'Start of boots with a fault')
        if state:
            self.take(state, 'The boots report a fault')
        self.radio.ask('fault button')
        ebb.wait_gone('label', 'The boots report a fault')

    def clear_fault(self):
        ebb = self.ebb
        wait_for(lambda: ebb.wait('button', 'I Have Looked at the Boots').is_sensitive, 'empty', 40)
        ebb.press('button', 'I Have Looked at the Boots')
        ebb.wait_gone('button', 'Stop')
        ebb.press('button', 'Done')
        ebb.wait('label', 'Check before you start')

    # What takes minutes

    def take_boots_without_a_lease(self):
        """For which time can pass unheard"""
        self.radio.ask('boots C')
        self.ebb.pair_more('Boots of tier C')

    def wait_filling(self, cycle, above_mmhg=None):
        """A zone is being filled, in a cycle as it is told, and one has so much air already"""
        def look():
            nodes = self.ebb.nodes()
            return (any(re.match(rf'Cycle {cycle} of \d+: filling', node.name) for node in nodes)
                    and (above_mmhg is None or max(self.ebb.figure(nodes), default=0) > above_mmhg))
        wait_for(look, f'cycle {cycle} that fills', 100)

    def stays_tight(self):
        """Their program stands still while they are full. They have no lease: two minutes of the
        gentle start, and the minute that is too long, pass in no time"""
        self.start()
        self.radio.ask('age 120')
        self.wait_filling('[3-9]', SQUEEZE_MMHG)
        self.radio.ask('fault stuck-program')
        self.radio.ask('fault stuck-vent')
        self.radio.ask('age 65')
        self.said('a zone stayed tight for', seconds=40)
        self.take('fault-tight')
        self.radio.ask('clear stuck-program')
        self.radio.ask('clear stuck-vent')
        self.clear_fault()
        self.boots_are_mended()

    def leaks(self):
        """A zip that opens in the middle: from one cycle that has no air to the next"""
        self.start()
        self.radio.ask('fault leak 1000')
        self.radio.ask('age 60')
        self.wait_filling('[2-9]')
        self.radio.ask('age 60')
        self.said('Hardly any air reached the legs any more', seconds=40)
        self.radio.ask('clear leak')
        self.finish('finished-no-air', 'Hardly any air reached the legs any more')

    def ended_by_their_own_timer(self):
        """Which is shorter than the session, and is not told as a reason"""
        self.start()
        self.radio.ask('age 600')
        self.finish('finished-own-timer', 'The boots ended it by themselves')

    def gets_too_hot(self):
        """A heater that nobody turned on, of boots that do not look at it themselves"""
        self.start()
        self.radio.ask('fault no-watch')
        self.radio.ask('fault stuck-heater')
        self.radio.ask('age 240')
        self.said('heat was too high, or did not go off', seconds=40)
        self.take('fault-heat')
        self.radio.ask('clear stuck-heater')
        self.clear_fault()


if __name__ == '__main__':
    run_walks(LOGS, Faults)
