#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""ebbctl verdict: what the rules say of a case in files. test_verdict.py EBBCTL EBB EBB_BOOTS DATA"""
import json
import os

from home import DATA, expect, run_tests

FAILED, USAGE, REFUSED = 1, 2, 3
NOW = '2026-11-22T22:00:00Z'
QUESTIONS = ('clot_now', 'clot_past', 'artery', 'heart', 'skin', 'veins', 'feeling', 'bleed',
             'bones', 'surgery', 'pregnant', 'pregnant_swelling', 'cancer_lymph', 'implant',
             'remove')
LEG = ['foot', 'ankle', 'lower_calf', 'upper_calf', 'knee', 'lower_thigh', 'upper_thigh']
LIMITS = json.load(open(os.path.join(DATA, 'limits.json'), encoding='utf-8'))


def well():
    """Somebody of 40 years who said no to everything, and that all is well"""
    return {'format': 'ebb-answers/1', 'revision': 1, 'answered': '2026-11-20T10:00:00Z',
            'age_years': 40, 'answers': {question: 'no' for question in QUESTIONS},
            'checks': {'awake': True, 'nothing_new': True, 'right_person': True}}


def boots_that_move_air():
    return {'format': 'ebb-capabilities/1', 'simulated': False, 'tier': 'A', 'bonded_only': True,
            'zones': {'left': LEG, 'right': LEG}, 'pressure_mmhg': [5, 110],
            'measures_temperature': True,
            'heated': {'left': ['upper_calf'], 'right': ['upper_calf']}, 'heat_c': [36, 45]}


def past(*sessions):
    return {'format': 'ebb-past/1', 'sessions': list(sessions)}


def session(ended, **other):
    return {'started': '2026-11-01T10:00:00Z', 'ended': ended, 'squeezed_s': 600, 'end': 'complete',
            'fault': 'none', 'symptom': False, 'simulated': False, **other}


def write(home, name, text):
    with open(home.at(name), 'w', encoding='utf-8') as file:
        file.write(text if isinstance(text, str) else json.dumps(text))
    return home.at(name)


def line(home, *other, answers=None, boots=None, history=None, program='10-gentle-wave'):
    return ['verdict', '--answers', write(home, 'answers.json', answers or well()),
            '--boots', write(home, 'boots.json', boots or boots_that_move_air()),
            '--history', write(home, 'history.json', history or past()),
            '--program', os.path.join(DATA, 'programs', program + '.json'), '--now', NOW, *other]


def judge(home, *other, status=REFUSED, **case):
    ended = home.run(*line(home, '--json', *other, **case))
    expect(ended.status == status and len(ended.objects) == 1 and not ended.errors, f'{ended}')
    verdict = ended.objects[0]
    expect(verdict['allowed'] == (status == 0) == (not verdict['reasons']), f'{verdict}')
    return verdict


def codes(verdict):
    return [reason['code'] for reason in verdict['reasons']]


def what_nothing_is_against_is_allowed(home):
    verdict = judge(home, status=0)
    expect(verdict['cap_mmhg'] == LIMITS['pressure']['first_session_cap'], f'{verdict}')
    expect(verdict['step'] == 'first' and verdict['longest_s'] == 1800, f'{verdict}')
    expect(verdict['heat_cap_c'] == 42 and verdict['heat_longest_s'] == 1800, f'{verdict}')
    expect(verdict['zones'] == {'left': LEG, 'right': LEG}, f'{verdict}')
    expect(verdict['extended_needs'] == ['sessions', 'acknowledgement'], f'{verdict}')
    words = home.succeed(*line(home)).output
    expect('Allowed by your answers: up to 40 mmHg, up to 30 min.' in words, words)


