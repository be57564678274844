# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""ebbctl answers: what the person said to the questions, read and set from a file."""
import json
import os
import subprocess

from home import DATA, expect, run_tests

FAILED, USAGE = 1, 2


def questions():
    with open(os.path.join(DATA, 'screening.json'), encoding='utf-8') as file:
        return [item['id'] for item in json.load(file)['items'] if item['id'] != 'age']


def well(**changed):
    return {'format': 'ebb-answers/1', 'revision': 1, 'answered': '2026-11-21T22:00:00Z',
            'age_years': 40, 'answers': {**{each: 'no' for each in questions()}, **changed}}


def write(home, answers, name='answers.json'):
    with open(home.at(name), 'w', encoding='utf-8') as file:
        file.write(answers if isinstance(answers, str) else json.dumps(answers))
    return home.at(name)


def read(home):
    objects = home.succeed('answers', '--json').objects
    expect(len(objects) == 1, f'{objects}')
    return objects[0]


def nobody_has_answered_at_first(home):
    expect('Nobody has answered' in home.succeed('answers').output, 'no such words')
    kept = read(home)
    expect(kept['answers'] == {} and 'answered' not in kept, f'{kept}')


def what_is_set_is_what_is_read(home):
    answers = well(veins='yes', heart='unsure')
    answers.update(agreed={'veins': '2026-11-20T10:00:00Z'}, answered_age_years=39,
                   skin_legs='left', skin_fever=False, helper_present=True, own_cap_mmhg=35,
                   own_longest_s=900, born='1986-03', due='2026-12-01T00:00:00Z',
                   extended_acknowledged='2026-11-21T22:00:00Z',
                   profile_edited='2026-11-19T22:00:00Z')
    expect('Kept.' in home.succeed('answers', write(home, answers)).output, 'no such words')
    expect(read(home) == answers, f'{read(home)}')
    words = home.succeed('answers').output
    for says in ('clot_now           no\n', 'veins              yes (a professional agreed)\n',
                 'heart              unsure\n', 'born               1986-03\n'):
        expect(says in words, words)


def what_is_read_can_be_set_again(home):
    home.succeed('answers', write(home, well(bones='yes')))
    before = read(home)
    home.succeed('answers', write(home, before, 'again.json'))
    expect(read(home) == before, f'{read(home)}')


def they_come_from_a_pipe_too(home):
    process = home.start('answers', '-', stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    process.communicate(json.dumps(well(skin='yes')).encode(), timeout=60)
    expect(process.returncode == 0, f'{process.returncode}')
    expect(read(home)['answers']['skin'] == 'yes', f'{read(home)}')


def wrong_ones_change_nothing(home):
    home.succeed('answers', write(home, well()))
    before = read(home)
    home.fail('answers', write(home, well(veins='maybe'), 'wrong.json'), status=FAILED,
              says=['wrong.json', 'answers.veins is "maybe"'])
    home.fail('answers', write(home, '{', 'half.json'), status=FAILED, says=['half.json', 'line 1'])
    home.fail('answers', '/nowhere/answers.json', status=FAILED, says='/nowhere/answers.json')
    home.fail('answers', '-', status=FAILED, says=['standard input'])
    home.fail('answers', write(home, ' ' * 70000, 'long.json'), status=FAILED, says='long.json')
    home.fail('answers', 'a', 'b', status=USAGE, says='[FILE|-]')
    expect(read(home) == before, f'{read(home)}')


def without_a_store_it_says_so(home):
    os.makedirs(home.at('data'))
    with open(home.at('data', 'ebb'), 'w', encoding='utf-8'):
        pass
    home.fail('answers', status=FAILED, says='ebb')
    home.fail('answers', write(home, well()), status=FAILED, says='what was said before holds')


if __name__ == '__main__':
    run_tests(nobody_has_answered_at_first, what_is_set_is_what_is_read,
              what_is_read_can_be_set_again, they_come_from_a_pipe_too, wrong_ones_change_nothing,
              without_a_store_it_says_so)
