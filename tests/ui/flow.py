#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""The main flow with the shipped ebb and its simulated boots: from an empty home to Done, by
clicks; then every road to STOP from every page, and what other programs see meanwhile."""
import os
import sqlite3

import steps
from desk import Desk
from outcome import Outcome
from steps import EMPTY_MMHG, LEG_TICKS, TICKS, Ebb, Watch, ebbctl, history
from waiting import Failure, expect, wait_for

LOGS = os.path.join(os.environ['EBB_LOGS'], 'ui', 'flow')
BUSY = 5
SPEED = 8
PAUSE_SPEED = 40


class Now:
    """What the tests hand on to each other"""

    desk = environment = ebb = watch = None


def open_window(home, *arguments):
    Now.environment = Now.desk.home(home)
    Now.ebb = Ebb(Now.desk, '--demo', *arguments, environment=Now.environment)


def close_window():
    if Now.watch:
        Now.watch.close()
    if Now.ebb:
        Now.ebb.close()
    Now.ebb = Now.watch = None


# From an empty home to Done

def an_empty_home_offers_to_find_boots():
    open_window('first', '--speed', SPEED)
    Now.ebb.wait('label', 'No boots yet')
    Now.ebb.wait('button', 'Try Simulated Boots')
    expect(not Now.ebb.find('button', text='Start'), 'a Start without boots')
    expect(not Now.ebb.find('button', 'Stop'), 'a STOP without a session')


def looking_finds_the_boots():
    Now.ebb.look_for_boots()


def pairing_asks_whose_light_blinks():
    Now.ebb.open_pairing()
    Now.ebb.press('button', 'Pair')
    Now.ebb.say_they_blinked()


def start_waits_for_every_tick():
    ebb = Now.ebb
    expect(not ebb.start_button.is_sensitive, 'Start without a tick')
    for name in TICKS:
        expect(not ebb.start_button.is_sensitive, f'Start before "{name}"')
        ebb.tick(name)
    wait_for(lambda: ebb.start_button.is_sensitive, 'Start after three ticks')
    for name in TICKS:
        ebb.tick(name)
        wait_for(lambda: not ebb.start_button.is_sensitive, f'no Start without "{name}"')
        ebb.tick(name)
        wait_for(lambda: ebb.start_button.is_sensitive, 'Start after three ticks')


def the_first_start_shows_how_boots_go_on_and_starts_nothing():
    Now.ebb.see_guide()
    expect(not Now.ebb.find('button', 'Stop'), 'a session has begun')
    expect(ebbctl(Now.environment, 'watch', '--json')[0] != 0, 'a session has begun')


def the_second_start_runs():
    ebb = Now.ebb
    ebb.start()
    ebb.wait('button', 'Stop')
    Now.watch = Watch(Now.environment)
    Now.watch.wait_state('running')
    ebb.wait_air()


def the_figure_tells_what_the_boots_report():
    steps.expect_figure_tells(Now.ebb, Now.watch)


def the_device_page_tells_it_too():
    ebb = Now.ebb
    go_device(ebb)
    steps.expect_figure_tells(ebb, Now.watch, rounds=4)
    ebb.press('button', 'Back')
    ebb.wait('label', 'What the badges mean')
    ebb.press('button', 'Back')
    ebb.wait('button', 'Pause')


def less_pressure_acts_now_and_more_at_the_next_cycle():
    ebb, watch = Now.ebb, Now.watch
    before = watch.last['intensity_mmhg']
    ebb.press('button', 'Less pressure')
    wait_for(lambda: watch.last['intensity_mmhg'] == before - 5, f'{before - 5} mmHg at the boots')
    ebb.wait('label', text=f'{before - 5:.0f}\u00a0mmHg')
    ebb.press('button', 'More pressure')
    wait_for(lambda: watch.last['intensity_mmhg'] == before, f'{before} mmHg at the boots', 40)
    wait_for(lambda: not ebb.wait('button', 'More pressure').is_sensitive,
             'no more than the limit')


def heat_goes_down_and_up():
    ebb, watch = Now.ebb, Now.watch
    before = watch.last['heat_c']
    expect(before is not None, 'no heat at the beginning')
    ebb.press('button', 'Less heat')
    wait_for(lambda: watch.last['heat_c'] is None or watch.last['heat_c'] < before, 'less heat')
    lower = watch.last['heat_c']
    ebb.press('button', 'More heat')
    wait_for(lambda: (watch.last['heat_c'] or 0) > (lower or 0), 'more heat')


def pause_lets_the_air_out_first():
    ebb, watch = Now.ebb, Now.watch
    ebb.wait_air()
    ebb.press('button', 'Pause')

    def paused():
        nodes = ebb.nodes()
        if not any(node.role == 'label' and node.name == 'Air is out. Time stands still.'
                   for node in nodes):
            return False
        numbers = ebb.figure(nodes)
        expect(numbers and max(numbers) < EMPTY_MMHG, f'"Air is out" beside {numbers}')
        return True
    wait_for(paused, 'Paused')
    expect(watch.last['state'] == 'paused', f'the boots: {watch.last["state"]}')
    expect(watch.last['highest_mmhg'] < EMPTY_MMHG, f'{watch.last["highest_mmhg"]} mmHg left')
    ebb.wait('button', 'Stop')


def continue_waits_for_the_ticks_again():
    ebb = Now.ebb
    for name in TICKS:
        expect(not ebb.wait('checkbox', name).is_checked, f'"{name}" is still ticked')
        expect(not ebb.wait('button', 'Continue').is_sensitive, f'it goes on without "{name}"')
        ebb.tick(name)
    wait_for(lambda: ebb.wait('button', 'Continue').is_sensitive, 'Continue')
    ebb.press('button', 'Continue')
    ebb.wait('button', 'Less pressure', seconds=40)
    ebb.wait_air()


def escape_stops_and_finished_waits_for_the_reading():
    ebb = Now.ebb
    ebb.key('Escape')
    ebb.wait_finished()
    ebb.wait('label', text='You stopped it at')
    expect(not ebb.find('button', 'Stop'), 'STOP after the end')


def done_leads_back_with_every_tick_clear():
    ebb = Now.ebb
    ebb.press('button', 'Done')
    ebb.wait('label', 'Check before you start')
    for name in TICKS:
        expect(not ebb.wait('checkbox', name).is_checked, f'"{name}" is still ticked')
    records = history(Now.environment)
    expect(len(records) == 1 and records[0]['simulated'], f'records: {records}')


def escape_stops_a_pause_too():
    ebb = Now.ebb
    ebb.start()
    ebb.press('button', 'Pause')
    ebb.wait('button', 'Continue', seconds=40)
    ebb.key('Escape')
    ebb.wait_finished()
    ebb.finish()


# STOP, from everywhere

def go_session(_):
    return None


def go_boots(ebb):
    ebb.press('button', text='Boots: ')
    ebb.wait('label', 'What the badges mean')


def go_device(ebb):
    go_boots(ebb)
    ebb.press('list item', 'Simulated boots')
    ebb.wait('label', 'If the link is lost')


PAGES = {'session': go_session, 'boots': go_boots, 'device': go_device}
WAYS = {
    'escape': lambda ebb: ebb.key('Escape'),
    'space': lambda ebb: ebb.key('space'),
    'control-period': lambda ebb: ebb.key('ctrl+period'),
    'pointer': lambda ebb: ebb.point(*ebb.place(ebb.wait('button', 'Stop'))),
    'assistive-technology': lambda ebb: ebb.wait('button', 'Stop').act(),
}


def say_unstopped(watch):
    """Whether nobody stopped it, or nobody said so, or the key went elsewhere"""
    ebb = Now.ebb
    words = [f'{watch.count()} lines of ebbctl watch']
    if watch.process.poll() is not None:
        words.append('which ended')
    if not ebb.find('button', 'Stop'):
        words.append('STOP has gone')
    if not ebb.has_focus():
        words.append('another window has the focus')
    return f'Stop ({", ".join(words)})'


def make_stop(way, page):
    def stop():
        ebb = Now.ebb
        records = len(history(Now.environment))
        ebb.start()
        ebb.wait_air()
        PAGES[page](ebb)
        with Watch(Now.environment) as watch:
            expect(watch.last['state'] == 'running', f'it is {watch.last["state"]}')
            WAYS[way](ebb)
            wait_for(lambda: watch.last['state'] != 'running', lambda: say_unstopped(watch))
            wait_for(lambda: watch.last['state'] == 'idle', 'the end')
            expect(watch.last['end'] == 'stop', f'it ended by {watch.last["end"]}')
            expect(watch.last['highest_mmhg'] < EMPTY_MMHG, 'it ended with air in the boots')
        ebb.finish()
        expect(len(history(Now.environment)) == records + 1, 'more than one record')
    stop.__name__ = f'{way}_stops_from_the_page_{page}'
    return stop


def twenty_spaces_start_nothing():
    ebb = Now.ebb
    records = len(history(Now.environment))
    ebb.start()
    ebb.wait_air()
    ebb.key(*['space'] * 10)
    ebb.wait_finished()
    ebb.key(*['space'] * 5)
    ebb.finish()
    ebb.key(*['space'] * 5)
    expect(not ebb.find('button', 'Stop'), 'a session has begun')
    expect(len(history(Now.environment)) == records + 1, 'more than one session')
    expect(not ebb.start_button.is_sensitive, 'Start can be pressed')


# Beside other programs

def a_second_start_raises_the_first():
    ebb = Now.ebb
    expect(ebb.again('--demo') == 0, 'it did not end well')
    expect(ebb.process.poll() is None, 'the first has ended')
    ebb.wait('label', 'Check before you start')


def ebbctl_is_refused_while_the_window_runs_a_session():
    ebb = Now.ebb
    ebb.start()
    ebb.wait_air()
    status, said = ebbctl(Now.environment, 'run', 'gentle-wave', '--demo', '--yes', '--json')
    expect(status == BUSY, f'status {status}, expected {BUSY}: {said}')
    expect('ebb' in str(said), f'it does not name who runs: {said}')


def ebbctl_stops_what_the_window_runs():
    ebb = Now.ebb
    status, said = ebbctl(Now.environment, 'stop')
    expect(status == 0, f'status {status}: {said}')
    ebb.finish()


def closing_in_a_session_stops_and_then_closes():
    close_window()
    open_window('closing')
    ebb = Now.ebb
    ebb.make_ready()
    ebb.start()
    ebb.wait_air()
    ebb.press('button', 'Close')
    ebb.wait('label', 'Letting the air out, then closing', seconds=5)
    expect(ebb.wait_end() == 0, f'it ended with {ebb.process.returncode}')
    records = history(Now.environment)
    expect(len(records) == 1 and records[0]['end'] == 'quit', f'records: {records}')


def a_store_of_a_newer_version_starts_nothing():
    close_window()
    Now.environment = Now.desk.home('newer')
    ebbctl(Now.environment, 'history', '--json')
    path = os.path.join(Now.environment['XDG_DATA_HOME'], 'ebb', 'ebb.sqlite3')
    if not os.path.exists(path):
        os.makedirs(os.path.dirname(path), exist_ok=True)
    store = sqlite3.connect(path)
    store.execute('PRAGMA user_version = 9999')
    store.commit()
    store.close()
    before = open(path, 'rb').read()
    ebb = Now.ebb = Ebb(Now.desk, '--demo', environment=Now.environment)
    ebb.pair()
    for name in TICKS:
        ebb.tick(name)
    ebb.wait('label', text='a newer Ebb wrote it')
    expect(not ebb.start_button.is_sensitive, 'Start can be pressed')
    expect(open(path, 'rb').read() == before, 'the store was changed')


def a_pause_that_lasts_too_long_ends_it():
    """Ten minutes, which are a quarter of one here"""
    close_window()
    open_window('pause', '--speed', PAUSE_SPEED)
    ebb = Now.ebb
    ebb.make_ready()
    ebb.start()
    ebb.press('button', 'Pause')
    ebb.wait('button', 'Continue', seconds=40)
    ebb.wait('label', text='It was paused for 10 minutes and ended by itself', seconds=60)
    ebb.finish()
    records = history(Now.environment)
    expect([record['end'] for record in records] == ['pause-timeout'], f'records: {records}')


def the_leg_check_asks_which_leg_is_which():
    close_window()
    open_window('legs', '--speed', SPEED)
    ebb = Now.ebb
    ebb.look_for_boots()
    ebb.open_pairing()
    ebb.press('button', 'Pair')
    ebb.wait('button', 'No, Not Mine', seconds=60)
    ebb.press('button', 'Yes')
    expect(not ebb.wait('button', 'Fill One Boot').is_sensitive, 'it fills without a tick')
    ebb.feel('One boot is filling gently. Which leg do you feel?', 'Left')
    ebb.wait('button', 'Fill the Other Boot', seconds=40)
    expect(not ebb.wait('button', 'Fill the Other Boot').is_sensitive, 'the ticks are still there')
    ebb.feel('The other boot is filling gently. Which leg do you feel?', 'Right')
    ebb.wait('heading', text='Left and right are set', seconds=40)
    boots = ebbctl(Now.environment, 'boots', '--demo', '--json')[1]
    expect([one['sides'] for one in boots] == ['as-marked'], f'kept: {boots}')
    ebb.press('button', 'Done')
    ebb.wait('label', 'Check before you start')
    records = history(Now.environment)
    expect([record['program_name'] for record in records] == ['Leg check', 'Leg check'],
           f'{records}')
    expect(all(record['peak_mmhg'] <= 31 for record in records), f'{records}')


def stop_ends_a_leg_check():
    ebb = Now.ebb
    go_device(ebb)
    ebb.press('button', 'Check…')
    ebb.tick_all(LEG_TICKS)
    ebb.press('button', 'Fill One Boot')
    ebb.wait('heading', text='One boot is filling gently')
    ebb.press('button', 'Stop')
    ebb.wait('heading', text='Stopped before you answered', seconds=40)
    ebb.press('button', 'Not Now')
    ebb.wait('label', 'Check before you start')


def legs_that_cannot_be_are_no_answer():
    ebb = Now.ebb
    first, other = (f'{boot} boot is filling gently. Which leg do you feel?'
                    for boot in ('One', 'The other'))
    go_device(ebb)
    ebb.press('button', 'Check…')
    ebb.feel(first, 'Neither')
    ebb.wait('heading', text='Check the hoses', seconds=40)
    ebb.feel(first, 'Right')
    ebb.wait('button', 'Fill the Other Boot', seconds=40)
    ebb.feel(other, 'Right')
    ebb.wait('heading', text='Both boots in one leg can not be right', seconds=40)
    boots = ebbctl(Now.environment, 'boots', '--demo', '--json')[1]
    expect([one['sides'] for one in boots] == ['as-marked'], f'kept: {boots}')
    ebb.press('button', 'Not Now')
    ebb.wait('label', 'Check before you start')


def boots_that_are_not_mine_are_forgotten():
    close_window()
    open_window('not-mine', '--speed', SPEED)
    ebb = Now.ebb
    ebb.look_for_boots()
    ebb.open_pairing()
    ebb.press('button', 'Pair')
    ebb.press('button', 'Blink Again')
    ebb.press('button', 'No, Not Mine')
    ebb.wait('label', text='so Ebb forgot them')
    expect(ebbctl(Now.environment, 'boots', '--demo', '--json')[1] == [], 'they are kept')


def nothing_was_complained_about():
    """GTK and GLib say what went wrong; that nobody shows notifications here is no fault"""
    close_window()
    lines = []
    for name in sorted(os.listdir(LOGS)):
        if name.endswith('-ebb.err'):
            with open(os.path.join(LOGS, name), encoding='utf-8') as file:
                lines += [line for line in file if ('WARNING' in line or 'CRITICAL' in line)
                          and 'org.freedesktop.Notifications' not in line]
    if lines:
        raise Failure(''.join(lines[:20]))


def main():
    outcome = Outcome(LOGS)
    with Desk(LOGS) as Now.desk:
        try:
            if outcome.run(
                    an_empty_home_offers_to_find_boots, looking_finds_the_boots,
                    pairing_asks_whose_light_blinks, start_waits_for_every_tick,
                    the_first_start_shows_how_boots_go_on_and_starts_nothing,
                    the_second_start_runs, the_figure_tells_what_the_boots_report,
                    the_device_page_tells_it_too,
                    less_pressure_acts_now_and_more_at_the_next_cycle, heat_goes_down_and_up,
                    pause_lets_the_air_out_first, continue_waits_for_the_ticks_again,
                    escape_stops_and_finished_waits_for_the_reading,
                    done_leads_back_with_every_tick_clear, window=lambda: Now.ebb):
                outcome.run(*(make_stop(way, page) for way in WAYS for page in PAGES),
                            escape_stops_a_pause_too,
                            twenty_spaces_start_nothing, a_second_start_raises_the_first,
                            ebbctl_is_refused_while_the_window_runs_a_session,
                            ebbctl_stops_what_the_window_runs, window=lambda: Now.ebb)
            for test in (closing_in_a_session_stops_and_then_closes,
                         a_pause_that_lasts_too_long_ends_it,
                         the_leg_check_asks_which_leg_is_which, stop_ends_a_leg_check,
                         legs_that_cannot_be_are_no_answer,
                         boots_that_are_not_mine_are_forgotten,
                         a_store_of_a_newer_version_starts_nothing, nothing_was_complained_about):
                outcome.run(test, window=lambda: Now.ebb)
        finally:
            close_window()
    outcome.end()


if __name__ == '__main__':
    main()
