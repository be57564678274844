#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""ebbctl plan list, missed, add, skip, move, pause and delete: what people mean to run, kept in the store.
test_plans.py EBBCTL EBB EBB_BOOTS DATA"""
import datetime
import sqlite3
import zoneinfo

from home import Terminal, expect, run_tests

USAGE = 2
ZONE = 'Europe/Berlin'
RULE = 'FREQ=WEEKLY;BYDAY=TU,TH'


def weekday_after(days, weekday, time='20:30'):
    """A local time in the zone on that day of the week (Monday is 0), so many days from now at the least"""
    day = datetime.datetime.now(zoneinfo.ZoneInfo(ZONE)).date() + datetime.timedelta(days=days)
    while day.weekday() != weekday:
        day += datetime.timedelta(days=1)
    return f'{day.isoformat()}T{time}'


def add(home, *other, program='gentle-wave', start=None, rule=RULE):
    words = ['plan', 'add', program, '--start', start or weekday_after(2, 1), '--zone', ZONE, *other]
    return home.succeed(*words, *(['--rule', rule] if rule else []), '--json').objects[0]


def plans(home):
    return home.succeed('plan', 'list', '--json').objects


def slots(plan):
    return [slot['local'] for slot in plan['next']]


def what_is_added_is_told(home):
    start = weekday_after(2, 1)
    plan = add(home, '--minutes', '20', '--legs', 'left', '--stop-by', '20:45', start=start)
    expect(plans(home) == [plan], f'{plans(home)}')
    expect((plan['program'], plan['legs'], plan['length_s'], plan['rule'], plan['zone'], plan['stop_by'])
           == ('gentle-wave', 'left', 1200, RULE, ZONE, '20:45'), f'{plan}')
    expect(plan['start'] == start and slots(plan)[0] == start and len(slots(plan)) == 3, f'{plan}')
    expect(plan['next'][0]['length_s'] == 900, 'it is not over by then')
    instant = datetime.datetime.fromisoformat(start).replace(tzinfo=zoneinfo.ZoneInfo(ZONE))
    expect(plan['next'][0]['start'] == instant.isoformat(), f'{plan}')
    words = home.succeed('plan', 'list').output
    expect(plan['id'] in words and RULE in words and '20:45' in words, words)


def single_slots_can_be_changed(home):
    plan = add(home)
    first, second, third = slots(plan)
    moved_to = weekday_after(4, 6, '09:15')
    home.succeed('plan', 'skip', plan['id'], first)
    home.succeed('plan', 'move', plan['id'][:8], second, moved_to)
    kept = plans(home)[0]
    expect(kept['skipped'] == [first] and kept['moved'] == [{'from': second, 'to': moved_to}], f'{kept}')
    expect(first not in slots(kept) and second not in slots(kept) and moved_to in slots(kept), f'{kept}')
    day = third[:10]
    home.succeed('plan', 'pause', plan['id'], day, day)
    kept = plans(home)[0]
    expect(kept['paused'] == [{'first': day, 'last': day}] and third not in slots(kept), f'{kept}')
    home.fail('plan', 'skip', plan['id'], '2020-01-01T20:30', status=USAGE, says='does not come at')


def plans_are_of_one_person(home):
    home.succeed('person', 'add', 'Ada')
    plan = add(home)
    home.succeed('person', 'add', 'Bea')
    home.succeed('person', 'use', 'Bea')
    expect(plans(home) == [], 'she has what is not hers')
    home.fail('plan', 'delete', plan['id'], status=USAGE, says='no plan of who uses Ebb now')
    home.succeed('person', 'use', 'Ada')
    home.succeed('plan', 'delete', plan['id'])
    expect(plans(home) == [], 'it is there still')


def what_goes_with_somebody_has_their_plans(home):
    home.succeed('person', 'add', 'Ada')
    home.succeed('person', 'add', 'Bea')
    add(home)
    terminal = Terminal(home, 'person', 'delete', 'Ada')
    terminal.wait_text('1 plan')
    terminal.wait_text('Type yes to delete:')
    terminal.type('yes\n')
    expect(terminal.wait_end() == 0, terminal.text)
    expect(plans(home) == [], 'it is there still')


def too_little_rest_is_told_of_and_kept(home):
    add(home, '--minutes', '20')
    ended = home.run('plan', 'add', 'gentle-wave', '--start', weekday_after(2, 1, '21:30'), '--zone', ZONE,
                     '--minutes', '20')
    expect(ended.status == 0 and '40 min of rest' in ended.errors and '60 are needed' in ended.errors, f'{ended}')
    expect(len(plans(home)) == 2, 'it is not kept')


def what_came_to_nothing_is_told(home):
    """A plan that was made three days ago, by a clock that nobody can turn back: in the file"""
    plan = add(home)
    expect(home.succeed('plan', 'missed', '--json').objects == [], 'it has not come yet')
    ago = datetime.datetime.now() - datetime.timedelta(days=3)
    with sqlite3.connect(home.at('data/ebb/ebb.sqlite3')) as store:
        store.execute('UPDATE plan SET made_s = ?, rule = ?, start_local = ?',
                      (int(ago.timestamp()), 'FREQ=DAILY', ago.strftime('%Y-%m-%dT00:00')))
    missed = home.succeed('plan', 'missed', '--json').objects
    expect(len(missed) >= 2 and {one['plan'] for one in missed} == {plan['id']}, f'{missed}')
    days = [one['local'] for one in missed]
    expect(days == sorted(days, reverse=True) and len(set(days)) == len(days), f'{days}')
    home.succeed('plan', 'skip', plan['id'], days[0])
    expect([one['local'] for one in home.succeed('plan', 'missed', '--json').objects] == days[1:], 'it is missed')


def what_is_wrong_is_named(home):
    start = ['--start', weekday_after(2, 1), '--zone', ZONE]
    for words, says in (
            (['add', 'no-such-program', *start], 'program “no-such-program”'),
            (['add', 'gentle-wave', '--zone', ZONE], '--start is missing'),
            (['add', 'gentle-wave', *start, '--legs', 'arm'], '--legs is “arm”'),
            (['add', 'gentle-wave', *start, '--stop-by', '25:00'], '--stop-by is “25:00”'),
            (['skip', 'abc', '2026-03-24T20:30'], 'no plan of who uses Ebb now'),
            (['skip', 'abc'], 'expected: ebbctl plan skip ID TIME'),
            (['eat'], 'expected next, list, missed, add')):
        home.fail('plan', *words, status=USAGE, says=says)
    ended = home.run('plan', 'add', 'gentle-wave', *start, '--rule', 'FREQ=HOURLY')
    expect(ended.status == 1 and 'FREQ=HOURLY' in ended.errors, f'{ended}')
    plan = add(home)
    home.fail('plan', 'pause', plan['id'], '2026-07-32', '2026-08-01', status=USAGE, says='2026-07-32')
    ended = home.run('plan', 'pause', plan['id'], '2026-08-02', '2026-08-01')
    expect(ended.status == 1 and 'not before the first' in ended.errors, f'{ended}')
    expect(plans(home) == [plan], 'something was changed')


if __name__ == '__main__':
    run_tests(what_is_added_is_told, single_slots_can_be_changed, plans_are_of_one_person,
              what_goes_with_somebody_has_their_plans, too_little_rest_is_told_of_and_kept, what_came_to_nothing_is_told,
              what_is_wrong_is_named)
