#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""Takes the figures of SAFETY.md and writes its tables: run.py ROOT BUILD [MEASUREMENT...]

Each sample is on the disk before the next one begins, and a run goes on where the last one was cut. Prints
TAP, with its progress as comments.
"""
import functools
import json
import os
import re
import subprocess
import sys
import time

import table

sys.path.append(os.path.join(table.ROOT, 'tests', 'bench'))
import vm

# What is measured. A change of anything else leaves the samples as good as they were.
MEASURED = ['app', 'ble', 'data', 'tests/app', 'tests/ble', 'tests/data', 'tests/fixtures', 'tests/fuzz',
            'tests/safety/*.c', 'tests/safety/*.h', 'tests/safety/figures/guest', 'tests/vm/lib.py']
# Random sessions: each tenth over boots in which things break, which take longer; which of the two, each sample says.
N_ORDERS, ORDERS_A_SAMPLE = {'sound': 900000, 'broken': 100000}, {'sound': 10000, 'broken': 5000}
N_FUZZ_EACH = 1000000
# The decoders that mutate-proto shares its count among, by its names for them.
DECODERS = ('features', 'status', 'telemetry', 'stop', 'request', 'response', 'chunk', 'program')
# The readers of mutate-files, by its names for them.
READERS = ('limits', 'screening', 'answers', 'past', 'boots', 'program', 'definition')
# A link that is lost at each moment of tests/app/engine/cut-life.c, and kills at any of them.
MOMENTS = ('connected', 'armed', 'starting', 'running', 'well-under-way', 'pausing', 'paused', 'armed-again',
           'starting-again', 'stopping', 'complete', 'on-return', 'fault')
N_CUTS = 1000
# Over a real bluetoothd, by what guest/air.py calls them: how many in all, and at once in one VM; one of
# them takes so many seconds there.
AIR = {'kills-on-air': ('kills', 200, 10, 60), 'blocked': ('blocked', 20, 5, 120), 'unheard': ('unheard', 20, 10, 60),
       'suspends': ('suspends', 20, 10, 60)}
# In the window, which a program of its own drives there.
WINDOW = {'blocked-window': ('blocked-window', 20, 5, 240)}
LOST_ON_AIR, N_LOST_ON_AIR = 'lost-on-air', 20
LOST_AT_ONCE, LOST_S = 10, 100
# A session that nobody ends takes five minutes.
COMPLETE_AT_ONCE, COMPLETE_S = 4, 500
# As ./check bench measures it: each sample is one press on an idle, one on a busy and one on a hung computer.
N_STOPS, STOPS_AT_ONCE = 200, 20
VM_STARTS_S = 180
VM_TRIES, OTHER_SEEDS = 4, 1000
FIGURE = re.compile(r'^# figure (\{.*\})$', re.MULTILINE)
FOUND = re.compile(r'# (?:the design|set-holds[\w-]*): (\d+) states, (\d+) transitions')


def git(root, *words):
    """What git says."""
    return subprocess.run(['git', '-C', root, *words], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


def read_commands(build):
    """{ name of a test: its command }"""
    with open(os.path.join(build, 'meson-info', 'intro-tests.json'), encoding='utf-8') as file:
        return {test['name']: test['cmd'] for test in json.load(file)}


def plan(build):
    """{ measurement: its samples, each (what it is called, how many it tries, what takes it) }"""
    commands = read_commands(build)
    measurements = {name: [(part, count, functools.partial(take, build, command)) for part, count, command in parts]
                    for name, parts in plan_commands(commands).items()}
    measurements.update({name: plan_on_air('', *wanted) for name, wanted in AIR.items()})
    measurements.update({name: plan_on_air('', *wanted, program='still') for name, wanted in WINDOW.items()})
    measurements[LOST_ON_AIR] = [part for moment in MOMENTS for part in plan_on_air(
        moment + ' ', moment, N_LOST_ON_AIR,
        *((COMPLETE_AT_ONCE, COMPLETE_S) if moment == 'complete' else (LOST_AT_ONCE, LOST_S)))]
    measurements['stop-latency'] = [(f'{first} to {first + STOPS_AT_ONCE - 1}', 3 * STOPS_AT_ONCE, take_stops)
                                    for first in range(1, N_STOPS, STOPS_AT_ONCE)]
    return measurements


def plan_on_air(prefix, what, total, at_once, sample_s, program='air'):
    """The samples of one kind, each of them a VM"""
    return [(f'{prefix}seed {seed}', at_once, functools.partial(
        take_on_air, what, seed, at_once, VM_STARTS_S + at_once * sample_s, program)) for seed in range(total // at_once)]


def plan_commands(commands):
    """Of those that are a test of the sanitized build: a command in the place of what takes it"""
    orders = {'sound': commands['safety-traces'][:-2], 'broken': commands['safety-broken-boots'][:-2]}
    cuts = commands['session-cuts'][:-2] + ['1', str(N_CUTS), '-p']
    return {
        'model': [('all', 1, commands['session-table']), ('a set over two runs', 1, commands['session-table-set'])],
        'lost-links': [(moment, N_CUTS, cuts + [f'/safety/H01/link-lost/{moment}']) for moment in MOMENTS],
        'kills': [('all', N_CUTS, cuts + ['/safety/H02/killed-at-any-time'])],
        'fuzz-protocol': [(decoder, N_FUZZ_EACH, commands['fuzz-proto-mutations'] + [
            str(N_FUZZ_EACH * len(DECODERS)), '-p', f'/fuzz/{decoder}']) for decoder in DECODERS],
        'fuzz-files': [(reader, N_FUZZ_EACH, commands['fuzz-file-mutations'][:-1] + [
            str(N_FUZZ_EACH), '-p', f'/safety/H15/broken-files/{reader}']) for reader in READERS],
        'orders': [(f'{boots} boots, seeds from {first}', at_once, orders[boots] + [str(first), str(at_once), 'rules'])
                   for boots, at_once in ORDERS_A_SAMPLE.items() for first in range(1, N_ORDERS[boots], at_once)],
        # Last, as it cannot be cut: its program draws all of them from one seed.
        'fuzz-recording': [('all', N_FUZZ_EACH, commands['fuzz-trace-mutations'] + [str(N_FUZZ_EACH)])],
    }


def take(build, command):
    """Runs one sample: what it found."""
    began = time.monotonic()
    environment = {**os.environ, 'G_TEST_SRCDIR': os.path.join(table.ROOT, 'data')}
    run = subprocess.run(command, cwd=build, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                         errors='replace', check=False)
    passed = len(re.findall(r'^ok \d', run.stdout, re.MULTILINE))
    found = {'passed': run.returncode == 0 and passed > 0, 'tests': passed,
             'seconds': round(time.monotonic() - began, 1)}
    explored = FOUND.findall(run.stdout)
    if explored:
        found.update(states=sum(int(states) for states, _ in explored),
                     transitions=sum(int(transitions) for _, transitions in explored))
    figure = FIGURE.search(run.stdout)
    if figure:
        found.update(json.loads(figure.group(1)))
    if not found['passed']:
        print(run.stdout, file=sys.stderr)
    return found


def take_on_air(what, seed, count, limit_s, guest='air'):
    """Runs one sample in a VM, on the programs as installed: what it found. Where bluetoothd itself ended, another VM
    takes what is missing; the session that it cut off is none of them, and is counted."""
    began = time.monotonic()
    build, name = os.environ['EBB_BUILD'], f'figures-{what}-{seed}'
    preload = build_preload(build)
    program = os.path.join(table.ROOT, table.HERE, 'guest', guest)
    samples, failure, n_ended = [], None, 0
    for turn in range(VM_TRIES):
        messages, failure = vm.run(build, os.environ['EBB_PREFIX'], program,
                                   [what, seed + turn * OTHER_SEEDS, count - len(samples)], limit_s, preload, name,
                                   is_alone=False)
        samples += [{key: value for key, value in message.items() if key != 'sample'}
                    for message in messages if 'sample' in message]
        if failure is None or not has_daemon_ended(os.path.join(build, 'logs', 'bench', name)):
            break
        n_ended += 1
    found = {'passed': failure is None and len(samples) == count, 'samples': samples, 'daemon_ended': n_ended,
             'seconds': round(time.monotonic() - began, 1)}
    if failure:
        found['failure'] = failure
        print(f'# {what}: {failure}', file=sys.stderr)
    return found


def build_preload(build):
    """Boots are no BlueZ, and bluetoothd 5.66 ends where a link does on which it bundles notifications."""
    subprocess.run(['ninja', '-C', os.path.join(build, 'run'), '--quiet', 'tests/bench/nobundle.so'], check=True,
                   stdout=sys.stderr)
    return os.path.join(build, 'run', 'tests', 'bench', 'nobundle.so')


def has_daemon_ended(logs):
    """Whether bluetoothd ended by itself in the VM that left these logs."""
    with open(os.path.join(logs, 'bluetoothd.log'), encoding='utf-8', errors='replace') as file:
        return 'bluetoothd is gone' in file.read()


def take_stops():
    """Runs one sample of the bench: how long each press took, and a bare write of the same press."""
    began = time.monotonic()
    run = subprocess.run([os.path.join(table.ROOT, 'tests', 'bench', 'run.sh'), '--only', 'stop', '--count',
                          str(STOPS_AT_ONCE)], stdout=subprocess.PIPE, text=True, check=False)
    with open(os.path.join(os.environ['EBB_BUILD'], 'bench', 'stop.jsonl'), encoding='utf-8') as file:
        presses = [json.loads(line) for line in file]
    samples = [{name: (press[key] - press['pressed_us']) / 1000
                for name, key in ((f'{condition}_ms', 'stop_us'), (f'{condition}_bare_ms', 'bare_us'))}
               for condition in table.CONDITIONS for press in presses
               if press.get('sample') == f'stop_latency_{condition}']
    return {'passed': run.returncode == 0 and len(samples) == len(table.CONDITIONS) * STOPS_AT_ONCE, 'samples': samples,
            'seconds': round(time.monotonic() - began, 1)}


def keep(path, sample):
    """Adds a sample, and returns when it is on the disk."""
    with open(path, 'a', encoding='utf-8') as file:
        file.write(json.dumps(sample) + '\n')
        file.flush()
        os.fsync(file.fileno())


def begin(root, name, parts, commit):
    """The parts that are there. What takes hours is taken over several commits, and says which; a measurement that is
    whole is taken anew for another one, and so is one whose parts are not those of now."""
    samples = table.read_samples(root, name)
    done = {sample['part'] for sample in samples}
    planned = {part for part, _, _ in parts}
    is_old = done >= planned and any(sample['commit'] != commit for sample in samples)
    if is_old or done - planned:
        os.remove(os.path.join(root, table.raw_path(name)))
        return set()
    return done


def measure(root, name, parts, commit):
    """Takes what is missing of a measurement. Returns whether all of it passed."""
    path = os.path.join(root, table.raw_path(name))
    done = begin(root, name, parts, commit)
    for number, (part, count, take_it) in enumerate(parts, 1):
        if part in done:
            continue
        print(f'# {name}: {number} of {len(parts)}', flush=True)
        keep(path, {'commit': commit, 'part': part, 'n': count, **take_it()})
        table.write_page(root)
    return all(sample['passed'] for sample in table.read_samples(root, name))


def main():
    """All measurements, or those that are named."""
    root, build, *names = sys.argv[1:]
    if git(root, 'status', '--porcelain', '--', *MEASURED):
        print('1..1\nnot ok 1 - the tree is as committed, so that its figures have a commit')
        return 1
    commit = git(root, 'log', '-1', '--format=%h', '--', *MEASURED)
    measurements = {name: parts for name, parts in plan(build).items() if name in names or not names}
    is_well = True
    print(f'1..{len(measurements)}')
    for number, (name, parts) in enumerate(measurements.items(), 1):
        passed = measure(root, name, parts, commit)
        is_well &= passed
        print(f"{'ok' if passed else 'not ok'} {number} - {name}", flush=True)
    return 0 if is_well else 1


if __name__ == '__main__':
    sys.exit(main())
