#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""./check bench: measures the shipped programs and prints TAP with the figures.

Raw samples are kept in build/logs/bench/. Absolute figures belong to this machine and minute;
each target is a ratio to a floor measured in the same run, or a bound with much room.
"""
import argparse
import os
import subprocess
import sys
import traceback

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import start
from figures import Results

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.environ.get('EBB_BUILD', os.path.join(TOP, 'build'))
PREFIX = os.environ.get('EBB_PREFIX', os.path.join(BUILD, 'prefix'))
LOGS = os.path.join(os.environ.get('EBB_LOGS', os.path.join(BUILD, 'logs')), 'bench')


def build_programs():
    targets = ['tests/bench/floor-window', 'tests/bench/first-frame']
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


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--full', action='store_true', help='n = 1000 instead of 200')
    parser.add_argument('--only', choices=['start'], help='one part alone')
    options = parser.parse_args()
    results = Results(LOGS)
    describe_machine(results)
    folder = build_programs()
    parts = {'start': lambda: start.measure(results, folder, os.path.join(PREFIX, 'bin', 'ebb'),
                                            30 if options.full else 11)}
    for name, part in parts.items():
        if options.only not in (None, name):
            continue
        try:
            part()
        except Exception as error:  # the other parts are still worth having
            results.note(traceback.format_exc())
            results.judge(False, f'{name} could be measured ({type(error).__name__})')
    results.finish()
    sys.exit(1 if results.failed else 0)


if __name__ == '__main__':
    main()
