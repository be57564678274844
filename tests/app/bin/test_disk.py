#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""A disk that is full, for real: what Ebb keeps lies on a file system of 1 MiB, which this mounts in
a name space of its own. test_disk.py EBBCTL EBB EBB_BOOTS DATA"""
import contextlib
import json
import os
import signal
import sqlite3
import subprocess
import sys

OWN_MOUNTS = 'EBB_TEST_OWN_MOUNTS'
if OWN_MOUNTS not in os.environ:
    # Of an account of its own if this one may not mount.
    own = ['unshare', '--mount'] + ([] if os.geteuid() == 0 else ['--map-current-user', '--keep-caps'])
    os.environ[OWN_MOUNTS] = '1'
    os.execvp(own[0], [*own, sys.executable, '-B', *sys.argv])

from home import PATIENCE_S, expect, run_tests  # what is imported reads sys.argv

FAILED, REFUSED = 1, 3
FAST = ('--demo', '--speed', '40')
SLOW = ('--demo', '--speed', '4')
BYTES = 2 * 1024 * 1024


@contextlib.contextmanager
def small_disk(home):
    """Under the data of the home; gives the path of what may fill it"""
    path = home.at('data')
    os.mkdir(path, 0o700)
    subprocess.run(['mount', '-t', 'tmpfs', '-o', f'size={BYTES},mode=0700', 'ebb-test', path],
                   check=True)
    try:
        yield os.path.join(path, 'filler')
    finally:
        subprocess.run(['umount', '--lazy', path], check=True)


def fill(filler):
    """To the last byte"""
    with open(filler, 'ab', buffering=0) as file:
        size = 4096
        while size > 0:
            try:
                file.write(b'x' * size)
            except OSError:
                size //= 2
    expect(os.statvfs(os.path.dirname(filler)).f_bavail == 0, 'there is room')


def records(home):
    return home.succeed('history', '--json').objects


def start_session(home):
    session = home.start('run', 'gentle-wave', '--yes', '--json', *SLOW, stdin=subprocess.DEVNULL,
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    for line in session.stdout:
        if json.loads(line).get('state') == 'running':
            return session
    raise ValueError(f'it never ran: {session.stderr.read()}')


def expect_sound(home):
    store = sqlite3.connect(home.at('data', 'ebb', 'ebb.sqlite3'))
    found = store.execute('PRAGMA integrity_check').fetchall()
    store.close()
    expect(found == [('ok',)], f'the store: {found}')


def nothing_is_started_that_cannot_be_written_down(home):
    with small_disk(home) as filler:
        fill(filler)
        home.fail('run', 'gentle-wave', '--yes', *FAST, status=REFUSED,
                  says=['nothing was started', 'see whether the disk is full'])
        os.unlink(filler)
        home.succeed('run', 'gentle-wave', '--yes', '--minutes', '5', *FAST)
        expect([record['end'] for record in records(home)] == ['complete'], f'{records(home)}')


def nor_when_it_was_full_since_the_last_one(home):
    with small_disk(home) as filler:
        home.succeed('run', 'gentle-wave', '--yes', '--minutes', '5', *FAST)
        fill(filler)
        ended = home.run('run', 'gentle-wave', '--yes', '--minutes', '5', *FAST)
        expect(ended.status in (FAILED, REFUSED) and 'disk' in ended.errors, f'{ended}')
        expect([record['end'] for record in records(home)] == ['complete'], f'{records(home)}')
        os.unlink(filler)
        home.succeed('run', 'gentle-wave', '--yes', '--minutes', '5', *FAST)
        expect([record['end'] for record in records(home)] == ['complete'] * 2, f'{records(home)}')
        expect_sound(home)


def stop_works_on_a_full_disk_and_the_end_is_found_later(home):
    """What is lost is said, and the next start stops the boots once more, to be sure"""
    with small_disk(home) as filler:
        session = start_session(home)
        fill(filler)
        session.send_signal(signal.SIGINT)
        output, errors = session.communicate(timeout=PATIENCE_S)
        last = json.loads(output.splitlines()[-1])
        expect(last['state'] == 'idle' and last['record_lost'], f'{last}')
        expect(b'could not be written down' in errors, f'{errors}')
        expect(len(records(home)) == 1, f'{records(home)}')
        os.unlink(filler)
        ended = home.succeed('run', 'gentle-wave', '--yes', '--minutes', '5', *FAST)
        expect('An earlier run left a session open' in ended.errors, f'{ended}')
        expect(len(records(home)) == 2, f'{records(home)}')
        expect_sound(home)


def a_session_goes_on_and_nothing_that_was_kept_is_lost(home):
    """A disk that is full for a while in the middle of it"""
    with small_disk(home) as filler:
        session = start_session(home)
        fill(filler)
        for line in session.stdout:
            if json.loads(line)['elapsed_s'] > 40:
                break
        os.unlink(filler)
        session.send_signal(signal.SIGINT)
        output, errors = session.communicate(timeout=PATIENCE_S)
        last = json.loads(output.splitlines()[-1])
        expect(session.returncode == 0 and not last['record_lost'], f'{last} {errors}')
        expect([record['end'] for record in records(home)] == ['quit'], f'{records(home)}')
        expect_sound(home)


def answers_that_cannot_be_kept_are_not_taken(home):
    with small_disk(home) as filler:
        home.succeed('answers')
        fill(filler)
        with open(os.path.join(home.at('runtime'), 'answers.json'), 'w', encoding='utf-8') as file:
            json.dump({'format': 'ebb-answers/1', 'revision': 1, 'age_years': 40,
                       'answered': '2026-11-01T10:00:00Z', 'answers': {'skin': 'yes'}}, file)
        home.fail('answers', home.at('runtime', 'answers.json'), status=FAILED, says='disk')
        os.unlink(filler)
        home.succeed('answers', home.at('runtime', 'answers.json'))
        expect_sound(home)


run_tests(nothing_is_started_that_cannot_be_written_down, nor_when_it_was_full_since_the_last_one,
          stop_works_on_a_full_disk_and_the_end_is_found_later,
          a_session_goes_on_and_nothing_that_was_kept_is_lost,
          answers_that_cannot_be_kept_are_not_taken)
