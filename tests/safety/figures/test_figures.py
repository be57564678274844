#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""SAFETY.md says what was measured, and nothing else: test_figures.py ROOT. Prints TAP."""
import sys

import table


def is_made(page, tables):
    """Whether the page has these tables and no others."""
    return table.put(page, tables) == page


def main():
    """The page, and pages that are wrong."""
    root = sys.argv[1]
    page, tables = table.read(root, table.PAGE), table.make(root)
    hazards = {row[0] for row in table.read_rows(table.read(root, 'tests/safety/hazards.txt'))}
    criteria = {row[0] for row in table.read_rows(table.read(root, f'{table.HERE}/criteria.txt'))}
    row = next(line for line in page.splitlines() if line.startswith('| H') and table.UNMEASURED in line)
    measured = [sample for _, _, name, _ in table.ACROSS for sample in table.read_samples(root, name)]
    cases = [
        ('every hazard has a criterion, and no other has', hazards == criteria),
        ('the tables are what the list and the samples make', is_made(page, tables)),
        ('noticed: a hazard left out', not is_made(page.replace(row + '\n', ''), tables)),
        ('noticed: a figure without a sample',
         not is_made(page.replace(row, row.replace(table.UNMEASURED, '0 of 1,000')), tables)),
        ('noticed: a figure typed by hand', not is_made(page.replace(row, row + ' 1,000 |'), tables)),
        ('noticed: a sample that failed',
         'FAILED' in table.describe('orders', [{'passed': True}, {'passed': False}])),
        ('noticed: a sample that passed and took too long',
         'FAILED' in table.describe('unheard', [{'passed': True, 'samples': [{'fourth_ms': 1201}]}])),
        ('noticed: a Stop that takes longer than a bare write',
         'FAILED' in table.describe_stops([{'samples': [{'idle_ms': 131, 'idle_bare_ms': 100}]}], 'idle')),
        ('no row has failed', 'FAILED' not in tables),
        ('every sample passed', all(sample['passed'] for sample in measured)),
    ]
    print(f'1..{len(cases)}')
    for number, (name, is_well) in enumerate(cases, 1):
        print(f"{'ok' if is_well else 'not ok'} {number} - {name}")
    return 0 if all(is_well for _, is_well in cases) else 1


sys.exit(main())
