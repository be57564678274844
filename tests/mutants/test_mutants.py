#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""Each hazard has a mutant that fits and names a test, or a reason: test_mutants.py ROOT BUILD.

Whether that test notices its mutant is the runner's to say: ./check mutants. Prints TAP.
"""
import glob
import json
import os
import re
import sys

import mutants

CHANGED = re.compile(r'^\+\+\+ b/(\S+)', re.MULTILINE)


def read_hazards(root):
    """(hazard, mechanism) of each row of the list of hazards."""
    text = mutants.read(root, os.path.join('tests', 'safety', 'hazards.txt'))
    rows = [line.split('|') for line in text.splitlines() if line and not line.startswith('#')]
    return sorted({(row[0].strip(), row[2].strip()) for row in rows})


def read_patches(root):
    """What each patch changes, by the patch's name."""
    return {os.path.basename(path)[:-len('.patch')]: set(CHANGED.findall(mutants.read(root, path)))
            for path in glob.glob(os.path.join(root, mutants.FOLDER, '*.patch'))}


def read_tests(build):
    """The names of all tests."""
    with open(os.path.join(build, 'meson-info', 'intro-tests.json'), encoding='utf-8') as file:
        return {test['name'] for test in json.load(file)}


def read_words(root):
    """The text of all tests in C, in which the end of a path has to stand."""
    words = []
    for path in glob.glob(os.path.join(root, 'tests', '**', '*.c'), recursive=True):
        with open(path, encoding='utf-8') as file:
            words.append(file.read())
    return '\n'.join(words)


def judge_row(mutant, patches, tests, words):
    """What is wrong with one mutant."""
    if mutant.patch == '-':
        has_reason = mutant.test == '-' and len(mutant.path.split()) > 3
        return None if has_reason else f'{mutant.hazard}: no reason'
    if mutant.patch not in patches:
        return f'{mutant.hazard}: there is no {mutant.patch}.patch'
    if mutant.test not in tests:
        return f'{mutant.patch}: there is no test "{mutant.test}"'
    # A test without paths bears the number in what it prints: tests/safety/test_hazards.py looks.
    if mutant.path != '-' and not mutant.path.startswith(f'/safety/{mutant.hazard}/'):
        return f'{mutant.patch}: "{mutant.path}" does not bear the number of {mutant.hazard}'
    if mutant.path != '-' and mutant.path.rpartition('/')[2] not in words:
        return f'{mutant.patch}: no test has a path that ends as "{mutant.path}"'
    return None


def judge(text, hazards, patches, tests, words):
    """All that is wrong with a list of mutants."""
    listed, found = mutants.parse(text)
    found += [what for what in (judge_row(mutant, patches, tests, words) for mutant in listed) if what]
    named = {mutant.hazard for mutant in listed}
    numbers = {hazard for hazard, _ in hazards}
    found += [f'{hazard}: left out' for hazard in sorted(numbers - named)]
    found += [f'{hazard}: unknown' for hazard in sorted(named - numbers)]
    taken_out = {(mutant.hazard, path) for mutant in listed for path in patches.get(mutant.patch, ())}
    found += [f'{hazard}: no patch takes anything out of {path}' for hazard, path in hazards
              if path != '-' and (hazard, path) not in taken_out]
    used = {mutant.patch for mutant in listed}
    return found + [f'{patch}.patch: in no row' for patch in sorted(patches) if patch not in used]


def judge_patches(root, patches):
    """Those that do not fit the tree."""
    found = []
    for patch in patches:
        why = mutants.put_on(root, os.path.join(root, mutants.FOLDER, patch + '.patch'), '--check')
        found += [f'{patch}: {why}'] if why else []
    return found


def main():
    """The list, and lists that are wrong."""
    root, build = sys.argv[1:]
    text = mutants.read(root, mutants.LIST)
    hazards, patches = read_hazards(root), read_patches(root)
    known = (hazards, patches, read_tests(build), read_words(root))
    with_another = (hazards + [('H06', 'app/engine/ebb-session-links.c')], *known[1:])
    row = next(line for line in text.splitlines() if line.startswith('H06'))
    reason = next(mutant.path for mutant in mutants.parse(text)[0] if mutant.patch == '-')
    cases = [
        ('every patch fits the tree', judge_patches(root, sorted(patches)), False),
        ('every mechanism of a hazard has a mutant that names its test, or a reason', judge(text, *known), False),
        ('noticed: a hazard left out', judge(text.replace(row, row.replace('H06 ', 'H07 ', 1)), *known), True),
        ('noticed: a patch in no row', judge(text.replace(row + '\n', ''), *known), True),
        ('noticed: a test that is not there', judge(text.replace(row, row + '-never'), *known), True),
        ('noticed: a mechanism that no patch takes out', judge(text, *with_another), True),
        ('noticed: a test without the number',
         judge(text.replace(row, row.replace('/safety/H06/', '/safety/H07/')), *known), True),
        ('noticed: no reason', judge(text.replace(reason, '-'), *known), True),
    ]
    print(f'1..{len(cases)}')
    is_well = True
    for number, (name, found, is_wrong) in enumerate(cases, 1):
        is_well &= bool(found) == is_wrong
        print(f"{'ok' if bool(found) == is_wrong else 'not ok'} {number} - {name}")
        if bool(found) != is_wrong:
            print('\n'.join(f'# {what}' for what in found))
    return 0 if is_well else 1


sys.exit(main())