def every_reason_is_named_with_what_to_do(home):
    answers = well()
    answers['answers']['pregnant'] = 'yes'
    del answers['answers']['bones']
    answers['checks'] = {'awake': True, 'right_person': True}
    verdict = judge(home, '--minutes', '20', answers=answers,
                    history=past(session('2026-11-22T21:30:00Z')))
    expect(set(codes(verdict)) == {'consult', 'unanswered', 'check', 'gap', 'zone-off',
                                   'heat-locked', 'length-long'}, f'{verdict}')
    by_code = {reason['code']: reason for reason in verdict['reasons']}
    expect(by_code['consult']['question'] == 'pregnant', f'{by_code}')
    expect('until a doctor or nurse who knows you says it is fine' in by_code['consult']['text'],
           f'{by_code}')
    expect(by_code['unanswered']['question'] == 'bones', f'{by_code}')
    expect(by_code['check']['check'] == 'nothing_new', f'{by_code}')
    expect(by_code['gap']['value'] == 1800 and by_code['gap']['bound'] == 3600, f'{by_code}')
    expect('Start in 30 min' in by_code['gap']['text'], f'{by_code}')
    expect(by_code['zone-off']['zone'] in LEG[4:], f'{by_code}')
    expect(verdict['zones']['left'] == LEG[:4] and verdict['cap_mmhg'] == 0, f'{verdict}')
    ended = home.run(*line(home, answers=answers))
    expect(ended.status == REFUSED and 'By your answers there is no heat.' in ended.output, f'{ended}')


def what_a_professional_agreed_to_is_allowed_within_bounds(home):
    answers = well()
    answers['answers']['pregnant'] = 'yes'
    answers['agreed'] = {'pregnant': '2026-11-21T10:00:00Z'}
    boots = boots_that_move_air()
    boots['zones'] = {'left': LEG[:4], 'right': LEG[:4]}
    del boots['heated'], boots['heat_c']
    verdict = judge(home, '--minutes', '15', answers=answers, boots=boots)
    expect(set(codes(verdict)) == {'pressure-high'} and verdict['cap_mmhg'] == 30, f'{verdict}')
    bound = verdict['reasons'][0]
    expect((bound['value'], bound['bound'], bound['unit']) == (40, 30, 'mmHg'), f'{bound}')
    answers['agreed'] = {'pregnant': '2026-08-01T10:00:00Z'}
    expect('consult' in codes(judge(home, answers=answers, boots=boots)), 'it is too old')


def urgent_signs_stand_alone(home):
    answers = well()
    answers['answers'].update(clot_now='unsure', heart='yes')
    verdict = judge(home, answers=answers, history=past(session('2026-11-22T21:59:00Z')))
    expect(codes(verdict) == ['urgent'], f'{verdict}')
    expect('Get medical help now' in verdict['reasons'][0]['text'], f'{verdict}')


def days_have_bounds(home):
    sessions = [session(f'2026-11-22T{hour}:00:00Z', squeezed_s=1500) for hour in ('10', '14', '18')]
    verdict = judge(home, history=past(*sessions))
    expect(set(codes(verdict)) == {'count', 'day'}, f'{verdict}')
    count = next(reason for reason in verdict['reasons'] if reason['code'] == 'count')
    expect((count['value'], count['bound']) == (4, 3), f'{count}')
    sessions = [session('2026-11-22T21:59:00Z', squeezed_s=179) for _ in range(5)]
    expect(judge(home, history=past(*sessions), status=0)['step'] == 'first', 'they count as minutes')
    expect('heat-gap' in codes(judge(
        home, history=past(session('2026-11-22T20:30:00Z', heated_s=60)))), 'heat')


def what_is_edited_is_judged_without_the_day(home):
    """The same functions: what was run today, and the ticks of a session, are of a start"""
    answers = {**well(), 'checks': {}}
    history = past(session('2026-11-22T21:59:00Z', squeezed_s=1500))
    expect(set(codes(judge(home, answers=answers, history=history))) == {'check', 'gap'}, 'as a start')
    judge(home, '--edit', answers=answers, history=history, status=0)
    answers['answers']['pregnant'] = 'yes'
    as_start = set(codes(judge(home, answers=answers, history=history)))
    expect(set(codes(judge(home, '--edit', answers=answers, history=history)))
           == as_start - {'check', 'gap'}, f'{as_start}')


