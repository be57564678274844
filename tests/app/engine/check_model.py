# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""Does the engine's table do what the model of the design does?

check_model.py TABLE: the model holds its invariants, and TABLE, a program that prints the engine's
table as lines of "FROM EVENT TO", agrees with it. check_model.py --rules: takes the rules of the
design away one after the other, and expects the invariants that fall with each. Both print TAP.
"""

import subprocess
import sys

import safety_model as model
from safety_model import ARMED, IDLE, LINK_LOST, PAUSED, RUNNING, SCREENING, STARTING, STOPPING

FAULT = 'fault'
READINGS = {'state-read', 'status', 'inflating', 'run-ended', 'vented'}
# What the engine hears where the model does this. A crash is heard by the next process, in IDLE.
HEARD_AS = {'START': {'guarded'}, 'link lost': {'link-lost'}, 'stop': {'stop'}, 'pause': {'pause'},
            'resume': {'confirm'}, 'screened': {'confirm'}, 'deliver READ': READINGS,
            'complete': {'tick', 'run-ended'}, 'crash': {'recover'}}
# Where the engine goes a longer or a shorter way on purpose: model step, engine steps, why.
REFINED = [
    ((ARMED, 'stop', STOPPING), [(ARMED, 'stop', IDLE)], 'nothing was started: Stop, and it is over'),
    ((ARMED, 'stop', LINK_LOST), [(ARMED, 'link-lost', IDLE)], 'without a link it is not armed'),
    ((RUNNING, 'pause', PAUSED), [(RUNNING, 'pause', STOPPING), (STOPPING, 'vented', PAUSED)],
     'a break is a stop first'),
    ((RUNNING, 'deliver READ', IDLE), [(RUNNING, 'run-ended', STOPPING), (STOPPING, 'vented', IDLE)],
     'boots that ended it are seen vented first'),
]
# To rest without a proof: nothing of ours can be in, or a human said so.
QUIET = {(PAUSED, 'state-read'), (PAUSED, 'status'), (FAULT, 'clear'), (STOPPING, 'declare-open'),
         (LINK_LOST, 'declare-open'), (FAULT, 'declare-open')}
# The steps by which air may go in again, or a break be taken, are the model's and no others.
TOWARDS_REST = {STOPPING, LINK_LOST, FAULT}
# Rules taken away, and what falls. None: other rules stand behind them.
RULES = [
    ({'boots_lease': False}, {'I3'}), ({'boots_epochs': False}, set()),
    ({'never_resumes': False}, {'I7'}), ({'token_is_used_up': False}, {'I1'}),
    ({'schedule_needs_human': False}, {'I1', 'I5'}), ({'reads_first': False}, {'I4'}),
    ({'renew_cannot_start': False, 'end_closes_epoch': False}, {'I2'}),
    ({'resume_needs_human': False}, {'I8'}), ({'guardian': False}, set()),
    ({'stops_what_it_finds': False}, set()), ({'waits_for_vented': False}, {'I2', 'I6'}),
    ({'stops_first': False}, set()), ({'journal': False}, {'I2'}),
    ({'stops_what_it_finds': False, 'journal': False}, {'I2', 'I6'}),
]
# Rows that would be wrong, to see that the comparison bites.
WRONG = [(LINK_LOST, 'state-read', RUNNING), (PAUSED, 'tick', STARTING), (RUNNING, 'stop', IDLE),
         (STOPPING, 'tick', IDLE), (FAULT, 'vented', IDLE), (STOPPING, 'vented', STARTING),
         (IDLE, 'link-back', ARMED), (LINK_LOST, 'link-back', IDLE)]
count = 0


def result(name, faults):
    """One line of TAP."""
    global count
    count += 1
    print(f"{'not ok' if faults else 'ok'} {count} - {name}")
    for fault in faults:
        print(f'# {fault}')


def expect_of(steps):
    """The model's steps between states as (model step, engine states and events)."""
    for step in sorted(steps):
        origin, what, target = step
        if what == 'crash':
            origin = IDLE
        origin, target = (IDLE if state == SCREENING else state for state in (origin, target))
        if origin != target:
            yield step, {(origin, event, target) for event in HEARD_AS[what]}


def compare(table, steps):
    """What is in one and not in the other."""
    expected = list(expect_of(steps))
    refined = {step: path for step, path, _ in REFINED}
    known = set().union(*(wanted for _, wanted in expected)).union(*refined.values())
    for step, wanted in expected:
        if step in refined:
            wanted = {row for row in refined[step] if row not in table}
            if wanted:
                yield f'{step}: the table lacks {sorted(wanted)}'
        elif not wanted & table:
            yield f'{step}: the table has none of {sorted(wanted)}'
    for row in sorted(table - known):
        origin, event, target = row
        is_quiet = target == IDLE and (origin == ARMED or (origin, event) in QUIET)
        if origin != target and target not in TOWARDS_REST and not is_quiet:
            yield f'{row}: the model knows no such step'


def check_table(program):
    """The model, the table, and that their comparison bites."""
    lines = subprocess.run([program], check=True, capture_output=True, text=True).stdout.splitlines()
    table = {tuple(line.split()) for line in lines}
    seen, steps, broken = model.explore(model.Design())
    result(f'the design holds in all {len(seen)} states', sorted(broken))
    result('the model is not trivial', [] if len(seen) > 30000 else [f'{len(seen)} states'])
    result('table and model agree', list(compare(table, steps)))
    for row in WRONG:
        result('noticed: ' + ' '.join(row), [] if list(compare(table | {row}, steps)) else ['no'])
    missing = table - {(RUNNING, 'stop', STOPPING)}
    result('noticed: no stop while running', [] if list(compare(missing, steps)) else ['no'])


def check_rules():
    """What each rule is there for."""
    for rules, falls in RULES:
        _, _, broken = model.explore(model.Design(**rules))
        result('without ' + ', '.join(rules) + ': ' + (', '.join(sorted(falls)) or 'all hold'),
               [] if broken == falls else [f'broken: {sorted(broken)}'])


if sys.argv[1] == '--rules':
    check_rules()
else:
    check_table(sys.argv[1])
print(f'1..{count}')
