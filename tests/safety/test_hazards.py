#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""Each hazard has a mechanism and a test that are there: test_hazards.py ROOT. Prints TAP."""
import os
import sys

HAZARDS = [f'H{number:02}' for number in range(1, 29)]


def read(root, path):
    """What is in a file, or None."""
    try:
        with open(os.path.join(root, path), encoding='utf-8') as file:
            return file.read()
    except OSError:
        return None


def has_path(text, path):
    """Whether a program has a test of this path, in one piece or as a folder's name and what it puts behind it."""
    return f'"{path}"' in text or any(
        f'"{path[:end]}"' in text.replace('%s"', '"') and f'"{path[end:]}"' in text for end in range(1, len(path)))


def judge_test(hazard, test_file, text, test):
    """What is wrong with a test."""
    is_program = test_file.endswith('.c')
    if not test.startswith(f'/safety/{hazard}/'):
        return f'{hazard}: "{test}" of {test_file} does not bear the number'
    if text is None or not (has_path(text, test) if is_program else test in text):
        return f'{hazard}: {test_file} has no "{test}"'
    return None


def judge_row(root, fields):
    """What is wrong with one line."""
    if len(fields) != 5:
        return f'{fields[0]}: expected five fields'
    hazard, _, mechanism, test_file, test = fields
    if mechanism == '-' or test_file == '-':
        return None if mechanism == test_file and len(test.split()) > 3 else f'{hazard}: no reason'
    if read(root, mechanism) is None:
        return f'{hazard}: there is no {mechanism}'
    return judge_test(hazard, test_file, read(root, test_file), test)


def judge(root, text):
    """All that is wrong with a list of hazards."""
    rows = [[field.strip() for field in line.split('|')] for line in text.splitlines()
            if line and not line.startswith('#')]
    found = [judge_row(root, row) for row in rows]
    named = [row[0] for row in rows]
    missing = [hazard for hazard in HAZARDS if hazard not in named]
    strange = [hazard for hazard in named if hazard not in HAZARDS]
    return [what for what in found if what] + [f'{hazard}: left out' for hazard in missing] \
        + [f'{hazard}: unknown' for hazard in strange]


def main():
    """The list, and lists that are wrong."""
    root = sys.argv[1]
    text = read(root, 'tests/safety/hazards.txt')
    row = next(line for line in text.splitlines() if line.startswith('H06'))
    cases = [
        ('every hazard is met where the list says, or says why not', text, 0),
        ('noticed: a hazard left out', text.replace(row + '\n', ''), 1),
        ('noticed: a test that is not there', text.replace(row, row + '-never'), 1),
        ('noticed: a test without the number', text.replace(row, row.replace('/safety/H06/', '/safety/H07/')), 1),
        ('noticed: a mechanism that is not there', text.replace(row, row.replace('.c |', '.d |', 1)), 1),
        ('noticed: no reason', text.replace('words on the boots, and no software', '-'), 1),
    ]
    print(f'1..{len(cases)}')
    is_well = True
    for number, (name, given, wanted) in enumerate(cases, 1):
        found = judge(root, given)
        is_well &= len(found) == wanted
        print(f"{'ok' if len(found) == wanted else 'not ok'} {number} - {name}")
        if len(found) != wanted:
            print('\n'.join(f'# {what}' for what in found))
    return 0 if is_well else 1


sys.exit(main())
