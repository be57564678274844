#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""Whether somebody is awake, asked by the window in the middle of a session: answered by a key, and
not answered. The window is the shipped one, but for limits that ask as often as limits can, and its
clock is hurried: what a person has a minute for lasts a quarter of one."""
import json
import os
import re
import shutil

from looks import ManyLooks, run_walks
from notices import Notices
from steps import AIR_MMHG, Ebb, Watch
from waiting import expect, wait_for

LOGS = os.path.join(os.environ['EBB_LOGS'], 'ui', 'presence')
HERE = os.path.join(os.environ['EBB_BUILD'], 'run/tests/ui')
PROGRAM, SHARE = os.path.join(HERE, 'ebb-here'), os.path.join(HERE, 'share')
SPEED = 4
HEAT_CHECK_S, CHECK_S = 60, 360
# Of the time to answer: a picture takes less, by the clock that is hurried.
A_LOOK_S = 24
LEFT = re.compile(r'within (\d+)\u00a0s')


def make_share():
    """Data as it is installed, with limits that are stricter"""
    shutil.rmtree(SHARE, ignore_errors=True)
    shutil.copytree(os.path.join(os.environ['EBB_PREFIX'], 'share/ebb'), SHARE)
    path = os.path.join(SHARE, 'limits.json')
    with open(path, encoding='utf-8') as file:
        limits = json.load(file)
    limits['session']['presence_check_s'] = CHECK_S
    limits['heat']['presence_check_s'] = HEAT_CHECK_S
    with open(path, 'w', encoding='utf-8') as file:
        json.dump(limits, file)


class Presence(ManyLooks):
    """A warm session, from the first question to the one that nobody answers"""

    def __init__(self, desk, walk, portal):
        self.notices = Notices()
        super().__init__(desk, LOGS, walk, lambda environment: Ebb(
            desk, '--demo', '--speed', SPEED, environment=environment, path=PROGRAM), portal)

    def close(self):
        super().close()
        self.notices.close()

    def walk(self):
        ebb = self.ebb
        ebb.pair()
        ebb.tick_all()
        ebb.see_guide()
        ebb.start()
        ebb.wait_air(AIR_MMHG)
        with Watch(self.environment) as watch:
            self.enter_answers()
            self.a_notification_answers()
            self.heat_goes_off_where_nobody_answers(watch)
            self.the_session_ends_where_nobody_answers()

    def asked_left_s(self):
        """0: nothing is asked"""
        found = self.ebb.find('label', text='Press I’m Here within')
        return int(LEFT.search(found.name)[1]) if found else 0

    def be_asked(self, words):
        """With time enough to look: what is about to pass is answered, and asked again"""
        self.ebb.wait('label', text=words, seconds=120)
        if self.asked_left_s() < A_LOOK_S:
            self.answer_by_key()
            self.ebb.wait('label', text=words, seconds=120)

    def take_question(self, state, words):
        self.ebb.wait('label', text=words, seconds=120)
        self.hear(state)
        for _ in self.each_look():
            self.be_asked(words)
            self.see(state)

    def answer_by_key(self):
        """Where a question has passed meanwhile, Enter finds nothing to press"""
        self.ears.leave()  # it is asked again
        self.ebb.key('Return')
        self.ebb.wait_gone('button', 'I’m Here')

    def enter_answers(self):
        words = 'or Ebb turns the heat off.'
        self.take_question('presence-heat', words)
        self.be_asked(words)
        expect(self.ebb.wait('button', 'I’m Here').has_state('focused'), 'Enter is no answer')
        self.answer_by_key()
        self.ebb.wait('button', 'Pause')

    def a_notification_answers(self):
        """Also who looks at the window has one: they may be asleep before it"""
        self.notices.wait_gone('Still awake?')
        notice = self.notices.wait('Still awake?', seconds=60)
        expect(notice.is_urgent and 'or Ebb turns the heat off.' in notice.body, f'{vars(notice)}')
        expect('Stop' in notice.buttons, f'no Stop: {notice.buttons}')
        self.ebb.wait('button', 'I’m Here')
        self.notices.press(notice, 'I’m Here')
        self.ebb.wait_gone('button', 'I’m Here')

    def heat_goes_off_where_nobody_answers(self, watch):
        ebb = self.ebb
        expect(watch.last['heat_c'] is not None, 'it was not warm')
        ebb.wait('label', text='Heat turned off. Nobody answered.', seconds=60)
        wait_for(lambda: watch.last['heat_c'] is None, 'heat that is off')
        expect(watch.last['state'] == 'running', f'it ended: {watch.last}')
        self.take('running-heat-off', 'Heat turned off. Nobody answered.')

    def the_session_ends_where_nobody_answers(self):
        ebb = self.ebb
        self.take_question('presence', 'or Ebb stops.')
        ebb.wait_finished(seconds=60)
        ebb.wait('label', text='Nobody answered whether they were awake')
        self.take('finished-no-answer', 'Nobody answered whether they were awake')
        ebb.finish()


if __name__ == '__main__':
    make_share()
    run_walks(LOGS, Presence)
