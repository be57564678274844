#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""What belongs in the tree, and what it must say of itself: tree.py ROOT

Files with sentences are in po/POTFILES.in and the list names no others; nothing names the
machine it was written on; desktop file, store text and settings schema are valid.
"""
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from lint import Report, read, walk

TRANSLATED = (r'\b(?:_|N_|C_|NC_|ngettext|g_dngettext)\s*\(\s*(?:"|$)', r'translatable="(?:yes|true)"')
SENTENCES = re.compile('|'.join(TRANSLATED), re.MULTILINE)
# Written in pieces, so that this file does not name what it looks for.
MACHINE = re.compile('/wo' + r'rk/(?:main|wt|shared)\b|/tm' + r'p/ebb\b|/ho' + r'me/[a-z]|/Us' + r'ers/[a-z]'
                     '|(?<![\\w.])(?:10|192\\.168|172\\.(?:1[6-9]|2\\d|3[01]))\\.\\d+\\.\\d+\\.?\\d*(?![\\w.])'
                     '|\\b[a-z0-9-]+\\.(?:inter' + 'nal|corp)\\b')
TEXTS = ('.c', '.h', '.py', '.sh', '.md', '.json', '.ui', '.xml', '.in', '.build', '.txt', '.css',
         '.yml', '.po', '.desktop', '.options')
RULES = ('files with sentences are in POTFILES.in', 'POTFILES.in names files that exist',
         'nothing names a machine', 'the desktop file is valid', 'the store text is valid',
         'the settings schema is valid')


def check_potfiles(report, root):
    listed = []
    path = 'po/POTFILES.in'
    if os.path.exists(os.path.join(root, path)):
        lines = [line.strip() for line in read(root, path).splitlines()]
        listed = [line for line in lines if line and not line.startswith('#')]
    for name in listed:
        if not os.path.exists(os.path.join(root, name)):
            report.add('POTFILES.in names files that exist', path, 1, f'{name} is not there')
    for name in walk(root, ['.c', '.h', '.ui'], ('ui', 'app')):
        match = SENTENCES.search(read(root, name))
        if match and name not in listed:
            line = read(root, name).count('\n', 0, match.start()) + 1
            report.add('files with sentences are in POTFILES.in', name, line, 'not listed')


def check_machines(report, root):
    names = list(walk(root, TEXTS))
    names += [name for name in ('run', 'check', '.ci/run', '.clang-format', '.editorconfig')
              if os.path.exists(os.path.join(root, name))]
    for name in names:
        text = read(root, name)
        for match in MACHINE.finditer(text):
            report.add('nothing names a machine', name, text.count('\n', 0, match.start()) + 1,
                       match.group(0))


def check_with(report, rule, root, suffix, command):
    """Runs command on each file of data/ whose name, less a template's ".in", has the suffix."""
    for name in walk(root, [suffix, suffix + '.in', suffix + '.in.in'], ('data',)):
        with tempfile.TemporaryDirectory() as folder:
            bare = os.path.basename(name)[:os.path.basename(name).index(suffix)] + suffix
            text = re.sub(r'@app_id@|@APP_ID@|@EBB_APP_ID@', 'io.github.ebb_boots.Ebb', read(root, name))
            text = re.sub(r'@\w*bindir\w*@/?', '', text, flags=re.IGNORECASE)
            bare = re.sub(r'@\w+@', 'io.github.ebb_boots.Ebb', bare)
            with open(os.path.join(folder, bare), 'w', encoding='utf-8') as file:
                file.write(text)
            arguments = [part.replace('FILE', os.path.join(folder, bare)).replace('FOLDER', folder)
                         for part in command]
            run = subprocess.run(arguments, text=True, stdout=subprocess.PIPE,
                                 stderr=subprocess.STDOUT)
        if run.returncode:
            for line in run.stdout.splitlines():
                report.add(rule, name, 1, line)


def check(root):
    report = Report(*RULES)
    check_potfiles(report, root)
    check_machines(report, root)
    check_with(report, 'the desktop file is valid', root, '.desktop',
               ['desktop-file-validate', 'FILE'])
    check_with(report, 'the store text is valid', root, '.metainfo.xml',
               ['appstreamcli', 'validate', '--no-net', '--explain', 'FILE'])
    check_with(report, 'the settings schema is valid', root, '.gschema.xml',
               ['glib-compile-schemas', '--strict', '--dry-run', 'FOLDER'])
    return report


if __name__ == '__main__':
    check(sys.argv[1]).finish()