def extended_caps_are_unlocked_by_all_of_it(home):
    answers = well()
    answers['extended_acknowledged'] = '2026-11-21T10:00:00Z'
    history = past(*(session(f'2026-11-{day}T10:00:00Z') for day in ('18', '19', '21')))
    verdict = judge(home, answers=answers, history=history, status=0)
    expect((verdict['step'], verdict['cap_mmhg'], verdict['longest_s']) == ('extended', 80, 3600),
           f'{verdict}')
    boots = boots_that_move_air()
    boots.update(tier='C', bonded_only=False)
    verdict = judge(home, answers=answers, history=history, boots=boots, status=0)
    expect((verdict['step'], verdict['cap_mmhg']) == ('standard', 60), f'{verdict}')
    expect(verdict['extended_needs'] == ['timer', 'bond'], f'{verdict}')
    boots['tier'] = 'D'
    verdict = judge(home, '--minutes', '16', answers=answers, history=history, boots=boots)
    expect(verdict['cap_mmhg'] == 40 and codes(verdict) == ['length-long'], f'{verdict}')


def errors_name_file_and_field(home):
    answers, boots = well(), boots_that_move_air()
    answers['answers']['heart'] = 'perhaps'
    home.fail(*line(home, answers=answers), status=FAILED,
              says=['answers.json', 'answers.heart is "perhaps"', '"yes", "no" or "unsure"'])
    for key, value, says in (('tier', 'E', 'tier is "E"'), ('format', 'x', 'format is "x"'),
                             ('pressure_mmhg', [80, 5], 'pressure_mmhg is 5'),
                             ('pressure_mmhg', ['5', 80], 'pressure_mmhg is "5"'),
                             ('zones', {'left': ['toe']}, 'zones.left is "toe"'),
                             ('bonded_only', 1, 'bonded_only is 1'),
                             ('levels', 2.5, 'levels is 2.5'), ('heat', 40, 'heat is 40 without a unit')):
        home.fail(*line(home, boots={**boots, key: value}), status=FAILED, says=['boots.json', says])
    for wrong, says in ((session('2026-10-01T10:00:00Z'), 'sessions[0].ended is'),
                        (session('yesterday'), 'sessions[0].ended is "yesterday"'),
                        (session(NOW, end='tired'), 'sessions[0].end is "tired"'),
                        (session(NOW, squeezed_s=-1), 'sessions[0].squeezed_s is -1'),
                        (session(NOW, pain=True), 'sessions[0].pain'), (7, 'sessions[0] is no object')):
        home.fail(*line(home, history=past(wrong)), status=FAILED, says=['history.json', says])
    home.fail(*line(home, history='{'), status=FAILED, says=['history.json', 'line 1'])
    error = home.fail(*line(home, '--json', answers=answers), status=FAILED, says='answers.heart')
    expect(error.objects[0]['exit_code'] == FAILED, f'{error}')


def the_line_is_looked_at_first(home):
    home.fail('verdict', status=USAGE, says='--answers')
    home.fail('verdict', '--answers', 'a', '--program', 'b', '--boots', 'c', status=USAGE,
              says='--history')
    home.fail(*line(home, '--now', 'today'), status=USAGE, says=['“today”', '2026-11-22T21:42:00Z'])
    home.fail(*line(home, '--legs', 'none'), status=USAGE, says='“none”')
    home.fail('programs', '--answers', 'a', status=USAGE, says=['--answers', '“programs”'])
    home.fail(*line(home)[:-2], '--program', '/nowhere/p.json', status=FAILED, says='/nowhere/p.json')


def without_its_rules_it_says_nothing(home):
    os.unlink(home.at('share'))
    home.fail(*line(home), status=FAILED, says='limits.json')


if __name__ == '__main__':
    run_tests(what_nothing_is_against_is_allowed, every_reason_is_named_with_what_to_do,
              what_a_professional_agreed_to_is_allowed_within_bounds, urgent_signs_stand_alone,
              days_have_bounds, what_is_edited_is_judged_without_the_day, extended_caps_are_unlocked_by_all_of_it,
              errors_name_file_and_field, the_line_is_looked_at_first,
              without_its_rules_it_says_nothing)
