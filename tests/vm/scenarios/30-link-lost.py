#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""The link is lost in the middle of a session: Stop first, and nothing resumes. All of it is in the
recording of the session, by which tests/data/traces/lost-over-bluetoothd.jsonl was made."""
import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from lib import (LOGS, START, Boots, drop_links, ebbctl, expect, fresh_home, run_tests,
                 start_session)

ENDED_EARLY = 6
TRACE = f'{LOGS}/lost.jsonl'
boots = session = None
dropped_at = 0


def the_loss_is_said_at_once():
    global boots, session, dropped_at
    fresh_home()
    boots = Boots()
    ebbctl('pair', 'Ebb boots', '--json')
    session, _ = start_session(boots, '--record', TRACE)
    dropped_at = boots.mark()
    seen = session.mark()
    expect(drop_links() > 0, 'there was no link')
    session.wait_message(lambda message: message.get('state') == 'link-lost', 'link-lost', 5,
                         since=seen)


def stop_is_the_first_thing_written_on_return():
    first = boots.first_write_on_return(dropped_at)
    expect(first['role'] == 'stop', f'first came {first}')


def the_boots_are_empty_and_nothing_resumes():
    boots.wait_state('stopped', 30, since=dropped_at)
    expect(session.wait_end(60) == ENDED_EARLY,
           f'status {session.process.returncode}: {session.tail()}')
    expect(START not in boots.operations(since=dropped_at), 'a START after the loss')


def the_record_says_why_it_ended():
    record = ebbctl('history', '--json')[0]
    expect(record['end'] == 'link-lost', f'record {record}')


def the_recording_has_all_of_it():
    """What passed over bluetoothd, up to the end"""
    with open(TRACE, encoding='utf-8') as file:
        first, *lines = [json.loads(line) for line in file]
    expect(first['definition'] == 'ebb-profile-1', f'it begins with {first}')
    expect('end' in lines[-1], f'it ends with {lines[-1]}')
    lost = max(index for index, line in enumerate(lines) if line.get('state') == 'disconnected')
    written = [line['write'] for line in lines[lost:] if 'write' in line]
    expect(written[:1] == ['stop'], f'after the loss it has {written}')


run_tests(the_loss_is_said_at_once, stop_is_the_first_thing_written_on_return,
          the_boots_are_empty_and_nothing_resumes, the_record_says_why_it_ended,
          the_recording_has_all_of_it)
