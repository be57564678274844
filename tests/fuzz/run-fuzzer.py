#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""Runs a libFuzzer program for a while: run-fuzzer.py FUZZER VECTORS SECONDS

Starts from the vectors of the protocol and prints TAP. What breaks it is left in the folder that
holds FUZZER, and named.
"""
import json
import os
import re
import subprocess
import sys
import tempfile

# In the order of ProtoKind: the first byte of an input says which decoder gets it.
KINDS = ('features', 'status', 'telemetry', 'stop', 'request', 'response', 'chunk', 'program')


def write_seeds(vectors, folder):
    count = 0
    for number, kind in enumerate(KINDS):
        with open(os.path.join(vectors, kind + '.json'), encoding='utf-8') as file:
            for vector in json.load(file)['vectors']:
                with open(os.path.join(folder, f'{kind}-{vector["name"]}'), 'wb') as seed:
                    seed.write(bytes([number]) + bytes.fromhex(vector['hex']))
                count += 1
    return count


def main():
    fuzzer, vectors, seconds = sys.argv[1:]
    with tempfile.TemporaryDirectory() as corpus:
        seeds = write_seeds(vectors, corpus)
        run = subprocess.run(
            [fuzzer, f'-max_total_time={seconds}', '-max_len=256', '-seed=1', '-print_final_stats=1',
             f'-artifact_prefix={os.path.dirname(os.path.abspath(fuzzer))}/', corpus],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors='replace')
    runs = re.search(r'stat::number_of_executed_units:\s*(\d+)', run.stdout)
    count = int(runs.group(1)) if runs else 0
    # A fuzzer that did not run proves nothing.
    passed = run.returncode == 0 and count > seeds
    if not passed:
        print(run.stdout, file=sys.stderr)
    print(f'{"ok" if passed else "not ok"} 1 libfuzzer-finds-nothing')
    print(f'# {count} inputs from {seeds} seeds in {seconds} s, exit status {run.returncode}')
    print('1..1')
    sys.exit(0 if passed else 1)


if __name__ == '__main__':
    main()
