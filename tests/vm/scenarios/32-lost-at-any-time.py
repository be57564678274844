#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""The link is lost at other times than in a run: with START, in a pause, while the
air goes out, and when nothing was started. Whatever it was, Stop comes first on return, and nothing
resumes.
"""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from lib import (ENDED_EARLY, START, Boots, Process, drop_links, ebbctl, expect, expect_end,
                 fresh_home, run_tests, wait_for, watch_session)

LOST = 'The boots stopped answering.'
WAS_LOST = 'The link was lost at '
boots = None


def lose_link(session):
    """Returns where the boots' log stood; the loss has been said by then"""
    since = boots.mark()
    expect(drop_links() > 0, 'there was no link')
    session.wait_line('· Link lost')
    session.wait_said(LOST)
    return since


def expect_stop_first(session, since, status=ENDED_EARLY, sentence=WAS_LOST):
    first = boots.first_write_on_return(since)
    expect(first['role'] == 'stop', f'first came {first}')
    expect_end(session, status, sentence)
    expect(START not in boots.operations(since), 'a START after the loss')
    state = boots.events('status')[-1]['run_state']
    expect(state == 'stopped', f'the boots are {state}')


def lost_before_anything_was_started_it_is_made_again():
    """Without a word: the link breaks while ebbctl asks"""
    global boots
    fresh_home()
    boots = Boots()
    ebbctl('pair', 'Ebb boots')
    boots.do('fault slow-answers 1500')
    since = boots.mark()
    asked = Process('ebbctl', 'info')
    boots.wait_write('control', 'the handshake', 40, since=since)
    expect(drop_links() > 0, 'there was no link')
    expect(asked.wait_end(60) == 0, f'status {asked.process.returncode}: {asked.tail()}')
    expect(START not in boots.operations(since), 'a START reached the boots')
    boots.do('clear slow-answers')


def lost_at_start():
    """The boots may have begun, and nobody here has seen air"""
    since = boots.mark()
    session = Process('ebbctl', 'run', 'gentle-wave', '--yes', on_terminal=True)
    wait_for(lambda: START in boots.operations(since), 'START', 60)
    expect_stop_first(session, lose_link(session))


def lost_in_a_pause():
    session = watch_session(boots)
    since = boots.mark()
    session.press('p')
    boots.wait_state('stopped', since=since)
    session.wait_line('Type yes to continue')
    since = lose_link(session)
    expect_stop_first(session, since)


def lost_while_the_air_goes_out():
    """Whoever pressed Stop ended it"""
    session = watch_session(boots, air_mmhg=17)
    boots.do('stuck-vent')
    since = boots.mark()
    session.press(' ')
    boots.wait_write('stop', 'Stop', since=since)
    session.wait_line('· Letting the air out')
    since = lose_link(session)
    boots.do('clear stuck-vent')
    expect_stop_first(session, since, 0, 'You stopped it at ')


run_tests(lost_before_anything_was_started_it_is_made_again, lost_at_start,
          lost_in_a_pause, lost_while_the_air_goes_out)
