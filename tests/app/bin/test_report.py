#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""What ebbctl writes for who looks for a mistake: a recording of a session, and a report.
test_report.py EBBCTL EBB EBB_BOOTS DATA"""
import json
import os
import signal
import stat
import subprocess

from home import PATIENCE_S, expect, run_tests

FAILED = 1
FAST = ('--demo', '--speed', '40')


def read(path):
    with open(path, encoding='utf-8') as file:
        return file.read()


def run_recorded(home, path):
    """A session that was recorded, or was to be, and stopped by Ctrl-C"""
    session = home.start('run', 'gentle-wave', '--yes', '--json', '--record', path, '--demo',
                         '--speed', '4', stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                         stderr=subprocess.PIPE)
    for line in session.stdout:
        if json.loads(line).get('state') == 'running':
            break
    session.send_signal(signal.SIGINT)
    _, errors = session.communicate(timeout=PATIENCE_S)
    return session.returncode, errors.decode()


def session_is_recorded_where_somebody_wants_it(home):
    status, errors = run_recorded(home, 'mine.jsonl')
    expect(status == 0 and 'is being recorded to' in errors, f'{status} {errors}')
    lines = [json.loads(line) for line in read(home.at('mine.jsonl')).splitlines()]
    expect(lines[0]['ebb_trace'] == 1 and 'end' in lines[-1], f'{lines[0]} … {lines[-1]}')
    notes = [line['note'].split()[0] for line in lines if 'note' in line]
    expect(notes == ['start', 'quit'], f'{notes}')
    expect(stat.S_IMODE(os.stat(home.at('mine.jsonl')).st_mode) == 0o600, 'others may read it')
    expect(not os.path.exists(home.at('data', 'ebb', 'traces')), 'there is a folder of traces')


def file_that_is_there_is_left_alone(home):
    with open(home.at('mine.jsonl'), 'w', encoding='utf-8') as file:
        file.write('mine')
    status, errors = run_recorded(home, 'mine.jsonl')
    expect(status == FAILED and 'The session goes on' in errors, f'{status} {errors}')
    expect(read(home.at('mine.jsonl')) == 'mine', 'it was written over')
    expect(len(home.succeed('history', '--json').objects) == 1, 'the session is not there')
    home.fail('report', *FAST, '--output', 'mine.jsonl', status=FAILED,
              says=('mine.jsonl', 'the report was not saved', 'there is a file of that name'))
    expect(read(home.at('mine.jsonl')) == 'mine', 'it was written over')


def report_is_printed_or_saved(home):
    printed = home.succeed('report', *FAST).output
    for needed in ('Ebb report, version 1\n', 'kernel: ', 'definition: ebb-profile-1', '[boots]',
                   'program: Ebb '):
        expect(needed in printed, f'"{needed}" is not in {printed}')
    expect(home.path not in printed, 'it names a folder of the account')
    saved = home.succeed('report', *FAST, '--output', 'report.txt')
    expect(not saved.output and 'report.txt' in saved.errors, f'{saved}')
    expect(read(home.at('report.txt')).startswith('Ebb report, version 1\n'), 'it is another')
    expect(stat.S_IMODE(os.stat(home.at('report.txt')).st_mode) == 0o600, 'others may read it')
    home.fail('report', *FAST, '--output', 'nowhere/report.txt', status=FAILED,
              says=('nowhere/report.txt', 'its folder is not there'))
    expect('report' in home.succeed('report', '--json', *FAST).objects[0], 'it is no JSON')


def report_needs_no_bluetooth(home):
    printed = home.succeed('report').output
    expect('state: no-service' in printed, printed)


if __name__ == '__main__':
    run_tests(session_is_recorded_where_somebody_wants_it, file_that_is_there_is_left_alone,
              report_is_printed_or_saved, report_needs_no_bluetooth)
