# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""The list of mutants, and putting one on: what the runner and the test of the list share."""
import collections
import os
import subprocess

FOLDER = os.path.join('tests', 'mutants')
LIST = os.path.join(FOLDER, 'mutants.txt')

# patch and test are '-' in a row that says why there is none; then path is the reason.
Mutant = collections.namedtuple('Mutant', 'hazard patch test path')


def read(root, path):
    with open(os.path.join(root, path), encoding='utf-8') as file:
        return file.read()


def parse(text):
    """(mutants, what is wrong with lines of the list)"""
    mutants, wrong = [], []
    for line in text.splitlines():
        if not line or line.startswith('#'):
            continue
        fields = [field.strip() for field in line.split('|')]
        if len(fields) == 4:
            mutants.append(Mutant(*fields))
        else:
            wrong.append(f'{fields[0]}: expected four fields')
    return mutants, wrong


def path_of(mutant):
    """Where its patch is, below the root."""
    return os.path.join(FOLDER, mutant.patch + '.patch')


def put_on(tree, patch, *options):
    """None, or why the patch does not fit the tree."""
    # The tree may lie in another one's build folder: whose repository that is must not matter.
    environment = {**os.environ, 'GIT_CEILING_DIRECTORIES': os.path.dirname(os.path.abspath(tree))}
    environment.pop('GIT_DIR', None)
    run = subprocess.run(['git', 'apply', *options, os.path.abspath(patch)], cwd=tree, env=environment,
                         text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return run.stdout.strip() or 'git apply failed' if run.returncode else None
