#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""The edges between libraries, as ARCHITECTURE.md draws them: includes.py ROOT

The compiler already refuses a header whose library is not named in a meson.build; this sees
the rest: paths in includes, GIO in pure libraries, SQLite outside the store, private headers of
others, GTK outside the window, BlueZ's name outside its room.
"""
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from lint import Report, read, walk

# library: the libraries whose headers it may include
EDGES = {
    'ble/base': [],
    'ble/proto': ['ble/base'],
    'ble/device': ['ble/base', 'ble/proto'],
    'ble/link': ['ble/base', 'ble/proto', 'ble/device'],
    'ble/bluez': ['ble/base', 'ble/device', 'ble/link'],
    'ble/sim': ['ble/base', 'ble/proto', 'ble/device', 'ble/link'],
    'app/model': ['ble/base'],
    'app/safety': ['ble/base', 'ble/device', 'app/model'],
    'app/schedule': ['ble/base', 'app/model'],
    'app/store': ['ble/base', 'app/model'],
    'app/engine': ['ble/base', 'ble/device', 'ble/link', 'app/model', 'app/safety'],
    'app/service': ['ble/base', 'ble/device', 'ble/link', 'app/model', 'app/safety',
                    'app/schedule', 'app/store', 'app/engine'],
    # Besides what it is shown, the window knows units and the parts of a leg.
    'ui': ['ble/base', 'app/model', 'app/service'],
    'app/bin': ['*'],
}
# Pure: no input or output, no clock, everything arrives as an argument.
PURE = ('ble/base', 'ble/proto', 'ble/device', 'app/model', 'app/safety',
        'app/schedule')
NO_OBJECTS = ('ble/proto',)
SHIPPED = ('ble', 'app', 'ui')
MAY_SEE_GTK = ('ui', 'app/bin/ebb.c')
GUARDIAN = 'app/bin/ebb-guardian.c'

INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]', re.MULTILINE)
RULES = ('includes carry no path', 'edges are those drawn', 'every folder is a known library',
         'pure libraries do not see GIO', 'codecs do not see GObject',
         'SQLite stays in the store', 'GTK stays in the window',
         'private headers stay private', 'BlueZ is named in one room',
         'the guardian needs libc alone', 'header names are unique')


def library_of(path):
    """The library a file of the tree belongs to, or None"""
    parts = path.split(os.sep)
    if parts[0] == 'ui':
        return 'ui'
    if parts[0] in ('ble', 'app') and len(parts) > 2:
        return '/'.join(parts[:2])
    return None


def line_of(text, offset):
    return text.count('\n', 0, offset) + 1


def is_in(path, places):
    return any(path == place or path.startswith(place + '/') for place in places)


def check_system_header(report, path, line, header):
    if is_in(path, PURE) and header.startswith(('gio/', 'gdbus')):
        report.add('pure libraries do not see GIO', path, line, f'<{header}>')
    if is_in(path, NO_OBJECTS) and header in ('glib-object.h', 'gobject/gobject.h'):
        report.add('codecs do not see GObject', path, line, f'<{header}>')
    if header == 'sqlite3.h' and not is_in(path, ('app/store', 'tests/app/store')):
        report.add('SQLite stays in the store', path, line, f'<{header}>')
    if header.startswith(('gtk/', 'gdk/', 'adwaita.h')) and is_in(path, SHIPPED) \
            and not is_in(path, MAY_SEE_GTK):
        report.add('GTK stays in the window', path, line, f'<{header}>')
    if path == GUARDIAN and header.startswith(('glib', 'gio', 'gobject', 'json')):
        report.add('the guardian needs libc alone', path, line, f'<{header}>')


def check_own_header(report, path, line, header, owners):
    if '/' in header:
        report.add('includes carry no path', path, line,
                   f'"{header}": include by file name')
        return
    owner = owners.get(header)
    if owner is None:
        return  # generated; only meson's dependencies hand it out
    mine = library_of(path)
    if header.endswith('-private.h') and owner != mine \
            and not is_in(path, ('tests/' + owner,)):
        report.add('private headers stay private', path, line, f'"{header}" belongs to {owner}')
    if path == GUARDIAN:
        report.add('the guardian needs libc alone', path, line, f'"{header}"')
    if mine and owner != mine and mine in EDGES and '*' not in EDGES[mine] \
            and owner not in EDGES[mine]:
        report.add('edges are those drawn', path, line,
                   f'"{header}": {mine} may not know {owner}')


def find_owners(root, report):
    """{ header name: library }, for the headers that ship"""
    owners = {}
    for path in walk(root, ['.h'], SHIPPED):
        name = os.path.basename(path)
        owner = library_of(path)
        if owner is None:
            continue
        if name in owners:
            report.add('header names are unique', path, 1, f'{owners[name]} has one too')
        owners[name] = owner
    return owners


def check(root):
    report = Report(*RULES)
    owners = find_owners(root, report)
    for path in walk(root, ['.c', '.h'], SHIPPED + ('tests',)):
        text = read(root, path)
        library = library_of(path)
        if library and library not in EDGES:
            report.add('every folder is a known library', path, 1, f'{library} has no edges here')
        for match in INCLUDE.finditer(text):
            line = line_of(text, match.start())
            if match.group(1) == '<':
                check_system_header(report, path, line, match.group(2))
            else:
                check_own_header(report, path, line, match.group(2), owners)
        if is_in(path, SHIPPED) and not is_in(path, ('ble/bluez',)):
            for match in re.finditer(r'org\.bluez|/org/bluez', text):
                report.add('BlueZ is named in one room', path, line_of(text, match.start()),
                           match.group(0))
    return report


if __name__ == '__main__':
    check(sys.argv[1]).finish()
