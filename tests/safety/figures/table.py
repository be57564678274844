# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""The tables of SAFETY.md, made from the list of hazards, their criteria and the samples that are kept.

Nothing in them is typed: a measurement without samples is "not measured yet".
"""
import json
import math
import os

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), *[os.pardir] * 3))
HERE = os.path.join('tests', 'safety', 'figures')
PAGE = 'SAFETY.md'
BEGIN, END = '<!-- figures: made by ./check safety --figures -->', '<!-- figures end -->'
MEASURED = ('measured', 'n', 'commit', 'raw file')
UNMEASURED = 'not measured yet'
BY_TEST = 'by its test alone, in each ./check'
# Tests that look at the model of a session and not at the clock: their rows say so.
MODEL_TESTS = 'tests/safety/test-session-table.c'
# What was measured of a hazard; the second table has what else was tried of it.
OF_HAZARD = {'H01': 'lost-links', 'H02': 'kills', 'H03': 'blocked', 'H04': 'suspends', 'H06': 'stop-latency',
             'H07': 'unheard', 'H08': 'orders', 'H15': 'fuzz-files'}
# And of a mechanism of it, where that is not the same.
OF_MECHANISM = {'app/bin/ebb-guardian.c': 'kills-on-air'}
# And of what happens, where that is not the same: ebbctl stood still, too, which has no window.
OF_WHAT = {'the window hangs': 'blocked-window'}
# What samples on the air say, in a VM whose processor is emulated, and the most it may be: all of it takes some ten
# times longer there, and has to hold all the same.
AIR = {
    'kills-on-air': (('stop_ms', 'stop after', 500),),
    'blocked': (('renewed_ms', 'last renewal after', 6000), ('empty_ms', 'empty after', 26000)),
    'blocked-window': (('renewed_ms', 'last renewal after', 6000), ('empty_ms', 'empty after', 26000)),
    'unheard': (('fourth_ms', 'the fourth after the first', 1200),),
    'suspends': (('stop_ms', 'stop after', 500), ('released_ms', 'let go after', 2000)),
    'lost-on-air': (('told_ms', 'told after', 1000), ('empty_ms', 'empty after', 26000)),
}
STOP_MOST_MS, STOP_MOST_RATIO = 100, 1.3
CONDITIONS = ('idle', 'busy', 'hung')
# What belongs to no hazard alone: what is tried, what has to be shown, which samples, how many of them in all.
ACROSS = (
    ('the model of a session, whole', 'every rule holds in every state; each mutant breaks one', 'model', 2),
    ('a link lost at each of 13 transitions', 'told within 1 s; stop is the first thing written; no start; empty 12 s '
     'after it was lost', 'lost-links', 13000),
    ('a process killed after one of 13 transitions, with no guardian', 'a new Ebb adopts no run; empty 12 s after it was killed',
     'kills', 1000),
    ('on the air: Stop pressed in the window, on a computer that is idle, busy, or waits for a request that hangs',
     'p99 at most 100 ms, or 1.3 times that of a bare write beside it', 'stop-latency', 600),
    ('on the air: a link lost at each of 13 transitions', 'told within 1 s; stop is the first thing written; no start',
     'lost-on-air', 260),
    ('on the air: ebbctl killed at a random moment', 'stop reaches the boots; boots that began are stopped',
     'kills-on-air', 200),
    ('on the air: ebbctl stands still for 30 s', 'last renewal within 6 s, empty within 26 s; nothing goes on by itself',
     'blocked', 20),
    ('on the air: the main loop of the window stands still for 30 s, its other threads do not',
     'last renewal within 6 s, empty within 26 s; nothing goes on by itself', 'blocked-window', 20),
    ('on the air: three stops are lost', 'the fourth within 1.2 s', 'unheard', 20),
    ('on the air: the computer is about to sleep', 'stop within 500 ms; let go within 2 s; nothing goes on when it is back',
     'suspends', 20),
    ('random sessions', 'no rule is broken in 1,000,000', 'orders', 1000000),
    ('parsers of what boots say and hear', 'no crash in 1,000,000 for each of 8', 'fuzz-protocol', 8000000),
    ('readers of files', 'no crash, and no ceiling is lifted, in 1,000,000 for each of 7', 'fuzz-files', 7000000),
    ('the parser of a recording', 'no crash in 1,000,000', 'fuzz-recording', 1000000),
)


def read(root, path):
    """The text of a file, or none of it where there is no file."""
    try:
        with open(os.path.join(root, path), encoding='utf-8') as file:
            return file.read()
    except FileNotFoundError:
        return ''


def read_rows(text):
    """The fields of each line that is no comment."""
    return [[field.strip() for field in line.split('|')] for line in text.splitlines()
            if line and not line.startswith('#')]


def read_samples(root, name):
    """What is kept of a measurement: one sample a line."""
    return [json.loads(line) for line in read(root, raw_path(name)).splitlines()]


def raw_path(name):
    """Where the samples of a measurement are kept."""
    return f'{HERE}/{name}.jsonl'


def collect(samples, member):
    """What samples on the air say of something, the least first."""
    return sorted(sample[member] for taken in samples for sample in taken['samples'] if sample.get(member) is not None)


def describe_stops(samples, condition):
    """The 99th percentile of Stop, and of the bare write of the same press."""
    stop_ms, bare_ms = (found[math.ceil(.99 * len(found)) - 1] for found in (
        collect(samples, f'{condition}_ms'), collect(samples, f'{condition}_bare_ms')))
    above = ' FAILED' if stop_ms > max(STOP_MOST_MS, STOP_MOST_RATIO * bare_ms) else ''
    return f'{condition}: p99 {stop_ms:,.0f} ms, a bare write {bare_ms:,.0f}{above}'


def describe_member(samples, member, what, most_ms):
    """The middle and the most of what samples on the air say of something, held against what is asked."""
    found = collect(samples, member)
    if not found:
        return f'{what}: none'
    above = f', above {most_ms:,}: FAILED' if found[-1] > most_ms else ''
    return f'{what} {found[len(found) // 2]:,.0f} ms, at most {found[-1]:,.0f} (of {len(found)}){above}'


def describe_daemon(samples):
    """That bluetoothd itself ended, where it did."""
    n_ended = sum(taken.get('daemon_ended', 0) for taken in samples)
    return [f'bluetoothd itself ended {n_ended} times, and what it cut off is not counted'] if n_ended else []


def describe_orders(samples):
    """What random sessions were tried, and how many of them over boots in which things break: those say how often each
    fault took hold."""
    broken = [sample for sample in samples if 'held' in sample]
    words = 'sessions with losses, delays, duplicates and late answers'
    if not broken:
        return words
    held = {fault: sum(sample['held'][fault] for sample in broken) for fault in broken[0]['held']}
    rarest = min(held, key=held.get)
    return (f"{words}; in {sum(sample['n'] for sample in broken):,} of them {len(held)} kinds of faults of the boots, the "
            f'rarest ({rarest}) took hold in {held[rarest]:,}')


def describe(name, samples):
    """A measurement in words."""
    failed = sum(not sample['passed'] for sample in samples)
    if name == 'model':
        states, transitions, tests = (sum(sample[member] for sample in samples) for member in ('states', 'transitions', 'tests'))
        words = (f'{states:,} states and {transitions:,} transitions, of one pair of boots and of a set of two; '
                 f'{tests} tests passed, mutants and rows taken out among them')
    elif name in ('lost-links', 'kills'):
        told_ms, full_ms = (max(sample.get(member, 0) for sample in samples) for member in ('told_max_ms', 'full_max_ms'))
        n_live, n_full = (sum(sample.get(member, 0) for sample in samples) for member in ('live', 'full'))
        words = f'{n_full:,} with air in, empty after {full_ms / 1000:.1f} s at most'
        told = f', told after {told_ms} ms at most (the first look)' if name == 'lost-links' else ''
        words = f'{n_live:,} of them in a session{told}; {words}'
    elif name in AIR:
        words = '; '.join([describe_member(samples, *member) for member in AIR[name]] + describe_daemon(samples))
    elif name == 'stop-latency':
        words = '; '.join(describe_stops(samples, condition) for condition in CONDITIONS)
    elif name == 'orders':
        words = describe_orders(samples)
    else:
        words = 'broken inputs'
    return f"{words}; {'none failed' if not failed else f'{failed} of {len(samples)} samples FAILED'}"


def cells(root, name, wanted):
    """The last four cells of a row: measured, n, commit, raw file."""
    samples = read_samples(root, name)
    if not samples:
        return [UNMEASURED, '-', '-', '-']
    commits = sorted({sample['commit'] for sample in samples})
    count = sum(sample['n'] for sample in samples)
    of_wanted = f'{count:,}' if count >= wanted else f'{count:,} of {wanted:,}, not whole yet'
    return [describe(name, samples), of_wanted, ' '.join(commits), raw_path(name)]


def write_table(head, rows):
    """A table of Markdown."""
    return '\n'.join('| ' + ' | '.join(row) + ' |' for row in [head, ['---'] * len(head), *rows])


def make(root):
    """Both tables."""
    criteria = {hazard: text for hazard, text in read_rows(read(root, f'{HERE}/criteria.txt'))}
    wanted = {name: count for _, _, name, count in ACROSS}
    rows = []
    for hazard, what, mechanism, test_file, test in read_rows(read(root, 'tests/safety/hazards.txt')):
        name = 'model' if test_file == MODEL_TESTS else OF_MECHANISM.get(mechanism, OF_HAZARD.get(hazard))
        name = OF_WHAT.get(what, name)
        measured = cells(root, name, wanted[name]) if name else [BY_TEST if mechanism != '-' else UNMEASURED, '-', '-', '-']
        rows.append([f'{hazard} {what}', mechanism, test, criteria.get(hazard, 'NO CRITERION'), *measured])
    hazards = write_table(['hazard', 'mechanism', 'test', 'criterion', *MEASURED], rows)
    across = write_table(['what is tried', 'criterion', *MEASURED],
                         [[what, criterion, *cells(root, name, wanted)] for what, criterion, name, wanted in ACROSS])
    return f'{hazards}\n\n{across}'


def put(page, tables):
    """The page with these tables between its marks."""
    before, _, rest = page.partition(BEGIN)
    _, mark, after = rest.partition(END)
    if not mark:
        raise ValueError(f'{PAGE} has no marks for its tables')
    return f'{before}{BEGIN}\n\n{tables}\n\n{END}{after}'


def write_page(root):
    """Puts what there is into the page."""
    page = put(read(root, PAGE), make(root))
    with open(os.path.join(root, PAGE), 'w', encoding='utf-8') as file:
        file.write(page)
