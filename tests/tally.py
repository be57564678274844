#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""Adds up what the suites said: tally.py RESULTS ALLOWED_SKIPS SUITE...

RESULTS holds meson.json (meson's testlog), meson-tests.json (its list of tests) and NAME.tap for
each suite with a runner of its own. Prints what failed, then "N passed, N failed" alone on the last line; the exit status agrees.
"""
import json
import os
import re
import sys

TAP_LINE = re.compile(r'^(ok|not ok)\b\s*(\d+)?\s*-?\s*(.*)$')
TAP_PLAN = re.compile(r'^1\.\.(\d+)', re.MULTILINE)
DIRECTIVE = re.compile(r'\s#\s*(skip|todo)\S*\s*(.*)$', re.IGNORECASE)
OWN_RUNNER = ('vm', 'ui', 'coverage', 'mutants', 'figures', 'bench')


class Tally:
    def __init__(self, allowed):
        self.allowed = allowed
        self.passed = 0
        self.skipped = []
        self.failures = []

    def add(self, name, outcome, detail=''):
        """outcome: 'pass', 'skip' or 'fail'"""
        if outcome == 'pass':
            self.passed += 1
        elif outcome == 'skip' and name in self.allowed:
            self.skipped.append((name, self.allowed[name]))
        elif outcome == 'skip':
            self.failures.append((name, 'skipped, and tests/allowed-skips.txt does not name it'))
        else:
            self.failures.append((name, detail))


def read_allowed(path):
    """{ 'suite:test': reason }; an entry without a reason is an error"""
    allowed = {}
    with open(path, encoding='utf-8') as lines:
        for number, line in enumerate(lines, 1):
            line = line.strip()
            if not line or line.startswith('#'):
                continue
            name, _, reason = line.partition(' ')
            if not reason.strip() or ':' not in name:
                print(f'{path}:{number}: "{line}": expected SUITE:TEST and a reason')
                print('0 passed, 1 failed')
                sys.exit(1)
            allowed[name] = reason.strip()
    return allowed


def read_tap(text):
    """(results, planned): results are (outcome, name, detail); planned is None without a plan"""
    results, planned, said = [], None, []
    for line in text.splitlines():
        if line.startswith('#'):
            said.append(line)
        plan = TAP_PLAN.match(line)
        if plan:
            planned = int(plan.group(1))
            continue
        if line.startswith('Bail out!'):
            results.append(('fail', 'bail-out', line))
            continue
        match = TAP_LINE.match(line)
        if not match:
            continue
        word, number, name = match.groups()
        directive = DIRECTIVE.search(' ' + name)
        detail = ''
        if directive:
            name = (' ' + name)[:directive.start()].strip()
            detail = directive.group(2)
        name = re.sub(r'\s+', '-', name.strip()) or f'number-{number}'
        if word == 'not ok':
            results.append(('fail', name, '\n'.join([detail, *said[-12:]])))
        elif directive and directive.group(1).lower() == 'skip':
            results.append(('skip', name, detail))
        else:
            results.append(('pass', name, detail))
        said = []
    return results, planned


def add_tap(tally, label, text):
    """Returns how many lines it found, and whether one of them failed."""
    results, planned = read_tap(text)
    failed = False
    for outcome, name, detail in results:
        tally.add(f'{label}:{name}', outcome, detail)
        failed = failed or outcome != 'pass'
    if planned is not None and planned != len(results):
        tally.add(f'{label}:plan', 'fail', f'{len(results)} results, {planned} planned')
        failed = True
    return len(results), failed


def read_suites(path):
    """{ test: its suites }, from meson's own list of tests"""
    with open(path, encoding='utf-8') as file:
        return {test['name']: [suite.rpartition(':')[2] for suite in test['suite']]
                for test in json.load(file)}


def add_meson_test(tally, name, test):
    result = test['result']
    stdout = test.get('stdout') or ''
    if TAP_PLAN.search(stdout) or re.search(r'^(ok|not ok) \d', stdout, re.MULTILINE):
        count, failed = add_tap(tally, name, stdout)
        if count and (result in ('OK', 'SKIP') or failed):
            return
    if result in ('OK', 'EXPECTEDFAIL'):
        tally.add(name + ':all', 'pass')
    elif result == 'SKIP':
        tally.add(name + ':all', 'skip')
    else:
        tally.add(name + ':all', 'fail', f'meson says {result}')


def add_meson(tally, log, known, wanted):
    """Counts meson's testlog. known: { test: suites }; wanted: the suites that were asked for.
    Returns the suites that had at least one test."""
    ran = set()
    with open(log, encoding='utf-8') as lines:
        for line in lines:
            test = json.loads(line)
            name = test['name'].rpartition(' / ')[2]
            ran.add(name)
            add_meson_test(tally, name, test)
    for name, suites in known.items():
        if name not in ran and set(suites) & set(wanted):
            tally.add(name + ':all', 'fail', 'it did not run')
    return {suite for name in ran for suite in known.get(name, [])}


def main():
    results, allowed, *suites = sys.argv[1:]
    tally = Tally(read_allowed(allowed))
    meson_log = os.path.join(results, 'meson.json')
    built = not os.path.exists(os.path.join(results, 'build.tap'))
    seen = set()
    if os.path.exists(meson_log):
        known = read_suites(os.path.join(results, 'meson-tests.json'))
        seen = add_meson(tally, meson_log, known, suites)
    for name in sorted(os.listdir(results)):
        if name.endswith('.tap'):
            with open(os.path.join(results, name), encoding='utf-8', errors='replace') as file:
                count, _ = add_tap(tally, name[:-4], file.read())
            if count:
                seen.add(name[:-4])
    for suite in suites:
        # A suite that runs nothing proves nothing.
        if suite not in seen and (built or suite in OWN_RUNNER):
            tally.add(f'{suite}:empty', 'fail', 'the suite ran no test')
    for name, reason in tally.skipped:
        print(f'skipped as agreed: {name} ({reason})')
    for name, detail in tally.failures:
        first, _, rest = detail.partition('\n')
        print(f'failed: {name}' + (f' ({first})' if first else ''))
        for line in rest.splitlines():
            print('  ' + line)
    print(f'{tally.passed} passed, {len(tally.failures)} failed')
    sys.stdout.flush()
    sys.exit(1 if tally.failures else 0)


if __name__ == '__main__':
    main()
