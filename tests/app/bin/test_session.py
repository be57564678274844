#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""A session from the command line, on simulated boots: what starts it, what stops it, who may
watch it. test_session.py EBBCTL EBB EBB_BOOTS DATA"""
import json
import resource
import signal
import sqlite3
import subprocess

from home import PATIENCE_S, Terminal, expect, run_tests

FAILED, REFUSED, BUSY, ENDED_EARLY = 1, 3, 5, 6
# What has to end well is not hurried so much that a busy computer could not follow.
FAST = ('--demo', '--speed', '40')
SLOW = ('--demo', '--speed', '4')


def records(home):
    return home.succeed('history', '--json').objects


def start_session(home, *options, pipesize=-1):
    """A session that runs, and its first line that says so"""
    session = home.start('run', 'gentle-wave', '--yes', '--json', *(options or SLOW),
                         stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                         pipesize=pipesize)
    for line in session.stdout:
        if json.loads(line).get('state') == 'running':
            return session
    raise ValueError(f'it never ran: {session.stderr.read()}')


def end(session):
    session.send_signal(signal.SIGINT)
    output, errors = session.communicate(timeout=PATIENCE_S)
    return session.returncode, output.decode(), errors.decode()


def question_names_legs_and_pressure_and_wants_the_whole_word(home):
    for typed in ('y\n', '\n', 'YES\n', 'yes please\n', 'yesyes\n', 'no\n', '\x04', 'ye\x04\x04'):
        terminal = Terminal(home, 'run', 'gentle-wave', '--legs', 'left', *FAST)
        question = terminal.wait_text(r'(?s)up to (\d+) mmHg on the left leg.*Type yes to start:')
        expect(0 < int(question.group(1)) <= 40, terminal.text)
        terminal.type(typed)
        expect(terminal.wait_end() == REFUSED, f'{typed!r}: {terminal.text}')
        expect('nothing was started' in terminal.text, f'{typed!r}: {terminal.text}')
    expect(not records(home), 'something was started')


def typed_yes_starts_and_the_bars_move(home):
    terminal = Terminal(home, 'run', 'gentle-wave', '--minutes', '5', *FAST)
    terminal.wait_text('both legs')
    terminal.wait_text('Type yes to start:')
    terminal.type('yes\n')
    terminal.wait_text('Running.*no air moves')
    terminal.wait_text('█')
    expect(terminal.wait_end() == 0, terminal.text)
    expect('Finished. Every zone is below 10 mmHg.' in terminal.text, terminal.text)
    expect([record['end'] for record in records(home)] == ['complete'], f'{records(home)}')


def pause_that_lasts_too_long_is_the_end(home):
    """Nobody answers the question, and nothing goes on by itself"""
    terminal = Terminal(home, 'run', 'gentle-wave', '--yes', *FAST)
    terminal.wait_text('Running.*no air moves')
    terminal.wait_text('█')
    terminal.type('p')
    terminal.wait_text('Type yes to continue')
    expect(terminal.wait_end() == ENDED_EARLY, terminal.text)
    expect('It was paused for 10 minutes and ended by itself. Every zone is below 10 mmHg.'
           in ' '.join(terminal.text.split()), terminal.text)
    expect([record['end'] for record in records(home)] == ['pause-timeout'], f'{records(home)}')


def what_was_typed_before_the_question_is_no_answer(home):
    terminal = Terminal(home, 'run', 'gentle-wave', *FAST)
    terminal.type('yes\n')
    terminal.wait_text('Type yes to start:')
    terminal.type('no\n')
    expect(terminal.wait_end() == REFUSED, terminal.text)


def question_beside_json_is_not_in_the_json(home):
    terminal = Terminal(home, 'run', 'gentle-wave', '--json', *FAST)
    terminal.wait_text('Type yes to start:')
    terminal.type('no\n')
    expect(terminal.wait_end() == REFUSED, terminal.text)
    ended = home.fail('run', 'gentle-wave', '--json', *FAST, status=REFUSED, says='no terminal')
    expect(len(ended.objects) == 1, f'{ended}')


def signals_stop(home):
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        session = start_session(home)
        session.send_signal(number)
        output, errors = session.communicate(timeout=PATIENCE_S)
        lines = [json.loads(line) for line in output.splitlines()]
        expect(session.returncode == 0, f'{number}: {session.returncode} {errors}')
        expect(lines[-1]['state'] == 'idle', f'{number}: {lines[-1]}')
        expect(any(line['stops_sent'] > 0 for line in lines), f'{number}: no Stop was sent')
    expect({record['end'] for record in records(home)} == {'quit'}, f'{records(home)}')


def reader_that_goes_away_stops(home):
    session = start_session(home)
    session.stdout.close()
    expect(session.wait(PATIENCE_S) == FAILED, f'{session.returncode} {session.stderr.read()}')
    found = records(home)
    expect([record['end'] for record in found] == ['quit'], f'{found}')
    expect(found[0]['empty_confirmed_by_boots'], f'{found}')


def reader_that_does_not_read_holds_up_nothing(home):
    session = start_session(home, '--demo', '--speed', '20', pipesize=4096)
    watching = home.start('watch', '--json', stdout=subprocess.PIPE)
    for line in watching.stdout:
        # Far more has happened than the pipe holds.
        if json.loads(line)['elapsed_s'] > 60:
            break
    session.send_signal(signal.SIGINT)
    output, _ = watching.communicate(timeout=PATIENCE_S)
    expect(json.loads(output.splitlines()[-1])['state'] == 'idle', 'it was not stopped')
    output, errors = session.communicate(timeout=PATIENCE_S)
    expect(session.returncode == 0, f'{session.returncode} {errors}')
    expect(json.loads(output.splitlines()[-1])['state'] == 'idle', 'the last line')


def full_disk_stops(home):
    with open('/dev/full', 'wb') as full:
        ended = home.run('run', 'gentle-wave', '--yes', '--json', *SLOW, stdout=full)
    expect(ended.status == FAILED, f'{ended}')
    expect(all(record['end'] != 'complete' for record in records(home)), f'{records(home)}')


def end_that_cannot_be_written_is_said(home):
    """As on a full disk: files may not grow any more."""
    session = home.start('run', 'gentle-wave', '--yes', '--json', *FAST, '--minutes', '5',
                         stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                         preexec_fn=lambda: signal.signal(signal.SIGXFSZ, signal.SIG_IGN))
    for line in session.stdout:
        if json.loads(line).get('state') == 'running':
            break
    resource.prlimit(session.pid, resource.RLIMIT_FSIZE, (1, 1))
    output, errors = session.communicate(timeout=PATIENCE_S)
    last, errors = json.loads(output.splitlines()[-1]), errors.decode()
    expect(session.returncode == FAILED, f'{session.returncode} {errors}')
    expect(last['state'] == 'idle' and last['end'] == 'complete' and last['record_lost'], f'{last}')
    expect('could not be written down' in errors and errors.count('not written:') == 2, errors)


def slow_end_may_be_left(home):
    """The store is held by somebody else for longer than a person likes to wait."""
    session = start_session(home)
    store = sqlite3.connect(home.at('data', 'ebb', 'ebb.sqlite3'), isolation_level=None)
    store.execute('BEGIN IMMEDIATE')
    ended = None
    while ended is None:
        session.send_signal(signal.SIGINT)
        try:
            ended = session.communicate(timeout=0.1)
        except subprocess.TimeoutExpired:
            pass
    store.close()
    errors = ended[1].decode()
    # Once more after the sentence ends it as any program.
    expect(session.returncode in (FAILED, -signal.SIGINT), f'{session.returncode} {errors}')
    expect('session is over' in errors and 'was not waited for' in errors, errors)


def watcher_sees_bars_or_json_and_the_end(home):
    session = start_session(home)
    watching = Terminal(home, 'watch')
    watching.wait_text('Running.*no air moves')
    watching.wait_text('mmHg +Left +Right')
    lines = home.start('watch', '--json', stdout=subprocess.PIPE)
    expect(json.loads(lines.stdout.readline())['state'] == 'running', 'the first line')
    second = home.run('run', 'flush', '--yes', *FAST)
    expect(second.status == BUSY and 'ebbctl, since' in second.errors, f'{second}')
    home.fail('forget', 'sim:1', status=BUSY, says=['not forgotten', 'ebbctl, since', 'ebbctl stop'])
    expect(len(home.succeed('boots', '--json').objects) == 1, 'they are still known')
    stopped = home.succeed('stop')
    home.succeed('forget', 'sim:1')
    expect('Every zone is below 10 mmHg' in stopped.output, f'{stopped}')
    status = session.wait(PATIENCE_S)
    expect(status == 0, f'{status}')
    expect(watching.wait_end() == 0, watching.text)
    expect('Ended' in watching.text and 'Finished' not in watching.text, watching.text)
    expect('You stopped it at' in watching.text and '{' not in watching.text, watching.text)
    output, _ = lines.communicate(timeout=PATIENCE_S)
    expect(lines.returncode == 0, f'{lines.returncode}')
    expect(json.loads(output.splitlines()[-1])['state'] == 'idle', 'the last line')
    expect(records(home)[0]['end'] == 'stop', f'{records(home)}')


def watcher_whose_reader_goes_away_ends_and_the_session_does_not(home):
    session = start_session(home)
    lines = home.start('watch', '--json', stdout=subprocess.PIPE)
    lines.stdout.readline()
    lines.stdout.close()
    expect(lines.wait(PATIENCE_S) == FAILED, f'{lines.returncode}')
    expect(session.poll() is None, 'the session ended')
    expect(end(session)[0] == 0, 'its end')


def stop_goes_on_when_nobody_reads(home):
    session = start_session(home)
    stopping = home.start('stop', stdout=subprocess.PIPE)
    stopping.stdout.close()
    stopping.wait(PATIENCE_S)
    expect(session.wait(PATIENCE_S) == 0, f'{session.returncode}')
    expect(records(home)[0]['end'] == 'stop', f'{records(home)}')


def killed_session_is_stopped_before_the_next_begins(home):
    session = start_session(home)
    watching = home.start('watch', '--json', stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    watching.stdout.readline()
    session.kill()
    session.wait(PATIENCE_S)
    _, errors = watching.communicate(timeout=PATIENCE_S)
    expect(watching.returncode == ENDED_EARLY and b'is gone' in errors, f'{errors}')
    ended = home.succeed('run', 'gentle-wave', '--yes', '--minutes', '5', *FAST)
    expect('An earlier run left a session open' in ended.errors, f'{ended}')
    found = records(home)
    expect([record['end'] for record in found] == ['complete', 'crash'], f'{found}')


def demo_lasts_a_minute_and_shows_bars(home):
    ended = home.succeed('demo', '--speed', '50', seconds=120)
    expect('no air moves' in ended.output and '█' in ended.output, f'{ended}')
    expect('Finished.' in ended.output, f'{ended}')
    expect(records(home)[0]['simulated'], f'{records(home)}')


if __name__ == '__main__':
    run_tests(question_names_legs_and_pressure_and_wants_the_whole_word,
              typed_yes_starts_and_the_bars_move, pause_that_lasts_too_long_is_the_end,
              what_was_typed_before_the_question_is_no_answer,
              question_beside_json_is_not_in_the_json, signals_stop, reader_that_goes_away_stops,
              reader_that_does_not_read_holds_up_nothing,
              full_disk_stops, end_that_cannot_be_written_is_said, slow_end_may_be_left,
              watcher_sees_bars_or_json_and_the_end,
              watcher_whose_reader_goes_away_ends_and_the_session_does_not,
              stop_goes_on_when_nobody_reads, killed_session_is_stopped_before_the_next_begins,
              demo_lasts_a_minute_and_shows_bars)
