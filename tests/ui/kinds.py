#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""The shipped window over the double of BlueZ (radio.c), with boots of each kind: of each tier, with
levels, single ones and two of these as one set; and with boots that are not what they were, or that
another program has. What the window says of them, and a picture of each of these states."""
import os

from looks import ManyLooks, run_walks
from radio import Radio
from steps import AIR_MMHG, TICKS, Ebb
from waiting import expect, wait_for

LOGS = os.path.join(os.environ['EBB_LOGS'], 'ui', 'kinds')
STOPPED = 0  # the boots' own word: EBB_RUN_STOPPED
LEFT, SINGLES = -2, slice(-2, None)  # of the boots of the double, which were added last


class Kinds(ManyLooks):
    """Boots of one kind after the other"""

    def __init__(self, desk, walk, portal):
        self.radio = Radio(desk)
        super().__init__(desk, LOGS, walk, lambda environment: Ebb(
            desk, environment={**environment, 'DBUS_SYSTEM_BUS_ADDRESS': self.radio.address}),
                         portal)

    def close(self):
        super().close()
        self.radio.close()

    def walk(self):
        self.take_others('B', 'Boots of tier B')
        self.ebb.tick_all()
        self.ebb.see_guide()
        self.others_at_their_address_are_sent_nothing()
        self.boots_that_lost_a_part_are_not_started()
        self.another_program_holds_them()
        self.tier('B')
        self.is_back()
        self.take_others('C', 'Boots of tier C')
        self.tier('C')
        self.a_person_says_that_they_are_open()
        self.take_others('D', 'Boots of tier D')
        self.device_page('device-d', 'Not known')
        self.is_too_long()
        self.tier('D')
        self.is_back()
        self.levels()
        self.one_leg()
        self.two_single_boots_are_one_set_when_a_person_says_so()
        self.a_set_that_loses_one_boot_is_stopped_on_both()
        self.one_boot_of_a_set_alone_starts_nothing()
        self.they_are_worn_on_the_other_legs()
        self.the_computer_goes_to_sleep()
        self.two_have_one_name()
        self.what_is_no_boots_is_shown_to_who_asks()
        self.more_are_near_than_anybody_can_read()

    def said(self, *sentences, seconds=None):
        for sentence in sentences:
            self.ebb.wait('label', text=sentence, seconds=seconds)

    def take_others(self, kind, name, *fill):
        self.radio.ask(f'boots {kind}')
        self.ebb.pair_more(name, *fill)

    def open_device(self):
        self.ebb.press('button', text='Boots: ')
        self.ebb.press('list item', self.ebb.boots)
        self.ebb.wait('label', 'If the link is lost')

    def leave_device(self):
        ebb = self.ebb
        ebb.press('button', 'Back')
        ebb.wait('label', 'What the badges mean')
        ebb.press('button', 'Back')
        ebb.wait('label', 'Check before you start')

    def device_page(self, state, words):
        self.open_device()
        self.take_part(state, words)
        self.leave_device()

    # Boots that are not what they were, or are of others

    def others_at_their_address_are_sent_nothing(self):
        ebb, radio = self.ebb, self.radio
        radio.ask('replace OTHERS')
        radio.ask('away')
        radio.ask('mark')
        radio.ask('back')
        self.said('These are not the boots you paired', seconds=40)
        expect(not ebb.start_button.is_sensitive, 'Start of boots that are others')
        expect(radio.state()['first_write'] == 'none', 'something was written')
        self.take('untrusted-others', 'These are not the boots you paired')
        radio.ask('restore')
        ebb.press('button', 'Connect')
        ebb.wait_ready()

    def boots_that_lost_a_part_are_not_started(self):
        ebb, radio = self.ebb, self.radio
        radio.ask('lack telemetry')
        self.said('These boots lack a part that Ebb needs', seconds=40)
        expect(not ebb.start_button.is_sensitive, 'Start of boots that lack a part')
        self.take('lacking', 'These boots lack a part that Ebb needs')
        radio.ask('complete')
        ebb.wait_ready()

    def another_program_holds_them(self):
        ebb, radio = self.ebb, self.radio
        radio.ask('mark')
        radio.ask('hold')
        self.said('Another program holds these boots', seconds=40)
        expect(not ebb.start_button.is_sensitive, 'Start of boots that others hold')
        self.take('held', 'Another program holds these boots')
        state = radio.state()
        expect(state['first_write'] == 'none', f'something was written: {state}')
        expect(state['is_connected'], 'the link of those who have them was cut')
        radio.ask('let-go')
        ebb.wait_ready()

    # Boots with a timer of their own, or none, in place of the lease

    def tier(self, tier):
        ebb = self.ebb
        ebb.wait_ready()
        ebb.start()
        ebb.wait_air(AIR_MMHG)
        self.radio.ask('hang')
        self.radio.ask('mark')
        self.said('The boots stopped answering')
        self.take(f'link-lost-{tier.lower()}')

    def is_back(self):
        self.ears.leave()
        self.radio.ask('back')
        self.said('The link was lost at', seconds=60)
        self.ebb.finish(was_lost=True)

    def a_person_says_that_they_are_open(self):
        """It is the end for the person; not for the boots, which have not said that they are
        empty"""
        ebb, radio = self.ebb, self.radio
        ebb.press('button', 'The Boots Are Open')
        self.said('You said that the boots are open.', 'The link was lost at')
        expect(not ebb.find('label', text='Every zone is below'), 'it says empty without a reading')
        self.take('finished-open')
        ebb.press('button', 'Done')
        ebb.wait('label', 'Check before you start')
        radio.ask('back')
        ebb.wait_ready()
        state = radio.state()
        expect(state['first_write'] == 'stop' and state['starts'] == 0, f'after it: {state}')
        expect(state['run_state'] == STOPPED, f'they run: {state}')

    def is_too_long(self):
        """What nothing would end runs a shorter time"""
        ebb = self.ebb
        self.said('20 minutes can not be run')
        self.take('refused-length', '20 minutes can not be run')
        for _ in range(20):
            if not ebb.find('label', text='minutes can not be run'):
                return
            ebb.press('button', 'Shorter')

    def levels(self):
        ebb = self.ebb
        self.take_others('levels', 'Boots with levels')
        self.said('These boots have levels, no mmHg')
        self.take('refused-levels', 'These boots have levels, no mmHg')
        self.device_page('device-levels', '5 levels')
        self.radio.ask('fault own-run')
        self.said('Another app controls these boots')
        self.said('Highest level:')
        self.take('elsewhere-levels')
        ebb.key('Escape')
        ebb.wait('label', 'Check before you start', seconds=40)

    # One boot, and two

    def one_leg(self):
        self.take_others('left', 'The left boot', 'Fill the Boot')
        self.said('No boot fills the legs you chose.')
        expect(not self.ebb.start_button.is_sensitive, 'Start of a boot that is not there')
        self.ebb.press('button', 'Left')
        self.take('ready-one-leg', 'The boot is on the left leg')

    def two_single_boots_are_one_set_when_a_person_says_so(self):
        ebb = self.ebb
        self.take_others('right', 'The right boot', 'Fill the Boot')
        self.open_device()
        self.said('“The left boot” is for the other leg')
        ebb.press('button', 'Use Together')
        self.take_part('device-set', 'Used together with “The left boot”')
        self.leave_device()
        ebb.wait_ready()
        ebb.press('button', 'Both')

    def a_set_that_loses_one_boot_is_stopped_on_both(self):
        ebb, radio = self.ebb, self.radio
        ebb.start()
        ebb.wait_air()
        expect(radio.state()['runs'][SINGLES] == [True, True], 'one of them does not run')
        radio.ask('away')
        radio.ask('mark')
        self.said('The boots stopped answering')
        wait_for(lambda: not radio.state()['runs'][LEFT], 'Stop at the boot that is there', 5)
        expect(not ebb.find('label', 'Finished'), 'it says finished without a reading of one boot')
        self.take('link-lost-one')
        self.is_back()
        state = radio.state()
        expect(state['first_write'] == 'stop' and state['starts'] == 0, f'after it: {state}')
        expect(state['runs'][SINGLES] == [False, False], 'one of them runs on')

    def one_boot_of_a_set_alone_starts_nothing(self):
        ebb, radio = self.ebb, self.radio
        ebb.wait_ready()
        ebb.tick_all()
        wait_for(lambda: ebb.start_button.is_sensitive, 'Start of a set')
        radio.ask('away')
        self.said('The right boot: ')
        expect(not ebb.start_button.is_sensitive, 'Start of one boot of a set')
        self.take('disconnected-one', TICKS[2])
        radio.ask('back')
        ebb.wait_ready()

    def they_are_worn_on_the_other_legs(self):
        ebb = self.ebb
        self.take_others('turned', 'Boots on the other legs')
        self.open_device()
        ebb.press('button', 'Check…')
        ebb.feel_the_legs('One boot is filling gently. Which leg do you feel?',
                          self.radio.read_felt)
        ebb.wait('button', 'Fill the Other Boot', seconds=40)
        ebb.feel_the_legs('The other boot is filling gently. Which leg do you feel?',
                          self.radio.read_felt)
        ebb.wait('heading', text='Left and right are set', seconds=40)
        self.take('legs-turned', 'What the boots call left is on your right leg.')
        ebb.press('button', 'Done')
        ebb.wait_ready()
        self.device_page('device-turned', 'Done: what they call left is on your right leg')

    # What is so of any boots

    def the_computer_goes_to_sleep(self):
        ebb, radio = self.ebb, self.radio
        radio.ask('login')
        ebb.start()
        ebb.wait_air()
        wait_for(lambda: radio.state()['delays'] == 1, 'something that delays sleep')
        radio.ask('sleep')
        self.said('The computer went to sleep at')
        ebb.wait_finished()
        self.take('finished-sleep', 'The computer went to sleep at')
        radio.ask('wake')
        ebb.finish(was_lost=True)

    def two_have_one_name(self):
        ebb = self.ebb
        pair = f'Pair {ebb.boots}'
        self.radio.ask('twin')
        self.radio.ask('twin')
        ebb.press('button', text='Boots: ')
        wait_for(lambda: sum(node.name == pair for node in ebb.nodes()) == 2,
                 'two boots of one name', 40)
        self.take_part('boots-twins', 'Show what is no boots, too')

    def what_is_no_boots_is_shown_to_who_asks(self):
        """Nothing can be done with it but to tell somebody of it"""
        ebb, radio, name = self.ebb, self.radio, 'Bathroom scales'
        radio.ask(f'stranger {name}')
        radio.ask('mark')
        expect(not ebb.find('label', name), 'it is in the list, and nobody asked')
        ebb.press('switch', 'Show what is no boots, too')
        ebb.wait('label', name, seconds=40)
        self.take_part('boots-others', 'Nothing in its advert says it is a massage device')
        expect(not ebb.find('button', f'Pair {name}'), 'what is no boots can be paired')
        ebb.press('button', f'Save a Report of {name}…')
        wait_for(lambda: ebb.wait('button', 'Save…').is_sensitive, 'a report')
        ebb.press('button', 'Back')
        ebb.wait('label', name)
        ebb.press('switch', 'Show what is no boots, too')
        ebb.wait_gone('label', name)
        expect(radio.state()['first_write'] == 'none', 'something was written')

    def more_are_near_than_anybody_can_read(self):
        """The nearest ones are shown, and it is said that it is not all"""
        self.radio.ask('crowd 400 200 2')
        self.said('More boots are near than are shown here', seconds=40)
        self.take_part('boots-crowd', 'More boots are near than are shown here')


if __name__ == '__main__':
    run_walks(LOGS, Kinds)
