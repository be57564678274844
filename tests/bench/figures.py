# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""Samples, their figures, and the targets they are held to. No sample is ever dropped."""
import json
import math
import os


def percentile(samples, part):
    """The smallest sample that at least this part of all samples does not exceed"""
    ordered = sorted(samples)
    return ordered[max(0, math.ceil(part * len(ordered)) - 1)]


def describe(samples, unit='ms'):
    return (f'n {len(samples)}, p50 {percentile(samples, .5):.1f}, p90 {percentile(samples, .9):.1f}, '
            f'p99 {percentile(samples, .99):.1f}, max {max(samples):.1f} {unit}')


class Results:
    """Prints TAP with figures as comments; keeps the raw samples in a folder."""

    def __init__(self, folder):
        self.folder = folder
        self.count = 0
        self.failed = 0
        os.makedirs(folder, exist_ok=True)

    def keep(self, name, data):
        with open(os.path.join(self.folder, name + '.json'), 'w', encoding='utf-8') as file:
            json.dump(data, file, indent=1)
            file.write('\n')

    def note(self, text):
        print('# ' + text.replace('\n', '\n# '), flush=True)

    def figure(self, name, unit, samples, floor=None):
        """One JSON object on a line of its own; floor: the samples of what it is held against"""
        line = {'name': name, 'unit': unit, 'n': len(samples), 'p50': percentile(samples, .5),
                'p99': percentile(samples, .99), 'max': max(samples)}
        if floor:
            line['floor'] = percentile(floor, .5)
            line['ratio'] = round(line['p50'] / line['floor'], 3)
        print(json.dumps(line), flush=True)

    def judge(self, is_met, name):
        self.count += 1
        self.failed += not is_met
        print(f'{"ok" if is_met else "not ok"} {self.count} - {name}', flush=True)

    def finish(self):
        print(f'1..{self.count}', flush=True)
