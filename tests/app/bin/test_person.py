#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""ebbctl person: who there is in the household, and whose answers and sessions are whose.
test_person.py EBBCTL EBB EBB_BOOTS DATA"""
import json
import os
import sqlite3

from home import DATA, Terminal, expect, run_tests

FAILED, USAGE, REFUSED = 1, 2, 3


def people(home):
    return home.succeed('person', 'list', '--json').objects


def names(home):
    return [person['name'] for person in people(home)]


def current(home):
    found = [person['name'] for person in people(home) if person['current']]
    expect(len(found) == 1, f'{found}')
    return found[0]


def answer(home):
    with open(os.path.join(DATA, 'screening.json'), encoding='utf-8') as file:
        asked = [item['id'] for item in json.load(file)['items'] if item['id'] != 'age']
    path = home.at('answers.json')
    with open(path, 'w', encoding='utf-8') as file:
        json.dump({'format': 'ebb-answers/1', 'revision': 1, 'answered': '2026-11-21T22:00:00Z',
                   'age_years': 40, 'answers': {each: 'no' for each in asked}}, file)
    home.succeed('answers', path)


def is_answered(home):
    return home.succeed('answers', '--json').objects[0]['answers'] != {}


def run_session(home):
    home.succeed('run', 'gentle-wave', '--minutes', 5, '--yes', '--demo', '--speed', 100)


def count_sessions(home):
    return len(home.succeed('history', '--json').objects)


def somebody_is_there_without_a_name(home):
    found = people(home)
    expect([(person['name'], person['current']) for person in found] == [('', True)], f'{found}')
    expect('(no name yet)' in home.succeed('person', 'list').output, 'no such words')


def first_name_gets_what_was_there(home):
    answer(home)
    made = home.succeed('person', 'add', '  Ada ', '--json').objects[0]
    expect((made['name'], made['current']) == ('Ada', True), f'{made}')
    expect(is_answered(home), 'the answers went')


def each_has_answers_and_sessions_of_their_own(home):
    home.succeed('person', 'add', 'Ada')
    answer(home)
    run_session(home)
    second = home.succeed('person', 'add', 'Bea', '--json').objects[0]
    expect(not second['current'] and current(home) == 'Ada', f'{second}')
    home.succeed('person', 'use', 'bea')
    expect(current(home) == 'Bea', 'it is somebody else')
    expect(not is_answered(home) and count_sessions(home) == 0, 'she has what is not hers')
    run_session(home)
    run_session(home)
    of_bea = home.succeed('history', '--json').objects
    expect([record['person'] for record in of_bea] == [second['id']] * 2, f'{of_bea}')
    home.succeed('person', 'use', 'Ada')
    expect(is_answered(home) and count_sessions(home) == 1, 'she has lost what is hers')


def limits_are_of_one_person(home):
    home.succeed('person', 'add', 'Ada')
    home.fail('person', 'limit', 'Ada', 'pressure', '35', status=REFUSED, says='has not answered the questions yet')
    answer(home)
    home.succeed('person', 'add', 'Bea')
    home.succeed('person', 'limit', 'ada', 'pressure', '35')
    home.succeed('person', 'limit', 'Ada', 'length', '15')
    kept = home.succeed('answers', '--json').objects[0]
    expect((kept['own_cap_mmhg'], kept['own_longest_s']) == (35, 900), f'{kept}')
    home.succeed('person', 'limit', 'Ada', 'pressure', 'none')
    kept = home.succeed('answers', '--json').objects[0]
    expect('own_cap_mmhg' not in kept and kept['own_longest_s'] == 900, f'{kept}')


def what_is_changed_of_somebody_asks_again(home):
    home.succeed('person', 'add', 'Ada')
    home.fail('person', 'born', 'Ada', '1961-04', status=REFUSED, says='has not answered the questions yet')
    answer(home)
    home.succeed('person', 'born', 'Ada', '1961-04')
    kept = home.succeed('answers', '--json').objects[0]
    expect(kept['born'] == '1961-04' and kept['profile_edited'] > kept['answered'], f'{kept}')
    home.succeed('person', 'born', 'Ada', '1961-04')
    expect(home.succeed('answers', '--json').objects[0] == kept, 'the same month is a change')


def quiet_hours_are_kept(home):
    home.succeed('person', 'add', 'Ada')
    expect(people(home)[0]['quiet'] is None, people(home))
    home.succeed('person', 'quiet', 'Ada', '22:00-07:00')
    expect(people(home)[0]['quiet'] == '22:00-07:00', people(home))
    home.succeed('person', 'rename', 'Ada', 'Ida')
    home.succeed('person', 'colour', 'Ida', 'violet')
    expect(people(home)[0]['quiet'] == '22:00-07:00', 'they went with the name')
    for wrong in ('22:00', '22:00-22:00', '25:00-07:00', '22:00-', 'always', ''):
        home.fail('person', 'quiet', 'Ida', wrong, status=USAGE, says='expected two times that differ')
    home.succeed('person', 'quiet', 'Ida', 'none')
    expect(people(home)[0]['quiet'] is None, people(home))


def names_and_colours_change(home):
    home.succeed('person', 'add', 'Ada')
    home.succeed('person', 'add', 'Bea')
    expect(len({person['colour'] for person in people(home)}) == 2, 'two of one colour')
    home.succeed('person', 'rename', 'Bea', 'Zoë')
    home.succeed('person', 'colour', 'zoë', 'violet')
    found = people(home)[1]
    expect((found['name'], found['colour']) == ('Zoë', 'violet'), f'{found}')


def who_is_deleted_is_gone_from_the_disk(home):
    home.succeed('person', 'add', 'Ada')
    home.succeed('person', 'add', 'Gwendolyn')
    home.succeed('person', 'use', 'Gwendolyn')
    answer(home)
    run_session(home)
    home.fail('person', 'delete', 'Gwendolyn', status=REFUSED, says=['nobody was deleted', '--yes'])
    expect(names(home) == ['Ada', 'Gwendolyn'], f'{names(home)}')
    home.succeed('person', 'delete', 'Gwendolyn', '--yes')
    expect(names(home) == ['Ada'] and current(home) == 'Ada', f'{names(home)}')
    expect(count_sessions(home) == 0, 'her sessions stayed')
    with sqlite3.connect(home.at('data', 'ebb', 'ebb.sqlite3')) as store:
        left = {table: store.execute(f'SELECT count(*) FROM {table}').fetchone()[0]
                for table in ('session', 'answers', 'agreement')}
    expect(not any(left.values()), f'{left}')
    folder = home.at('data', 'ebb')
    for name in os.listdir(folder):
        if os.path.isfile(os.path.join(folder, name)):
            with open(os.path.join(folder, name), 'rb') as file:
                expect(b'Gwendolyn' not in file.read(), f'her name is in {name}')


def what_goes_is_said_first(home):
    home.succeed('person', 'add', 'Ada')
    answer(home)
    run_session(home)
    terminal = Terminal(home, 'person', 'delete', 'Ada')
    terminal.wait_text('With Ada go:\\s+1 session\\s+1 set of answers\\s+0 times that a professional agreed')
    terminal.wait_text('Type yes to delete:')
    terminal.type('Ada\n')
    expect(terminal.wait_end() == REFUSED, terminal.text)
    expect(names(home) == ['Ada'], 'she is gone')
    terminal = Terminal(home, 'person', 'delete', 'Ada')
    terminal.wait_text('Type yes to delete:')
    terminal.type('yes\n')
    expect(terminal.wait_end() == 0 and 'gone from the disk' in terminal.text, terminal.text)
    expect(names(home) == [''] and count_sessions(home) == 0, f'{names(home)}')


def question_names_the_person(home):
    home.succeed('person', 'add', 'Ada')
    terminal = Terminal(home, 'run', 'gentle-wave', '--demo', '--speed', 20)
    terminal.wait_text('For Ada: Gentle wave')
    terminal.type('no\n')
    expect(terminal.wait_end() == REFUSED, terminal.text)


def what_is_wrong_is_said(home):
    home.succeed('person', 'add', 'Ada')
    for words, says in (
            (['person'], 'person was given 0 arguments'),
            (['person', 'marry'], 'expected list, add, rename, colour, born, limit, quiet, use or delete'),
            (['person', 'born', 'Ada', '1961-13'], 'expected a year and a month'),
            (['person', 'born', 'Ada', '2199-01'], 'expected a year and a month'),
            (['person', 'limit', 'Ada', 'heat', '40'], 'expected pressure or length'),
            (['person', 'limit', 'Ada', 'pressure', '101'], 'expected 10 to 100, in whole mmHg'),
            (['person', 'limit', 'Ada', 'length', '4 min'], 'expected 5 to 60, in whole minutes'),
            (['person', 'add'], 'expected: ebbctl person add NAME'),
            (['person', 'add', '   '], 'name'),
            (['person', 'add', 'A' * 41], 'expected'),
            (['person', 'use', 'Bea'], 'nobody is called “Bea”'),
            (['person', 'colour', 'Ada', 'mauve'], ['mauve', 'violet']),
            (['person', 'rename', 'Ada', 'a\nb'], 'expected'),
            (['person', 'list', 'Ada'], 'expected: ebbctl person list')):
        home.fail(*words, status=USAGE, says=says)
    home.fail('person', 'add', 'ADA', status=FAILED, says='there is somebody called "Ada"')
    expect(names(home) == ['Ada'], f'{names(home)}')


def without_a_store_nobody_is_there(home):
    os.makedirs(home.at('data', 'ebb'))
    with open(home.at('data', 'ebb', 'ebb.sqlite3'), 'w', encoding='utf-8') as file:
        file.write('no database at all, and longer than a page of one would have to be to be read')
    for words in (['list'], ['add', 'Ada']):
        home.fail('person', *words, status=FAILED, says='ebb.sqlite3')


run_tests(somebody_is_there_without_a_name, first_name_gets_what_was_there,
          each_has_answers_and_sessions_of_their_own, limits_are_of_one_person, what_is_changed_of_somebody_asks_again, names_and_colours_change, quiet_hours_are_kept,
          who_is_deleted_is_gone_from_the_disk, what_goes_is_said_first, question_names_the_person,
          what_is_wrong_is_said, without_a_store_nobody_is_there)
