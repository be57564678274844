#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""./check bench: measures the shipped programs. See README.md beside this file.

run.py [--full] [--only PART] [--count N] [--tap FILE]. Figures go to standard output, one JSON object
what is met and missed goes to standard error, and as TAP to FILE; raw samples go to build/bench/.
The exit status is 1 if a target is missed or a sample is missing.
"""
import argparse
import os
import subprocess
import sys
import traceback

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import radio
import start
import vm
from figures import Results
from places import SCREEN

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
BUILD = os.environ.get('EBB_BUILD', os.path.join(TOP, 'build'))
PREFIX = os.environ.get('EBB_PREFIX', os.path.join(BUILD, 'prefix'))
os.environ.update(EBB_BUILD=BUILD, EBB_PREFIX=PREFIX)
TARGETS = ('floor-window', 'first-frame', 'bare-boots', 'bare-press', 'inject', 'nobundle.so',
           'flood-boots', 'ebb-client', 'bare-client')
KILLS = 50
ROUNDS, CONNECTIONS = 5, 2  # of the clients; CONNECTIONS is that of guest/client.py
# A VM that says nothing more is given up after so long a start and so long for each sample.
START_S, STOP_S, KILL_S, ROUND_S = 120, 12, 30, 120


def build_programs():
    targets = ['tests/bench/' + name for name in TARGETS]
    subprocess.run(['ninja', '-C', os.path.join(BUILD, 'run'), '--quiet', *targets], check=True,
                   stdout=sys.stderr)
    return os.path.join(BUILD, 'run', 'tests', 'bench')


def describe_machine(results):
    with open('/proc/cpuinfo', encoding='utf-8') as file:
        model = next((line.split(':')[1].strip() for line in file if line.startswith('model name')),
                     'unknown')
    with open('/proc/loadavg', encoding='utf-8') as file:
        load = file.read().split()[0]
    results.note(f'machine: {model}, {os.cpu_count()} processors, load {load} before')


def measure_start(results, folder, options):
    start.measure(results, folder, os.path.join(PREFIX, 'bin', 'ebb'), 30 if options.full else 11)


def run_in_vm(results, script, arguments, limit_s, preload=None):
    """What was printed; that it ended badly is a target missed, and no reason to hide the rest"""
    messages, problem = vm.run(BUILD, PREFIX, script, arguments, limit_s, preload)
    results.judge(problem is None, f'{script} ended well' + (f', not with {problem}' if problem
                                                             else ''))
    return messages


def measure_client(results, folder, options):
    rounds = 2 * ROUNDS if options.full else ROUNDS
    messages = run_in_vm(results, 'client', [rounds], START_S + ROUND_S * rounds,
                         os.path.join(folder, 'nobundle.so'))
    radio.report_client(results, messages, rounds, CONNECTIONS)


def measure_kill(results, folder, options):
    count = options.count or KILLS
    radio.report_kill(results, run_in_vm(results, 'kill', [count], START_S + KILL_S * count), count)


def measure_stop(results, folder, options):
    count = options.count or (1000 if options.full else 200)
    path = os.path.join(BUILD, 'bench', 'places.json')
    with open(path, 'w', encoding='utf-8') as file:
        subprocess.run([sys.executable, '-B', os.path.join(HERE, 'places.py'),
                        os.path.join(folder, 'inject')], check=True, stdout=file,
                       stdin=subprocess.DEVNULL)
    messages = run_in_vm(results, 'stop', [path, SCREEN, count],
                         START_S + 3 * STOP_S * count, os.path.join(folder, 'nobundle.so'))
    radio.report_stop(results, messages, count)


PARTS = {'start': measure_start, 'client': measure_client, 'kill': measure_kill,
         'stop': measure_stop}


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition('\n')[0])
    parser.add_argument('--full', action='store_true', help='n = 1000 instead of 200')
    parser.add_argument('--only', choices=list(PARTS), help='one part alone')
    parser.add_argument('--count', type=int, help='so many samples of stop and kill, for a try')
    parser.add_argument('--tap', help='where to write what was met and missed')
    options = parser.parse_args()
    results = Results(os.path.join(BUILD, 'bench'), options.tap)
    describe_machine(results)
    folder = build_programs()
    for name, part in PARTS.items():
        if options.only not in (None, name):
            continue
        try:
            part(results, folder, options)
        except Exception as error:  # the other parts are still worth having
            results.note(traceback.format_exc())
            results.judge(False, f'{name} could be measured ({type(error).__name__}: {error})')
    results.finish()
    sys.exit(1 if results.failed else 0)


if __name__ == '__main__':
    main()
