#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""ebbctl plan next: when a rule comes again, held against another implementation of RFC 5545 and
another of time zones. test_plan.py EBBCTL EBB EBB_BOOTS DATA"""
import datetime
import json
import random
import zoneinfo

from dateutil import rrule

from home import expect, run_tests

ZONES = ('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'America/Santiago',
         'Africa/Casablanca')
DAYS = ('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU')
N_RULES = 60
N_SLOTS = 400
SEED = 20260324


def plan(home, rule, start, zone, count):
    words = ['plan', 'next', '--start', start, '--zone', zone, '--count', count, '--json']
    ended = home.succeed(*words, *(['--rule', rule] if rule else []))
    return json.loads(ended.output)


def expected_of(rule, start, zone, count):
    """dateutil counts local times; of those Python's zones take the first of two, and for one that is
    left out the offset before the change, as the RFC does"""
    begin = datetime.datetime.fromisoformat(start)
    times = rrule.rrulestr(rule, dtstart=begin) if rule else [begin]
    slots = []
    for local in times:
        if len(slots) == count:
            break
        instant = local.replace(tzinfo=zoneinfo.ZoneInfo(zone)).astimezone(datetime.timezone.utc)
        slots.append({'local': local.isoformat(timespec='minutes'),
                      'start': instant.astimezone(zoneinfo.ZoneInfo(zone)).isoformat()})
    return slots


def random_rule(chance, begin):
    parts = [chance.choice(('FREQ=DAILY', 'FREQ=WEEKLY'))]
    if chance.random() < 0.5:
        parts.append(f'INTERVAL={chance.randint(1, 9)}')
    if parts[0] == 'FREQ=WEEKLY':
        days = chance.sample(DAYS, chance.randint(1, 5))
        parts.append('BYDAY=' + ','.join(days))
    kind = chance.random()
    if kind < 0.3:
        parts.append(f'COUNT={chance.randint(1, 300)}')
    elif kind < 0.6:
        end = begin + datetime.timedelta(minutes=chance.randint(0, 3 * 365 * 24 * 60))
        parts.append(f'UNTIL={end:%Y%m%dT%H%M%S}')
    return ';'.join(parts)


def calves_on_tuesdays_and_thursdays(home):
    slots = plan(home, 'FREQ=WEEKLY;BYDAY=TU,TH', '2026-03-24T20:30', 'Europe/Berlin', 10)
    expect(len(slots) == 10, f'{slots}')
    expect(slots[0] == {'local': '2026-03-24T20:30', 'start': '2026-03-24T20:30:00+01:00'}, f'{slots}')
    expect(slots[2] == {'local': '2026-03-31T20:30', 'start': '2026-03-31T20:30:00+02:00'}, f'{slots}')


def all_rules_agree_with_another_implementation(home):
    chance = random.Random(SEED)
    for number in range(N_RULES):
        begin = datetime.datetime(2020, 1, 1) + datetime.timedelta(
            minutes=15 * chance.randrange(16 * 365 * 24 * 4))
        rule, zone = random_rule(chance, begin), chance.choice(ZONES)
        start = begin.isoformat(timespec='minutes')
        told = plan(home, rule, start, zone, N_SLOTS)
        wanted = expected_of(rule, start, zone, N_SLOTS)
        expect(told == wanted, f'rule {number}, {rule} from {start} in {zone}: '
               f'{[pair for pair in zip(told, wanted) if pair[0] != pair[1]][:3]}, '
               f'{len(told)} slots, expected {len(wanted)}')


def nights_of_each_clock_change_agree(home):
    """Each night of sixteen years, at times that changes leave out or repeat"""
    rule = 'FREQ=DAILY;UNTIL=20351231T235959'
    for zone in ZONES:
        for time in ('00:00', '00:30', '01:45', '02:30'):
            start = f'2020-01-01T{time}'
            told = plan(home, rule, start, zone, 10000)
            wanted = expected_of(rule, start, zone, 10000)
            expect(told == wanted, f'{zone} {time}: '
                   f'{[pair for pair in zip(told, wanted) if pair[0] != pair[1]][:3]}')
            expect(len({slot['start'] for slot in told}) == 5844, f'{zone} {time}: {len(told)}')


def without_a_rule_it_comes_once(home):
    slots = plan(home, None, '2026-03-29T02:30', 'Europe/Berlin', 10)
    expect(slots == [{'local': '2026-03-29T02:30', 'start': '2026-03-29T03:30:00+02:00'}], f'{slots}')


def what_is_wrong_is_named(home):
    good = ('--start', '2026-03-24T20:30', '--zone', 'Europe/Berlin')
    home.fail('plan', 'next', status=2, says='--start is missing; expected a local time')
    home.fail('plan', 'next', '--start', 'tomorrow', status=2, says='--start is “tomorrow”')
    home.fail('plan', 'next', '--start', '2026-02-29T20:30', status=2, says='“2026-02-29T20:30”')
    home.fail('plan', 'next', *good[:2], '--zone', 'Atlantis', status=2, says='--zone is “Atlantis”')
    home.fail('plan', 'next', *good, '--rule', 'FREQ=HOURLY', status=2,
              says=('"FREQ=HOURLY"', 'expected FREQ=DAILY'))
    home.fail('plan', 'next', *good, '--count', '0', status=2, says='expected 1 to 10000')
    home.fail('plan', 'later', *good, status=2, says='“later”')
    home.fail('plan', status=2, says='expected: ebbctl plan next')
    home.fail('history', '--rule', 'FREQ=DAILY', status=2, says='--rule does not belong')


run_tests(calves_on_tuesdays_and_thursdays, all_rules_agree_with_another_implementation,
          nights_of_each_clock_change_agree, without_a_rule_it_comes_once, what_is_wrong_is_named)
