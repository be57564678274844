#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""Every test of the list passes, and fails once its mechanism is out: run.py ROOT [WORDS IN A PATCH'S NAME...]

Works on a copy of the tree in ROOT/build/mutants, with a build of its own. What was shown once for
these files is not shown again, so that a run that was cut goes on where it was. Prints TAP.
"""
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys

import mutants

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, 'lint'))
from lint import walk

# As ./check builds them.
OPTIONS = ['--libdir', 'lib', '--libexecdir', 'libexec', '-Doptimization=1', '-Ddebug=true',
           '-Db_sanitize=address,undefined', '-Db_lundef=false', '-Db_pch=false', '-Dwerror=true', '-Dfuzz=false']
PASSED = re.compile(r'^ok\b', re.MULTILINE)
# A test that says what is wrong, and no sanitizer, signal or deadline on its way there.
FAILED = re.compile(r'^(?:not ok\b|Bail out!)', re.MULTILINE)


class Broken(Exception):
    """Nothing could be shown: the message says why."""


def read_bytes(root, path):
    with open(os.path.join(root, path), 'rb') as file:
        return file.read()


def list_files(root):
    """All that the tree holds; whose repository it is stays behind."""
    return [path for path in walk(root, ['']) if path != '.git']


class Copy:
    """The tree beside itself, and its build."""

    def __init__(self, root):
        self.root = root
        self.place = os.path.join(root, 'build', 'mutants')
        self.tree = os.path.join(self.place, 'tree')
        self.build = os.path.join(self.tree, 'build', 'check')
        os.makedirs(self.tree, exist_ok=True)

    def sync(self):
        """As the tree is: what is the same is left alone, so that it is not built again."""
        wanted = set(list_files(self.root))
        for path in set(list_files(self.tree)) - wanted:
            os.remove(os.path.join(self.tree, path))
        for path in wanted:
            self.take(path)

    def take(self, path):
        """One file."""
        target = os.path.join(self.tree, path)
        if os.path.exists(target) and read_bytes(self.root, path) == read_bytes(self.tree, path):
            return
        os.makedirs(os.path.dirname(target), exist_ok=True)
        shutil.copy(os.path.join(self.root, path), target)

    def run(self, log, *command):
        """Whether it went well. What it said is in build/mutants/LOG.log."""
        with open(os.path.join(self.place, log + '.log'), 'w', encoding='utf-8') as file:
            return subprocess.run(command, cwd=self.tree, stdin=subprocess.DEVNULL, stdout=file,
                                  stderr=subprocess.STDOUT).returncode == 0

    def configure(self):
        """Once; later on only what has changed since."""
        if os.path.exists(os.path.join(self.build, 'build.ninja')):
            command = ['ninja', '-C', self.build, 'build.ninja']
        else:
            command = ['meson', 'setup', self.build, self.tree, *OPTIONS]
        if not self.run('setup', *command):
            raise Broken('the build could not be set up; see build/mutants/setup.log')

    def read_info(self, name):
        return json.loads(read_bytes(self.build, os.path.join('meson-info', f'intro-{name}.json')))

    def find_targets(self, names):
        """What ninja has to make for these tests."""
        files = {target['id']: target['filename'] for target in self.read_info('targets')}
        needed = {target for test in self.read_info('tests') if test['name'] in names for target in test['depends']}
        return sorted(os.path.relpath(file, self.build) for target in needed for file in files[target])

    def make(self, names):
        """Builds what these tests need, and nothing that they do not."""
        targets = self.find_targets(names)
        if targets and not self.run('build', 'ninja', '-C', self.build, *targets):
            raise Broken('it does not build; see build/mutants/build.log')

    def ask(self, test, path):
        """(meson's word for what came of a test, what the test said)"""
        only = [] if path == '-' else [f'--test-args=-p {path}']
        log = os.path.join(self.build, 'meson-logs', 'testlog.json')
        if os.path.exists(log):
            os.remove(log)
        self.run('test', 'meson', 'test', '-C', self.build, '--no-rebuild', '--timeout-multiplier', '3', *only, test)
        if not os.path.exists(log):
            raise Broken('the test did not run; see build/mutants/test.log')
        said = json.loads(read_bytes(self.build, os.path.join('meson-logs', 'testlog.json')).splitlines()[0])
        return said['result'], said.get('stdout') or ''


class Results:
    """What was shown, by what it was shown of."""

    def __init__(self, copy):
        self.path = os.path.join(copy.place, 'shown.txt')
        self.tree = self.digest_tree(copy.root)
        self.shown = set()
        if os.path.exists(self.path):
            self.shown = set(read_bytes('', self.path).decode().split())

    @staticmethod
    def digest_tree(root):
        """Of all files but the mutants."""
        digest = hashlib.sha256()
        for path in sorted(list_files(root)):
            if not path.startswith(mutants.FOLDER + os.sep):
                digest.update(path.encode() + b'\0' + hashlib.sha256(read_bytes(root, path)).digest())
        return digest.hexdigest()

    def name(self, *parts):
        return hashlib.sha256('\0'.join((self.tree, *parts)).encode()).hexdigest()

    def add(self, name):
        self.shown.add(name)
        with open(self.path, 'a', encoding='utf-8') as file:
            file.write(name + '\n')


def show_passes(copy, test, path):
    """Without a patch."""
    result, said = copy.ask(test, path)
    if result != 'OK' or not PASSED.search(said):
        raise Broken(f'without a patch meson says {result}; see build/mutants/test.log')


def show_noticed(copy, mutant):
    """With its patch."""
    patch = os.path.join(copy.root, mutants.path_of(mutant))
    try:
        why = mutants.put_on(copy.tree, patch)
        if why:
            raise Broken(why)
        copy.make([mutant.test])
        result, said = copy.ask(mutant.test, mutant.path)
        if result == 'OK':
            raise Broken('nobody notices: the test passes')
        if not FAILED.search(said):
            raise Broken(f'the test does not say what is wrong, meson says {result}; see build/mutants/test.log')
    finally:
        copy.sync()


def list_steps(copy, listed, results):
    """(what is shown, its name among the results, how) for each test and then each mutant"""
    for test, path in sorted({(mutant.test, mutant.path) for mutant in listed}):
        yield (f'{test} {path} passes', results.name(test, path),
               lambda test=test, path=path: show_passes(copy, test, path))
    for mutant in listed:
        text = mutants.read(copy.root, mutants.path_of(mutant))
        yield (f'{mutant.test} {mutant.path} fails with {mutant.patch}', results.name(text, *mutant),
               lambda mutant=mutant: show_noticed(copy, mutant))


def take_steps(copy, steps, results):
    """How many went wrong."""
    n_wrong = 0
    for number, (what, name, show) in enumerate(steps, 1):
        why = None
        try:
            if name not in results.shown:
                show()
                results.add(name)
        except Broken as broken:
            why = str(broken)
        n_wrong += why is not None
        if why:
            print('\n'.join(f'# {line}' for line in why.splitlines()))
        print(f"{'not ok' if why else 'ok'} {number} - {what}", flush=True)
    return n_wrong


def main():
    """Each test, and then each mutant."""
    root, *words = sys.argv[1:]
    copy = Copy(os.path.abspath(root))
    listed = [mutant for mutant in mutants.parse(mutants.read(root, mutants.LIST))[0]
              if mutant.patch != '-' and (not words or any(word in mutant.patch for word in words))]
    copy.sync()
    results = Results(copy)
    steps = list(list_steps(copy, listed, results))
    print(f'1..{len(steps)}', flush=True)
    if all(name in results.shown for _, name, _ in steps):
        return take_steps(copy, steps, results)
    try:
        copy.configure()
        copy.make({mutant.test for mutant in listed})
    except Broken as broken:
        print(f'Bail out! {broken}')
        return 1
    return take_steps(copy, steps, results)


sys.exit(1 if main() else 0)
