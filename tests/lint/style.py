#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""How the text looks: style.py ROOT. Layout by clang-format 14, licence lines, sizes, goto."""
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from lint import Report, read, walk

FILE_LINES_MAX = 500
FUNCTION_LINES_MAX = 60
HEADER_FUNCTIONS_MAX = 20  # getters and the _finish of an _async not counted
CODE = ('.c', '.h')
# Not data in JSON, which has no comments, nor texts for people.
LICENSED = ('.c', '.h', '.py', '.sh', '.css', '.ui', '.xml', '.svg', '.sql', '.list',
            'meson.build', 'meson_options.txt')
SPDX = 'SPDX-License-Identifier: GPL-3.0-or-later'
TREE = ('ble', 'app', 'ui', 'tests', 'build-aux')
RULES = ('clang-format agrees', 'licence lines', 'files of at most 500 lines',
         'functions of at most 60 lines',
         'headers of at most 20 functions', 'no goto')


def without_comments(text):
    """The text with comments and strings blanked, lines kept."""
    pattern = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"', re.DOTALL)
    return pattern.sub(lambda match: re.sub(r'[^\n]', ' ', match.group(0)), text)


def functions(text):
    """Yields (first line, line count) of each function body, braces included."""
    start = None
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith('{'):
            start = number
        elif line.startswith('}') and start is not None:
            if line.rstrip() == '}':  # "};" and "} Name;" end data
                yield start, number - start + 1
            start = None


def check_sizes(report, path, text):
    lines = text.count('\n')
    if lines > FILE_LINES_MAX:
        report.add('files of at most 500 lines', path, lines, f'{lines} lines')
    if not path.endswith(CODE):
        return
    bare = without_comments(text)
    for first, count in functions(bare):
        if count > FUNCTION_LINES_MAX:
            report.add('functions of at most 60 lines', path, first, f'{count} lines')
    declared = re.findall(r'^[A-Za-z][^;{}#()]*\([^;{}]*\)[^;{}]*;', bare, re.MULTILINE)
    declared = [each for each in declared if not each.startswith(('typedef', 'G_'))
                and not re.search(r'_get_\w+\s*\(|_finish\s*\(', each)]
    if path.endswith('.h') and len(declared) > HEADER_FUNCTIONS_MAX:
        report.add('headers of at most 20 functions', path, 1, f'{len(declared)} functions')
    for match in re.finditer(r'\bgoto\b', bare):
        report.add('no goto', path, bare.count('\n', 0, match.start()) + 1, 'goto')


def check_format(report, root, paths):
    run = subprocess.run(['clang-format', '--dry-run', '-Werror', *paths], cwd=root, text=True,
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    seen = set()
    for line in run.stdout.splitlines():
        match = re.match(r'(.+?):(\d+):\d+: error: ', line)
        if match and match.group(1) not in seen:
            seen.add(match.group(1))
            report.add('clang-format agrees', match.group(1), match.group(2),
                       'run clang-format -i on it')
    if run.returncode and not seen:
        report.add('clang-format agrees', '.clang-format', 1, run.stdout.strip()[:300])


def check(root):
    report = Report(*RULES)
    paths = list(walk(root, CODE, TREE))
    if paths:
        check_format(report, root, paths)
    for path in walk(root, LICENSED):
        text = read(root, path)
        if SPDX not in text[:300]:
            report.add('licence lines', path, 1, 'no SPDX line at the top')
        check_sizes(report, path, text)
    return report


if __name__ == '__main__':
    check(sys.argv[1]).finish()
