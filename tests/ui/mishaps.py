#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""The shipped window over the double of BlueZ (radio.c) while others have their hands in it:
boots of the same name, another controller, a computer that goes to sleep, a link that is lost at a
bad moment, whoever kills Ebb or wears the boots on the other legs, and a hall full of others. Each is
produced outside of Ebb; what the window says is read from it, and what it does at the boots. One
window for all of them, until it is killed, and one of another account."""
import os

from desk import Desk
from outcome import Outcome
from radio import BOOTS, TOO_LATE_MS, Radio
from steps import AIR_MMHG, EMPTY_MMHG, TICKS, Ebb, ebbctl, history
from waiting import expect, wait_for

LOGS = os.path.join(os.environ['EBB_LOGS'], 'ui', 'mishaps')
FLAPS = 2
STOPPED, RUNNING, VENTING = 0, 1, 2  # the boots' own words: EbbRunState
OWN, TWIN = 0, 1  # the boots of the double, as they were added
LEFT_TICKS = (TICKS[0], 'Nothing new in the leg', 'The boot is on the left leg')
# What begins or changes anything.
MOVERS = ('Start', 'Pause', 'Continue', 'Less', 'More', 'Fill', 'Connect')


class Now:
    """What the tests hand on to each other"""

    desk = radio = environment = ebb = None


def home(name):
    return {**Now.desk.home(name, is_moving=False), 'DBUS_SYSTEM_BUS_ADDRESS': Now.radio.address}


def said(*sentences, seconds=None):
    for sentence in sentences:
        Now.ebb.wait('label', text=sentence, seconds=seconds)


def expect_stop_and_no_start(state):
    expect(state['first_write'] == 'stop', f'first came {state["first_write"]}')
    expect(state['starts'] == 0, 'a START nobody asked for')


# Boots of the same name

def press_pair(which, expected='No, Not Mine'):
    """The button of the row in that place; all have the same words"""
    ebb = Now.ebb

    def find():
        buttons = [node for node in ebb.nodes()
                   if node.role == 'button' and node.name == f'Pair {BOOTS}']
        return len(buttons) == 2 and buttons[which]
    ebb.point(*ebb.place(ebb.scroll_to(wait_for(find, 'two boots of one name'))))
    ebb.wait('label', 'Set up boots')
    ebb.press('button', 'Pair')
    ebb.wait('button', expected, seconds=60)


def same_named_boots_are_told_apart_by_their_light():
    """Those whose light a person does not see blink are let go, and were sent nothing else"""
    Now.environment = home('person')
    Now.radio.ask('twin')
    Now.ebb = Ebb(Now.desk, environment=Now.environment, boots=BOOTS)
    ebb, radio = Now.ebb, Now.radio
    ebb.look_for_boots()
    press_pair(TWIN)
    wait_for(lambda: radio.state()['lights'] == [False, True],
             'the light of the boots that were paired')
    ebb.press('button', 'No, Not Mine')
    said('are yours, so Ebb forgot them')
    state = radio.state()
    expect(state['bonds'] == [False, False], f'bonds with boots that are nobody\'s: {state}')


def boots_that_answer_too_late_are_not_taken():
    """What is asked next waits for nobody: they are told apart from boots that lie"""
    ebb, radio = Now.ebb, Now.radio
    radio.ask(f'fault slow-answers {TOO_LATE_MS}')
    press_pair(OWN, 'Try Again')
    said('The boots do not answer', 'Switch them on, stay within 2\u00a0m, close other apps.')
    expect(not radio.state()['lights'][OWN], 'a light that nobody was to look at')
    # What they are still about to answer goes with the link.
    radio.ask('clear slow-answers')
    radio.ask('away')
    radio.ask('back')
    ebb.press('button', 'Try Again')
    wait_for(lambda: radio.state()['lights'][OWN], 'the light of one\'s own')


def boots_are_set_up():
    Now.ebb.say_they_blinked()
    Now.ebb.tick_all()
    Now.ebb.see_guide()
    expect(Now.radio.state()['bonds'] == [True, False], 'a bond with others')


# Another controller

def boots_that_another_controller_runs_are_shown_and_left_alone():
    ebb, radio = Now.ebb, Now.radio
    radio.ask('mark')
    radio.ask('take-over')
    wait_for(lambda: radio.state()['is_taken_over'], 'another controller that runs them')
    said('Another app controls these boots',
         'Ebb did not start them, and changes nothing. STOP lets the air out.', 'Highest zone: ')
    ebb.wait_air()
    movers = [node.name for node in ebb.nodes()
              if node.role == 'button' and node.name.startswith(MOVERS)]
    expect(not movers, f'buttons that move air: {movers}')
    state = radio.state()
    expect(state['is_taken_over'], 'they run no more')
    expect(state['first_write'] == 'none', f'Ebb wrote to {state["first_write"]}')


def stop_lets_their_air_out():
    ebb, radio = Now.ebb, Now.radio
    ebb.press('button', 'Stop')
    wait_for(lambda: not radio.state()['is_taken_over'], 'Stop at the boots')
    ebb.wait('label', 'Check before you start', seconds=40)
    state = radio.state()
    expect_stop_and_no_start(state)
    expect(state['run_state'] == STOPPED, f'at rest, and the boots run: {state}')
    expect(history(Now.environment) == [], 'what another ran is written down as ours')


# A computer that goes to sleep

def boots_are_stopped_before_the_computer_sleeps():
    ebb, radio = Now.ebb, Now.radio
    radio.ask('login')
    ebb.start()
    ebb.wait_air()
    wait_for(lambda: radio.state()['delays'] == 1, 'something that delays sleep')
    radio.ask('mark')
    radio.ask('sleep')
    states = []

    def may_sleep():
        states.append(radio.state())
        return states[-1]['delays'] == 0
    wait_for(may_sleep, 'a computer that may sleep', 3)
    expect(states[-1]['run_state'] == STOPPED, f'it may sleep, and they run: {states[-1]}')
    expect_stop_and_no_start(states[-1])
    said('The computer went to sleep at',
         'Nothing goes on by itself: start again when you are ready.')
    ebb.wait_finished()


def nothing_goes_on_when_it_is_awake():
    ebb, radio = Now.ebb, Now.radio
    connects = radio.state()['connects']
    radio.ask('wake')
    wait_for(lambda: radio.state()['connects'] > connects, 'a link that is made anew')
    said('Finished', 'The computer went to sleep at')
    ebb.press('button', 'Done')
    ebb.wait_ready()
    state = radio.state()
    expect_stop_and_no_start(state)
    expect(state['run_state'] == STOPPED, f'they run: {state}')
    ends = [record['end'] for record in history(Now.environment)]
    expect(ends == ['sleep'], f'written down: {ends}')


def boots_switched_on_later_connect_by_themselves():
    """Links that end while they are made are no reason to give up, and nobody presses anything"""
    ebb, radio = Now.ebb, Now.radio
    radio.ask('away')
    said('Trying again (')
    expect(not ebb.start_button.is_sensitive, 'Start without a link')
    radio.ask('mark')
    radio.ask('back')
    ebb.wait_ready()
    expect(radio.state()['starts'] == 0, 'a START nobody asked for')


# A link that goes at another time than in the middle

def link_is_lost(command='away'):
    """Which is said, and Stop stays; gives how the boots were then"""
    Now.radio.ask(command)
    state = Now.radio.ask('mark')
    said('The boots stopped answering')
    Now.ebb.wait('button', 'Stop')
    return state


def link_is_back(end='The link was lost at', command='back'):
    """After which Stop comes first, and nothing is started again"""
    ebb, radio = Now.ebb, Now.radio
    radio.ask(command)
    said(end, seconds=60)
    ebb.finish(was_lost=True)
    state = radio.state()
    expect_stop_and_no_start(state)
    expect(state['run_state'] == STOPPED, f'they run: {state}')


def a_link_lost_before_start_is_answered_ends_it():
    """The boots have begun, and nobody here has heard it"""
    ebb, radio = Now.ebb, Now.radio
    ebb.tick_all()
    radio.ask('mark')
    radio.ask('away-at-start')
    ebb.press('button', text='Start, up to')
    said('The boots stopped answering')
    ebb.wait('button', 'Stop')
    state = radio.state()
    radio.ask('mark')
    expect(state['starts'] == 1 and state['run_state'] == RUNNING, f'they did not begin: {state}')
    link_is_back()


def a_link_lost_in_a_pause_ends_it():
    ebb = Now.ebb
    ebb.start()
    ebb.wait_air()
    ebb.press('button', 'Pause')
    ebb.wait('button', 'Continue', seconds=40)
    link_is_lost()
    expect(not ebb.find('button', 'Continue'), 'it can be continued without a link')
    link_is_back()


def a_link_that_comes_and_goes_is_stopped_each_time():
    """By boots that run on without a link, and hear no Stop before the last time"""
    ebb, radio = Now.ebb, Now.radio
    ebb.start()
    ebb.wait_air()
    radio.ask('fault no-watch')
    radio.ask('fault ignore-stops 1000000')
    for _ in range(FLAPS):
        link_is_lost()
        radio.ask('back')
        said('Letting the air out')
        state = radio.state()
        expect_stop_and_no_start(state)
        expect(state['run_state'] == RUNNING, f'they heard Stop: {state}')
    link_is_lost()
    radio.ask('clear ignore-stops')
    link_is_back()
    radio.ask('clear no-watch')


def a_link_lost_while_air_goes_out_is_stopped_once_more():
    ebb, radio = Now.ebb, Now.radio
    ebb.start()
    ebb.wait_air(AIR_MMHG)
    stops = radio.state()['stops']
    ebb.press('button', 'Stop')
    wait_for(lambda: radio.state()['stops'] > stops, 'Stop at the boots')
    state = link_is_lost()
    expect(state['run_state'] == VENTING, f'the air was out before: {state}')
    link_is_back('You stopped it at')


def boots_that_lose_a_part_in_the_middle_are_stopped():
    """The connection stays, and Stop is there still: it does not wait for the rest"""
    ebb, radio = Now.ebb, Now.radio
    ebb.start()
    ebb.wait_air()
    link_is_lost('lack telemetry')
    wait_for(lambda: radio.state()['run_state'] != RUNNING, 'Stop at the boots', 5)
    expect(not ebb.find('label', 'Finished'), 'it says finished without a reading')
    link_is_back(command='complete')


def boots_that_lose_power_are_not_started_again():
    ebb, radio = Now.ebb, Now.radio
    ebb.start()
    ebb.wait_air()
    radio.ask('fault reboot 10')
    state = link_is_lost()
    expect(state['run_state'] != RUNNING, f'they go on by themselves: {state}')
    link_is_back()
    ends = [record['end'] for record in history(Now.environment)]
    expect(sorted(ends) == ['link-lost'] * 5 + ['sleep', 'stop'], f'written down: {ends}')


# Nobody who could say Stop

def ebb_that_is_killed_leaves_boots_that_are_stopped():
    """By the guardian, at once; and who starts Ebb again is told"""
    ebb, radio = Now.ebb, Now.radio
    ebb.start()
    ebb.wait_air()
    radio.ask('mark')
    ebb.process.kill()
    wait_for(lambda: radio.state()['run_state'] != RUNNING, 'Stop of the guardian', 2)
    expect_stop_and_no_start(radio.state())
    ebb.close()


def the_next_start_says_so_and_stops_first():
    radio = Now.radio
    radio.ask('mark')
    ebb = Now.ebb = Ebb(Now.desk, environment=Now.environment, boots=BOOTS)
    said('Ebb ended in the middle of it, and stopped the boots now', seconds=60)
    ebb.finish(was_lost=True)
    expect_stop_and_no_start(radio.state())
    ends = [record['end'] for record in history(Now.environment)]
    expect(ends.count('crash') == 1, f'written down: {ends}')


# On the other legs

def read_sides(words):
    """On the page of the boots that came last"""
    ebb = Now.ebb
    ebb.press('button', text='Boots: ')
    ebb.press('list item', ebb.boots)
    said(words)


def nobody_has_said_which_leg_is_which():
    Now.radio.ask('boots turned')
    Now.ebb.pair_more('Boots on the other legs')
    read_sides('Not done yet: Ebb takes left and right as the boots are marked')


def boots_on_the_other_legs_are_found_out():
    ebb = Now.ebb
    ebb.press('button', 'Check…')
    ebb.feel_the_legs('One boot is filling gently. Which leg do you feel?', Now.radio.read_felt)
    ebb.wait('button', 'Fill the Other Boot', seconds=40)
    ebb.feel_the_legs('The other boot is filling gently. Which leg do you feel?',
                      Now.radio.read_felt)
    ebb.wait('heading', text='Left and right are set', seconds=40)
    said('What the boots call left is on your right leg. Ebb has turned them')
    ebb.press('button', 'Done')
    ebb.wait_ready()
    read_sides('Done: what they call left is on your right leg, and Ebb has turned them')
    ebb.press('button', 'Back')
    ebb.press('button', 'Back')


def left_is_the_left_leg_from_then_on():
    """In the leg that feels it, and in the figure"""
    ebb, radio = Now.ebb, Now.radio
    ebb.wait_ready()
    ebb.press('button', 'Left')
    ebb.start(LEFT_TICKS)
    wait_for(lambda: radio.read_felt()['Left'] > AIR_MMHG, 'air in the left leg', 40)
    numbers = ebb.figure()
    expect(radio.read_felt()['Right'] < EMPTY_MMHG, 'air in the right leg')
    middle = len(numbers) // 2
    expect(max(numbers[:middle]) > EMPTY_MMHG > max(numbers[middle:]), f'the figure: {numbers}')
    ebb.key('Escape')
    ebb.finish()
    ebb.press('button', 'Both')


def a_link_lost_in_a_leg_check_keeps_nothing():
    """Stop comes first on return, and what was found out before holds"""
    ebb = Now.ebb
    kept = [boots['sides'] for boots in ebbctl(Now.environment, 'boots', '--json')[1]]
    read_sides('Done: what they call left is on your right leg, and Ebb has turned them')
    ebb.press('button', 'Check…')
    ebb.begin_to_feel('One boot is filling gently. Which leg do you feel?', 'Left')
    link_is_lost()
    link_is_back()
    now = [boots['sides'] for boots in ebbctl(Now.environment, 'boots', '--json')[1]]
    expect(now == kept, f'kept: {now}, expected {kept}')


# More than one

def another_account_reads_that_they_are_held():
    """In a session of its own on this computer, and nothing of what it tries reaches the boots"""
    own, radio = Now.ebb, Now.radio
    radio.ask('mark')
    with Ebb(Now.desk, environment={**home('other'), **Now.desk.other_session()},
             boots=own.boots) as other:
        other.look_for_boots()
        other.open_pairing()
        other.press('button', 'Pair')
        other.wait('label', 'Another program holds these boots')
        other.wait('label', 'Close the other program, then try again.')
    own.focus()
    state = radio.state()
    expect(state['first_write'] == 'none', f'something was written: {state}')
    expect(state['is_connected'], 'the link of those who have them was cut')
    said('Connected')


def more_than_anybody_can_read_is_said():
    """The list holds the nearest ones, and says that it is not all"""
    ebb = Now.ebb
    ebb.press('button', text='Boots: ')
    ebb.wait('label', 'What the badges mean')
    Now.radio.ask('crowd 400 200 2')
    said('More boots are near than are shown here', seconds=40)
    ebb.press('button', 'Back')
    ebb.wait('label', 'Check before you start')


def main():
    outcome = Outcome(LOGS)
    with Desk(LOGS) as Now.desk:
        Now.radio = Radio(Now.desk)
        try:
            outcome.run(
                same_named_boots_are_told_apart_by_their_light,
                boots_that_answer_too_late_are_not_taken, boots_are_set_up,
                boots_that_another_controller_runs_are_shown_and_left_alone,
                stop_lets_their_air_out, boots_are_stopped_before_the_computer_sleeps,
                nothing_goes_on_when_it_is_awake, boots_switched_on_later_connect_by_themselves,
                a_link_lost_before_start_is_answered_ends_it, a_link_lost_in_a_pause_ends_it,
                a_link_that_comes_and_goes_is_stopped_each_time,
                a_link_lost_while_air_goes_out_is_stopped_once_more,
                boots_that_lose_a_part_in_the_middle_are_stopped,
                boots_that_lose_power_are_not_started_again,
                ebb_that_is_killed_leaves_boots_that_are_stopped,
                the_next_start_says_so_and_stops_first, nobody_has_said_which_leg_is_which,
                boots_on_the_other_legs_are_found_out, left_is_the_left_leg_from_then_on,
                a_link_lost_in_a_leg_check_keeps_nothing,
                another_account_reads_that_they_are_held, more_than_anybody_can_read_is_said,
                window=lambda: Now.ebb)
        finally:
            if Now.ebb:
                Now.ebb.close()
            Now.radio.close()
    outcome.end()


if __name__ == '__main__':
    main()
