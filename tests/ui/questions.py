#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""The shipped window over the double of BlueZ (radio.c), with boots that say they move air: the
questions that come before a session, answered by keyboard alone and then as assistive technology
does it; what they leave allowed, and what the boots get to do by them. A picture of each state."""
import json
import os
import sqlite3
import time

from looks import ManyLooks, run_walks
from radio import Radio
from steps import AIR_MMHG, Ebb, ebbctl
from waiting import expect, wait_for

LOGS = os.path.join(os.environ['EBB_LOGS'], 'ui', 'questions')
SCREENING = os.path.join(os.path.dirname(os.path.abspath(__file__)), '../../data/screening.json')
BOOTS = 'Boots that move air'
BORN = ('3', '1986')
AGE = 'When were you born?'
DUE = 'On which day is the birth due, or when was it?'
URGENT = 'These can be signs of a blood clot.'
LETTERS = {'Yes': 'y', 'No': 'n', 'I am not sure': 's', 'Left': 'l', 'Right': 'r', 'Next': 'x',
           'Back': 'b', 'Done': 'd', 'Finish Later': 't'}
MOVES_AT_MOST = 20
DAY_S = 24 * 60 * 60
# What begins or changes anything at the boots.
STARTS = ('Start, up to', 'Fill ')


def read_questions():
    """{id: the sentence}, in the order in which they are asked"""
    with open(SCREENING, encoding='utf-8') as file:
        items = json.load(file)['items']
    return {item['id']: AGE if item['id'] == 'age' else item['ask'] for item in items}


def mmhg(number):
    """A pressure as it stands in a sentence of any direction"""
    return f'\u2068{number}\u00a0mmHg\u2069'


class Questions(ManyLooks):
    """From boots that nobody may start yet to a session, and to boots that nobody may start"""

    sees_stop = False  # where STOP is, the other parts see

    def __init__(self, desk, walk, portal):
        self.radio = Radio(desk)
        self.asked = read_questions()
        super().__init__(desk, LOGS, walk, lambda environment: Ebb(
            desk, environment={**environment, 'DBUS_SYSTEM_BUS_ADDRESS': self.radio.address},
            boots=BOOTS), portal)

    def close(self):
        super().close()
        self.radio.close()

    def walk(self):
        self.boots_that_move_air_are_not_started_unasked()
        self.urgent_signs_stand_alone()
        self.what_was_said_is_kept_for_later()
        self.all_are_answered_by_keyboard()
        self.a_professional_agreed()
        self.all_are_answered_by_assistive_technology()
        self.more_pressure_is_understood()
        self.boots_run_within_what_is_allowed()
        self.what_was_felt_asks_again()
        self.what_is_changed_of_somebody_asks_again()
        self.old_answers_are_asked_again()
        self.an_urgent_answer_stands_where_start_would()

    # What hands and eyes do

    def wait_focus(self, words):
        """A heading that is read out, and that no key presses"""
        def look():
            node = self.ebb.focused()
            return node and node.role == 'heading' and node.name.startswith(words)
        wait_for(look, f'the focus on "{words}"')

    def move_to(self, name, key='Tab'):
        for _ in range(MOVES_AT_MOST):
            node = self.ebb.focused()
            if node and node.name.startswith(name):
                return
            self.ebb.key(key)
        expect(False, f'{key} does not reach "{name}": {self.ebb.focused()}')

    def strike(self, name):
        """The button of that name, by its letter"""
        self.ebb.key(f'alt+{LETTERS[name]}')

    def choose(self, answer):
        self.strike(answer)
        wait_for(lambda: self.ebb.wait('button', answer).is_checked, f'"{answer}" chosen')

    def type_born(self, month, year):
        self.move_to('Month')
        self.ebb.key(*month)
        self.move_to('Year')
        self.ebb.key(*year)

    def answer(self, question, answer='No'):
        """One question, from the focus on it to the next"""
        self.wait_focus(self.asked[question])
        if question == 'age':
            self.type_born(*answer)
        else:
            self.choose(answer)
        wait_for(lambda: self.ebb.wait('button', 'Next').is_sensitive, 'Next')
        self.strike('Next')

    def deny_from(self, first, before=None):
        """No to each from there on, up to another, and forty years"""
        names = list(self.asked)
        until = names.index(before) if before else len(names)
        for question in names[names.index(first):until]:
            self.answer(question, BORN if question == 'age' else 'No')

    def said(self, *sentences, seconds=None):
        for sentence in sentences:
            self.ebb.wait('label', text=sentence, seconds=seconds)

    def expect_no_start(self):
        found = [node.name for node in self.ebb.nodes()
                 if node.role == 'button' and node.name.startswith(STARTS)]
        expect(not found, f'buttons that move air: {found}')

    # The states

    def boots_that_move_air_are_not_started_unasked(self):
        ebb = self.ebb
        self.radio.ask('boots real')
        ebb.look_for_boots()
        ebb.open_pairing()
        ebb.press('button', 'Pair')
        ebb.wait('button', 'No, Not Mine', seconds=60)
        ebb.press('button', 'Yes')
        ebb.wait('button', 'Not Now')
        ebb.press('button', 'Not Now')
        ebb.wait('heading', 'A few questions first', seconds=60)
        self.said(f'{len(self.asked)} questions, about 3 minutes.', 'Ebb asks again every 90 days.')
        self.expect_no_start()
        self.take('questions-missing')

    def urgent_signs_stand_alone(self):
        """The text and the way back, and nothing that could be pressed beside it"""
        ebb = self.ebb
        self.move_to('Answer Questions')
        ebb.key('Return')
        self.wait_focus(self.asked['clot_now'])
        chosen = [node.name for node in ebb.nodes() if node.is_checked]
        expect(not chosen, f'chosen beforehand: {chosen}')
        expect(not ebb.wait('button', 'Next').is_sensitive, 'Next without an answer')
        self.take('question')
        self.strike('I am not sure')
        self.wait_focus(URGENT)
        for name in ('Next', 'Finish Later', 'Yes'):
            expect(not ebb.find(name=name), f'"{name}" beside the urgent text')
        self.take('question-urgent')
        self.strike('Back')
        self.wait_focus(self.asked['clot_now'])

    def what_was_said_is_kept_for_later(self):
        self.answer('clot_now')
        self.wait_focus(self.asked['clot_past'])
        self.strike('Back')
        self.wait_focus(self.asked['clot_now'])
        expect(self.ebb.wait('button', 'No').is_checked, 'Back lost the answer')
        self.strike('Next')
        self.wait_focus(self.asked['clot_past'])
        self.strike('Finish Later')
        self.ebb.wait('heading', 'A few questions first')
        self.said(f'{len(self.asked) - 1} questions, about 3 minutes.')
        self.expect_no_start()

    def all_are_answered_by_keyboard(self):
        ebb = self.ebb
        self.move_to('Answer Questions')
        ebb.key('Return')
        self.deny_from('clot_past', 'skin')
        self.wait_focus(self.asked['skin'])
        self.choose('Yes')
        self.strike('Next')
        self.wait_focus('Which leg is it?')
        self.choose('Left')
        self.said('No pressure on the left leg')
        self.take('question-leg', 'No pressure on the left leg')
        self.strike('Back')
        self.answer('skin')
        self.wait_focus(self.asked['veins'])
        self.choose('Yes')
        self.said('A doctor or nurse has to agree first', f'Pressure up to {mmhg(30)}')
        self.take('question-yes', f'Pressure up to {mmhg(30)}')
        self.strike('Next')
        self.deny_from('feeling', 'pregnant')
        self.a_birth_has_a_day()
        self.deny_from('pregnant', 'age')
        self.wait_focus(AGE)
        self.take('question-age')
        self.deny_from('age')
        self.wait_focus('Not with these answers')
        self.said('The veins of the legs')
        self.take('questions-done-refused')
        self.strike('Done')
        ebb.wait('button', 'See Answers')
        self.expect_no_start()
        self.take('not-allowed', 'This app cannot judge that.')

    def a_birth_has_a_day(self):
        """The day, or that nobody knows it; a day that cannot be is not gone on from"""
        ebb = self.ebb
        self.wait_focus(self.asked['pregnant'])
        self.choose('Yes')
        self.strike('Next')
        self.wait_focus(DUE)
        self.take('question-due')
        expect(not ebb.wait('button', 'Next').is_sensitive, 'Next without a day')
        self.move_to('Day')
        ebb.key('3', '1')
        self.type_born('2', str(time.localtime().tm_year))
        self.said('This cannot be the date.')
        expect(not ebb.wait('button', 'Next').is_sensitive, 'Next with a day that is none')
        self.take('question-due-wrong', 'This cannot be the date.')
        self.move_to('I do not know the day')
        ebb.key('space')
        ebb.wait_gone('label', 'This cannot be the date. Look at the numbers again.')
        wait_for(lambda: ebb.wait('button', 'Next').is_sensitive, 'Next')
        self.strike('Back')

    def what_is_changed_of_somebody_asks_again(self):
        ebb = self.ebb
        ebb.key('ctrl+p')
        ebb.press('list item', 'No name yet')
        ebb.wait('button', 'Change the month of birth')
        self.take('person-born', 'When it is changed, all questions are asked again.')
        self.move_to('Year')
        ebb.key('ctrl+a', *'1961', 'Return')
        ebb.press('button', 'Back')
        ebb.press('button', 'Back')
        ebb.wait('heading', 'A few questions first')
        self.said('Something about you was changed.')
        self.expect_no_start()

    def a_professional_agreed(self):
        self.move_to('I Have Asked and Was Told Yes')
        self.ebb.key('Return')
        self.ebb.wait('label', 'Check before you start')
        self.said(f'This program goes up to {mmhg(40)}', f'Your limit is {mmhg(30)}.',
                  'No heat with these answers')

    def boots_run_within_what_is_allowed(self):
        """A program that asks for no more, on legs that somebody told apart"""
        ebb, radio = self.ebb, self.radio
        ebb.press('list item', 'Gentle wave')
        ebb.press('list item', 'Warm-up')
        ebb.wait('label', 'Check before you start')
        self.tell_the_legs_apart()
        ebb.tick_all()
        ebb.see_guide()
        radio.ask('mark')
        ebb.start()
        ebb.wait_air(AIR_MMHG)
        expect(radio.state()['starts'] == 1, 'the boots were not started once')
        ebb.key('Escape')
        ebb.wait_finished()
        self.said('Any pain, numbness, tingling or change of the skin?')

    def what_was_felt_asks_again(self):
        ebb = self.ebb
        ebb.press('button', 'Yes')
        self.wait_focus('Do not use the boots again today.')
        self.take('finished-felt')
        ebb.press('button', 'Done')
        ebb.wait('heading', 'A few questions first')
        self.said('A session ended because something felt wrong.')
        self.expect_no_start()
        self.take('questions-felt')
        ebb.press('button', 'Answer Questions')
        self.wait_focus(self.asked['clot_now'])
        self.take('question-again')
        self.deny_from('clot_now')
        self.wait_focus('Allowed by your answers')
        self.strike('Done')
        ebb.wait('label', 'Check before you start')

    def tell_the_legs_apart(self):
        ebb = self.ebb
        ebb.press('button', text='Boots: ')
        ebb.press('list item', ebb.boots)
        ebb.press('button', 'Check…')
        ebb.feel_the_legs('One boot is filling gently. Which leg do you feel?',
                          self.radio.read_felt)
        ebb.wait('button', 'Fill the Other Boot', seconds=40)
        ebb.feel_the_legs('The other boot is filling gently. Which leg do you feel?',
                          self.radio.read_felt)
        ebb.wait('heading', text='Left and right are set', seconds=40)
        ebb.press('button', 'Done')
        ebb.wait_ready()

    def open_answers(self):
        ebb = self.ebb
        ebb.press('button', 'Main menu')
        ebb.wait('menu item', 'Questions and Answers')
        self.move_to('Questions and Answers', 'Down')
        ebb.key('Return')
        ebb.wait('label', text='Answered on ')

    def act(self, role, name):
        self.ebb.wait(role, name).act()

    def all_are_answered_by_assistive_technology(self):
        """Without a key or a pointer: by what a widget says that can be done with it"""
        ebb = self.ebb
        self.open_answers()
        self.said('A doctor or nurse agreed: ')
        self.take_part('answers', 'A doctor or nurse agreed: ')
        ebb.press('button', 'Ask All Again')
        self.wait_focus(self.asked['clot_now'])
        self.said('What you said on ')
        for question, words in self.asked.items():
            ebb.wait('heading', words)
            if question == 'age':
                self.type_born(*BORN)
            else:
                self.act('button', 'No')
            wait_for(lambda: ebb.wait('button', 'Next').is_sensitive, 'Next')
            self.act('button', 'Next')
        ebb.wait('heading', 'Allowed by your answers')
        self.said(f'Pressure up to {mmhg(40)}', 'Both legs, all zones', 'Heat up to',
                  'Extended: up to')
        self.take('questions-done')
        self.act('button', 'Done')
        ebb.wait('label', text='Answered on ')
        ebb.press('button', 'Back')
        ebb.wait('label', 'Check before you start')

    def have_had_three_sessions(self):
        """On days before this one, as another program of the account wrote them"""
        path = os.path.join(self.environment['XDG_DATA_HOME'], 'ebb', 'ebb.sqlite3')
        with sqlite3.connect(path, timeout=20) as store:
            for days in (5, 4, 3):
                ended = int(time.time() - days * DAY_S) * 1000000
                store.execute(
                    'INSERT INTO session (id, started_wall_us, ended_wall_us, utc_offset_s, local_day,'
                    ' program_id, program_name, boots_identity, boots_name, is_simulated, legs,'
                    ' planned_s, run_s, end, fault, is_vented_confirmed, is_warm)'
                    " VALUES (?, ?, ?, 0, '2026-01-01', 'gentle-wave', 'Gentle wave', 'test', 'Boots', 0,"
                    " 'both', 600, 600, 'complete', 'none', 1, 0)",
                    (f'before-{days}', ended - 600 * 1000000, ended))
        store.close()

    def more_pressure_is_understood(self):
        """After three sessions without trouble there may be more, for who has read what it means"""
        ebb = self.ebb
        self.have_had_three_sessions()
        self.open_answers()
        ebb.wait('button', 'I Understand', seconds=40)
        self.said(f'What more than {mmhg(60)} and 30 minutes mean')
        self.take_part('answers-extended', 'can keep blood from flowing into the leg')
        ebb.press('button', 'I Understand')
        self.wait_focus('Allowed by your answers')
        ebb.wait_gone('button', 'I Understand')
        self.said(f'Pressure up to {mmhg(80)}')
        ebb.press('button', 'Back')
        ebb.wait('label', 'Check before you start')

    def old_answers_are_asked_again(self):
        """What another program of the account writes down is known, and the window says why"""
        ebb = self.ebb
        path = os.path.join(self.logs, 'old-answers.json')
        status, said = ebbctl(self.environment, 'answers', '--json')
        expect(status == 0, f'ebbctl answers: {said}')
        with open(path, 'w', encoding='utf-8') as file:
            json.dump({**said[0], 'answered': '2026-01-02T03:04:05Z'}, file)
        status, said = ebbctl(self.environment, 'answers', path)
        expect(status == 0, f'ebbctl answers {path}: {said}')
        ebb.wait('heading', 'A few questions first', seconds=40)
        self.said('Your answers are too old.')
        self.expect_no_start()
        self.take('questions-again')

    def an_urgent_answer_stands_where_start_would(self):
        ebb = self.ebb
        ebb.press('button', 'Answer Questions')
        self.wait_focus(self.asked['clot_now'])
        self.strike('Yes')
        self.wait_focus(URGENT)
        ebb.press('button', 'Back')
        ebb.wait_gone('label', 'Questions')
        ebb.wait('heading', text=URGENT)
        self.expect_no_start()
        self.take('urgent')
        heading = ebb.wait('heading', text=URGENT)
        expect(heading.width > ebb.size[0] // 2, f'half a page for it: {heading}')


if __name__ == '__main__':
    run_walks(LOGS, Questions)
