#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""./check bench: measures the shipped programs. See README.md beside this file.

run.py [--full] [--only PART] [--tap FILE]. Figures go to standard output, one JSON object a line;
what is met and missed goes to standard error, and as TAP to FILE; raw samples go to build/bench/.
The exit status is 1 if a target is missed or a sample is missing.
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
TARGETS = ('floor-window', 'first-frame')


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


def main():
    ebb = os.path.join(PREFIX, 'bin', 'ebb')
    parts = {
        'start': lambda: start.measure(results, folder, ebb, 30 if options.full else 11),
    }
    parser = argparse.ArgumentParser(description=__doc__.partition('\n')[0])
    parser.add_argument('--full', action='store_true', help='n = 1000 instead of 200')
    parser.add_argument('--only', choices=list(parts), help='one part alone')
    parser.add_argument('--tap', help='where to write what was met and missed')
    options = parser.parse_args()
    results = Results(os.path.join(BUILD, 'bench'), options.tap)
    describe_machine(results)
    folder = build_programs()
    for name, part in parts.items():
        if options.only not in (None, name):
            continue
        try:
            part()
        except Exception as error:  # the other parts are still worth having
            results.note(traceback.format_exc())
            results.judge(False, f'{name} could be measured ({type(error).__name__}: {error})')
    results.finish()
    sys.exit(1 if results.failed else 0)


if __name__ == '__main__':
    main()
