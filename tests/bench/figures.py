# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""Samples, their figures, and the targets they are held to. No sample is ever dropped."""
import json
import math
import os
import sys


def percentile(samples, part):
    """The smallest sample that at least this part of all samples does not exceed"""
    ordered = sorted(samples)
    return ordered[max(0, math.ceil(part * len(ordered)) - 1)]


def rounded(value):
    return round(value, 4 if abs(value) < 1 else 2)


class Results:
    """Prints each figure as one JSON object on a line of its own, says on standard error which
    targets are met, writes the same as TAP, and keeps the raw samples in a folder."""

    def __init__(self, folder, tap_path=None):
        self.folder = folder
        self.count = 0
        self.failed = 0
        os.makedirs(folder, exist_ok=True)
        self.tap = open(tap_path or os.devnull, 'w', encoding='utf-8')

    def keep(self, name, data):
        with open(os.path.join(self.folder, name + '.json'), 'w', encoding='utf-8') as file:
            json.dump(data, file, indent=1)
            file.write('\n')

    def note(self, text):
        print('bench: ' + text, file=sys.stderr, flush=True)

    def figure(self, name, unit, samples, floor=None, held_at='p50'):
        """floor: the samples of what it is held against, compared at held_at"""
        line = {'name': name, 'unit': unit, 'n': len(samples)}
        line.update(describe(samples))
        if floor:
            of_floor = describe(floor)
            line.update(floor=of_floor[held_at], held_at=held_at)
            line['ratio'] = round(line[held_at] / line['floor'], 3) if line['floor'] else None
            line.update({f'floor_{key}': value for key, value in of_floor.items()})
        self.say(line)
        return line

    def value(self, name, unit, count, value, floor=None):
        """A figure of which there is one: a share, a sum"""
        line = {'name': name, 'unit': unit, 'n': count, 'value': rounded(value)}
        if floor is not None:
            line['floor'] = rounded(floor)
            line['ratio'] = round(value / floor, 3) if floor else None
        self.say(line)
        return line

    def say(self, line):
        print(json.dumps(line), flush=True)

    def judge(self, is_met, sentence):
        """A target, or a condition without which a figure is worth nothing"""
        self.count += 1
        self.failed += not is_met
        self.note(f'{"met" if is_met else "MISSED"}: {sentence}')
        print(f'{"ok" if is_met else "not ok"} {self.count} - {sentence}', file=self.tap,
              flush=True)

    def finish(self):
        print(f'1..{self.count}', file=self.tap, flush=True)
        self.note(f'{self.count - self.failed} met, {self.failed} missed')


def describe(samples):
    return {'p50': rounded(percentile(samples, .5)), 'p99': rounded(percentile(samples, .99)),
            'max': rounded(max(samples))}
