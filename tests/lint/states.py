#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""Whether tests/states.txt is true: states.py ROOT

Each state that something on the air leads to says which test produces it in the virtual machine,
or why none can and which other test does, and where it is read from the window and from ebbctl.
Those tests are there and are run, and each code of Ebb's own that is such a state is named.
"""
import ast
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from lint import Report, read

LIST = 'tests/states.txt'
SCENARIOS, PARTS = 'tests/vm/scenarios', 'tests/ui'
WHOLE, REASONS, TESTS, RUN, CODES = RULES = (
    'each state has all it needs', 'reasons are those of the list', 'tests that are named are there',
    'tests that are named are run', 'each code is in the list')
KEYS = ('state', 'vm', 'made', 'window', 'ebbctl', 'codes')
NEEDED = ('state', 'vm', 'window', 'ebbctl')
SAME = 'the same'  # tests as produce it
RUNNERS = {'run_tests': 'ebbctl', 'run_window_tests': 'window'}


class List:
    """The list as it is written"""

    def __init__(self, report, text):
        self.reasons, self.headers, self.exempt, self.rows = {}, {}, set(), []
        row = {}
        for number, line in enumerate(text.splitlines() + [''], 1):
            if not line.strip():
                if row:
                    self.rows.append(row)
                row = {}
            elif not line.startswith('#'):
                self._take(report, row, number, line)

    def _take(self, report, row, number, line):
        word, _, value = (part.strip() for part in line.partition(':'))
        if word.startswith('reason '):
            self.reasons[word.removeprefix('reason ')] = number
        elif word.startswith('codes of '):
            self.headers[word.removeprefix('codes of ')] = value
        elif word == 'no state':
            self.exempt.update(value.split())
        elif word not in KEYS or not value or word in row:
            report.add(WHOLE, LIST, number, f'"{line}" is no line of a state')
        else:
            row[word] = value
            row.setdefault('line', number)


class Tests:
    """What the tests of the tree are called; each file is read once"""

    def __init__(self, root):
        self.root, self.texts, self.trees = root, {}, {}
        runner = self.text(f'{PARTS}/run.sh') or ''
        self.parts = set(' '.join(re.findall(r'^\s*parts=\((\w[^)]*)\)', runner, re.M)).split())

    def text(self, path):
        if path not in self.texts:
            there = os.path.exists(os.path.join(self.root, path))
            self.texts[path] = read(self.root, path) if there else None
        return self.texts[path]

    def tree(self, path):
        if path not in self.trees:
            self.trees[path] = list(ast.walk(ast.parse(self.text(path))))
        return self.trees[path]

    def find(self, place, name):
        """(what is wrong or None, the rule it breaks, what it can show)"""
        if place[:1].isdigit():
            return self._find_in_scenario(f'{SCENARIOS}/{place}.py', name)
        if '/' in place:
            return self._find_case(f'tests/{place}.c', name)
        return self._find_in_part(place, name)

    def _find_in_scenario(self, path, name):
        if self.text(path) is None or not self._defines(path, name):
            return f'{path} defines no {name}', TESTS, 'vm'
        runs = {call.func.id: call for call in self.tree(path) if isinstance(call, ast.Call)
                and isinstance(call.func, ast.Name) and call.func.id in RUNNERS}
        for runner, call in runs.items():
            if name in [node.id for each in call.args for node in ast.walk(each)
                        if isinstance(node, ast.Name)]:
                if not os.access(os.path.join(self.root, path), os.X_OK):
                    return f'{path} cannot be executed', RUN, 'vm'
                return None, None, RUNNERS[runner]
        return f'{path} does not run {name}', RUN, 'vm'

    def _find_in_part(self, part, name):
        path = f'{PARTS}/{part}.py'
        if self.text(path) is None or not self._defines(path, name):
            return f'{path} defines no {name}', TESTS, 'window'
        if part not in self.parts or name not in self._used(path):
            return f'{path}: nobody runs {name}', RUN, 'window'
        return None, None, 'window'

    def _find_case(self, path, name):
        """Of a program of tests that meson knows: in C, or without a suffix in Python"""
        if not name.startswith('/'):
            return self._find_function(path.removesuffix('.c') + '.py', name)
        if self.text(path) is None or not self._has_case(path, name):
            return f'{path} has no {name}', TESTS, None
        if not self._is_built(path):
            return f'{path} is not built', RUN, None
        return None, None, 'ebbctl' if path.startswith('tests/app/bin/test-on-the-air') else None

    def _find_function(self, path, name):
        if self.text(path) is None or not self._defines(path, name):
            return f'{path} defines no {name}', TESTS, None
        if not self._is_built(path) or name not in self._used(path):
            return f'{path}: nobody runs {name}', RUN, None
        return None, None, 'ebbctl'

    def _is_built(self, path):
        """Its name, or the end of it, is in the meson.build beside it"""
        stem = os.path.splitext(os.path.basename(path))[0]
        build = self.text(os.path.dirname(path) + '/meson.build') or ''
        return any(word == os.path.basename(path) or stem.endswith(('-' + word, '_' + word))
                   for word in re.findall(r"'([^']+)'", build))

    def _used(self, path):
        return {getattr(node, 'attr', None) or getattr(node, 'id', None)
                for node in self.tree(path) if isinstance(node, (ast.Attribute, ast.Name))}

    def _defines(self, path, name):
        return any(isinstance(node, ast.FunctionDef) and node.name == name
                   for node in self.tree(path))

    def _has_case(self, path, name):
        """A whole path, or one that a macro or a table puts together of two; the macro may be in a
        header beside it"""
        text = self.text(path)
        for header in re.findall(r'^#include "([^"]+)"', text, re.M):
            text += self.text(os.path.join(os.path.dirname(path), header)) or ''
        text = re.sub(r'/\*.*?\*/', '', text, flags=re.DOTALL)
        words = set(re.findall(r'[({]\s*"([^"\n]+)"', text))
        return any(name[at:] in words and (at == 0 or name[:at] in words)
                   for at in range(len(name)))


def split(value):
    """[(place, name)] of what a line names"""
    return [tuple(each.split(None, 1)) if len(each.split()) == 2 else (each.strip(), '')
            for each in value.split(';')]


def check_row(report, tests, known, row):
    line = row['line']
    for key in NEEDED:
        if key not in row:
            report.add(WHOLE, LIST, line, f'it has no "{key}:"')
    if row.get('vm', '').startswith('none') != ('made' in row):
        report.add(WHOLE, LIST, line, '"made:" is for what no scenario produces, and only for that')
    for key in ('vm', 'made', 'window', 'ebbctl'):
        value = row.get(key, '')
        if value == SAME:
            value = row.get('made', row.get('vm', ''))
        if value.startswith('none,') and key != 'made':
            reason = value.removeprefix('none,').strip()
            known.used.add(reason)
            if reason not in known.reasons:
                report.add(REASONS, LIST, line, f'"{reason}" is no reason of the list')
            continue
        for place, name in split(value) if value else ():
            wrong, rule, shows = tests.find(place, name)
            is_scenario = place[:1].isdigit()
            if wrong:
                report.add(rule, LIST, line, wrong)
            elif key == 'vm' and not is_scenario or key == 'made' and is_scenario:
                report.add(WHOLE, LIST, line, f'"{key}:" is not where {place} belongs')
            elif key in RUNNERS.values() and shows != key:
                report.add(WHOLE, LIST, line, f'{place} does not read "{key}"')


def check_codes(report, root, known):
    """A new fault, a new end: somebody has to say which test produces it"""
    named = {code for row in known.rows for code in row.get('codes', '').split()}
    there = set()
    for path, prefix in known.headers.items():
        if not os.path.exists(os.path.join(root, path)):
            report.add(CODES, LIST, 1, f'{path} is not there')
            continue
        there.update(re.findall(rf'^\s*({prefix}\w+)\s*[,=/]', read(root, path), re.M))
    for code in sorted(there - named - known.exempt):
        report.add(CODES, LIST, 1, f'{code} is no state of the list')
    for code in sorted((named | known.exempt) - there):
        report.add(CODES, LIST, 1, f'nothing has the code {code}')


def check(root):
    report = Report(*RULES)
    if not os.path.exists(os.path.join(root, LIST)):
        report.add(WHOLE, LIST, 1, 'it is not there')
        return report
    known, tests = List(report, read(root, LIST)), Tests(root)
    known.used = set()
    states = [row.get('state') for row in known.rows]
    for row in known.rows:
        check_row(report, tests, known, row)
        if states.count(row.get('state')) > 1:
            report.add(WHOLE, LIST, row['line'], f'"{row.get("state")}" is there twice')
    for reason in sorted(known.reasons.keys() - known.used):
        report.add(REASONS, LIST, known.reasons[reason], f'"{reason}" is the reason for nothing')
    if not known.rows:
        report.add(WHOLE, LIST, 1, 'it has no states')
    check_codes(report, root, known)
    return report


if __name__ == '__main__':
    check(sys.argv[1]).finish()
