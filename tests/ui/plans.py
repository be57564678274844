#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""The shipped window and the plans of a household: made, changed, skipped once, deleted and brought back
by hands; what another program of the account says of them then; and the switch that has Ebb started with
the desktop."""
import calendar
import datetime
import os

from desk import Desk
from outcome import Outcome
from steps import Ebb, ebbctl, program
from waiting import expect, wait_for

LOGS = os.path.join(os.environ['EBB_LOGS'], 'ui', 'plans')
NAME = 'io.github.ebb_boots.Ebb'


KEYS = {':': 'colon'}


class Now:
    """What the tests hand on to each other"""

    desk = environment = ebb = None


def do(*arguments):
    status, said = ebbctl(Now.environment, *arguments)
    expect(status == 0, f'ebbctl {arguments}: {said}')
    return said


def plans():
    return do('plan', 'list', '--json')


def the_plan():
    found = plans()
    expect(len(found) == 1, f'{len(found)} plans')
    return found[0]


def wait_plan(is_so, what):
    wait_for(lambda: len(plans()) == 1 and is_so(the_plan()), lambda: f'{what}: {plans()}')


def type_into(name, text):
    Now.ebb.press('text box', name)
    Now.ebb.key('ctrl+a', 'Delete', *[KEYS.get(letter, letter) for letter in text])


def open_plans():
    Now.ebb.press('button', 'Main menu')
    Now.ebb.wait('menu item', 'Plans')
    Now.ebb.key('Return')


def choose(row, downs):
    """By keys, as somebody without a pointer"""
    Now.ebb.press('combo box', row)
    Now.ebb.key(*['Down'] * downs, 'Return')


def there_are_no_plans_at_first():
    Now.environment = Now.desk.home('household', is_moving=False)
    do('person', 'add', 'Ada')
    Now.ebb = Ebb(Now.desk, environment=Now.environment)
    open_plans()
    Now.ebb.wait('label', 'No plans')
    Now.ebb.wait('label', 'Plans remind you. They never start the boots.')


def a_plan_is_made_by_hand():
    Now.ebb.press('button', 'Add a Plan')
    Now.ebb.wait('button', 'Save')
    type_into('Time of day, as in 20:30', '25:99')
    Now.ebb.wait('label', text='“25:99” is no time of day.')
    Now.ebb.press('button', 'Save')
    expect(plans() == [], 'it was kept')
    type_into('Time of day, as in 20:30', '21:15')
    Now.ebb.wait_gone('label', text='is no time of day.')
    Now.ebb.press('button', 'Save')
    Now.ebb.wait('label', 'Next')
    wait_plan(lambda plan: plan['start'].endswith('T21:15'), 'what was typed')
    expect('rule' not in the_plan() or the_plan()['rule'] is None, the_plan())


def it_is_changed_to_come_again():
    Now.ebb.press('list item', text='Gentle wave')
    Now.ebb.wait('button', 'Save')
    choose('Repeat', 7)
    Now.ebb.wait('button', 'Sunday')
    day = datetime.date.fromisoformat(the_plan()['start'][:10]).weekday()  # is chosen already
    for number, name in enumerate(calendar.day_name):
        if number != day:
            Now.ebb.press('button', name)
    Now.ebb.press('button', 'Save')
    wait_plan(lambda plan: plan['rule'] == 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU', 'its rule')


def what_is_too_near_is_said_and_kept():
    do('plan', 'add', 'gentle-wave', '--start', the_plan()['start'][:11] + '21:40', '--rule',
       'FREQ=DAILY')
    Now.ebb.press('list item', text='Gentle wave')
    Now.ebb.wait('label', text='minutes of rest before it')
    Now.ebb.press('button', 'Back')
    do('plan', 'delete', plans()[1]['id'])
    wait_for(lambda: len(plans()) == 1, 'one plan')


def one_slot_is_skipped_and_taken_back_by_keys():
    Now.ebb.press('button', text=', Gentle wave')
    Now.ebb.wait('menu item', 'Skip This Once')
    Now.ebb.key('Return')
    wait_plan(lambda plan: len(plan['skipped']) == 1, 'a slot that is skipped')
    Now.ebb.press('button', text='Skipped')
    Now.ebb.wait('menu item', 'Do Not Skip')
    Now.ebb.key('Return')
    wait_plan(lambda plan: not plan['skipped'], 'no slot that is skipped')


def quiet_hours_are_kept_or_refused():
    type_into('From, as in 22:00; empty for none', '20:00')
    Now.ebb.key('Return')
    Now.ebb.wait('label', text='Quiet hours need two times that differ')
    type_into('Until, as in 07:00', '07:00')
    Now.ebb.key('Return')
    Now.ebb.press('list item', text='Gentle wave')
    Now.ebb.wait('label', text='It runs into quiet hours.')
    Now.ebb.press('button', 'Back')


def what_is_deleted_can_be_brought_back():
    before = the_plan()
    Now.ebb.press('list item', text='Gentle wave')
    Now.ebb.wait('label', text='It runs into quiet hours.')
    Now.ebb.press('button', 'Delete')
    wait_for(lambda: plans() == [], 'no plan')
    Now.ebb.wait('label', 'No plans')
    Now.ebb.wait('button', text='Undo').act()
    wait_plan(lambda plan: plan['rule'] == before['rule'] and plan['start'] == before['start'],
              'the plan as it was')


def the_switch_has_it_started_with_the_desktop():
    path = os.path.join(Now.environment['XDG_CONFIG_HOME'], 'autostart', f'{NAME}.desktop')
    Now.ebb.wait('label', text='Off: Ebb reminds while its window is open.')
    Now.ebb.press('list item', 'Also when Ebb is closed')
    Now.ebb.wait('label', text='On: Ebb is started with your desktop')
    with open(path, encoding='utf-8') as file:
        expect(f'{program("ebb")}' in file.read(), 'another program is started')
    Now.ebb.press('list item', 'Also when Ebb is closed')
    Now.ebb.wait('label', text='Off: Ebb reminds while its window is open.')
    expect(not os.path.exists(path), 'the file is there still')


def main():
    outcome = Outcome(LOGS)
    with Desk(LOGS) as Now.desk:
        try:
            outcome.run(
                there_are_no_plans_at_first, a_plan_is_made_by_hand, it_is_changed_to_come_again,
                what_is_too_near_is_said_and_kept, one_slot_is_skipped_and_taken_back_by_keys,
                quiet_hours_are_kept_or_refused, what_is_deleted_can_be_brought_back,
                the_switch_has_it_started_with_the_desktop, window=lambda: Now.ebb)
        finally:
            if Now.ebb:
                Now.ebb.close()
    outcome.end()


if __name__ == '__main__':
    main()
