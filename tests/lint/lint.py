# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""What the checks of this folder share: walking the tree, and saying the result as TAP."""
import os
import sys

SKIPPED_FOLDERS = {'build', 'subprojects', '__pycache__'}


def walk(root, suffixes, under=('',)):
    """Yields the paths, relative to root, of the files with one of the suffixes."""
    for folder in under:
        for where, folders, files in os.walk(os.path.join(root, folder)):
            folders[:] = sorted(name for name in folders if name not in SKIPPED_FOLDERS
                                and not name.startswith('.'))
            for name in sorted(files):
                if name.endswith(tuple(suffixes)):
                    yield os.path.relpath(os.path.join(where, name), root)


def read(root, path):
    with open(os.path.join(root, path), encoding='utf-8', errors='replace') as file:
        return file.read()


class Report:
    """Findings by rule. Every rule named up front is a result, with or without findings."""

    def __init__(self, *rules):
        self.findings = {rule: [] for rule in rules}

    def add(self, rule, path, line, message):
        self.findings[rule].append(f'{path}:{line}: {message}')

    def all(self):
        return [finding for found in self.findings.values() for finding in found]

    def finish(self):
        """Prints TAP and ends the program."""
        print(f'1..{len(self.findings)}')
        for number, (rule, found) in enumerate(self.findings.items(), 1):
            for finding in found:
                print(f'# {finding}')
            print(f'{"not ok" if found else "ok"} {number} - {rule}')
        sys.exit(1 if self.all() else 0)
