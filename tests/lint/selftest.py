#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""Bad samples that the checks of this folder must catch, and good ones they must not."""
import json
import os
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import includes
import states
import style
import tally
import tree
import words

SPDX = '/* SPDX-License-Identifier: GPL-3.0-or-later\n * Copyright 2026 The Ebb Authors\n */\n'
# Headers that the samples include, so that the checker knows who owns them.
HEADERS = {f'{library}/{name}': '' for library, name in (
    ('ble/base', 'ebb-clock.h'), ('ble/proto', 'ebb-control.h'), ('ble/device', 'ebb-definition.h'),
    ('ble/link', 'ebb-link.h'), ('ble/link', 'ebb-queue-private.h'), ('ble/bluez', 'ebb-adapter.h'),
    ('ble/sim', 'ebb-sim.h'), ('app/model', 'ebb-program.h'), ('app/store', 'ebb-store.h'),
    ('app/engine', 'ebb-session.h'), ('app/service', 'ebb-core.h'), ('ui/boots', 'ebb-page.h'))}

# Tests that the samples of the list of states name, and the codes they have to hold.
STATE_FILES = {
    'tests/vm/scenarios/10-a.py': 'def is_run(): pass\ndef is_not(): pass\nrun_tests(is_run)\n',
    'tests/vm/scenarios/80-w.py': 'def is_seen(): pass\nrun_window_tests(is_seen)\n',
    'tests/ui/run.sh': 'parts=("$@")\n  parts=(part other)\n',
    'tests/ui/part.py': 'def walk(self):\n    self.said()\ndef said(self): pass\ndef unused(): pass\n',
    'tests/ui/alone.py': 'def walk(self):\n    self.said()\ndef said(self): pass\n',
    'tests/app/bin/meson.build': "foreach name : ['on-the-air']\n",
    'tests/app/bin/test-on-the-air.c': '  ADD ("whole", a);\n  g_test_add ("/air/" path, b);\n',
    'tests/app/bin/test-other.c': '  ADD ("/other/case", a);\n',
    'ble/a.h': '  EBB_A_ONE,\n  EBB_A_TWO, /* a */\n',
}
STATE_HEAD = 'reason r: why\ncodes of ble/a.h: EBB_A_\nno state: EBB_A_ONE\n\n'
STATE = {'state': 'it is so', 'vm': '10-a is_run', 'window': 'part said',
         'ebbctl': 'app/bin/test-on-the-air /air/whole', 'codes': 'EBB_A_TWO'}


def state(head=STATE_HEAD, again='\nstate: b\nvm: none, r\nmade: part said\nwindow: 80-w is_seen\n'
          'ebbctl: 10-a is_run\n', **changes):
    """The list with one state that is right but for the changes (None: a line that is left out)"""
    row = {**STATE, **changes}
    return head + ''.join(f'{key}: {value}\n' for key, value in row.items() if value) + again


# (check, rule that must bite or None, file name, text)
SAMPLES = [
    (includes, 'includes carry no path', 'ble/link/a.c', '#include "../proto/ebb-control.h"\n'),
    (includes, 'includes carry no path', 'tests/ble/a.c', '#include "../ebb-control.h"\n'),
    (includes, 'edges are those drawn', 'ble/base/a.c', '#include "ebb-control.h"\n'),
    (includes, 'edges are those drawn', 'ble/proto/a.c', '#include "ebb-link.h"\n'),
    (includes, 'edges are those drawn', 'ble/link/a.c', '# include "ebb-adapter.h"\n'),
    (includes, 'edges are those drawn', 'ble/bluez/a.c', '#include "ebb-sim.h"\n'),
    (includes, 'edges are those drawn', 'ble/sim/a.c', '#include "ebb-program.h"\n'),
    (includes, 'edges are those drawn', 'app/model/a.c', '#include "ebb-definition.h"\n'),
    (includes, 'edges are those drawn', 'app/store/a.c', '#include "ebb-session.h"\n'),
    (includes, 'edges are those drawn', 'app/engine/a.c', '#include "ebb-store.h"\n'),
    (includes, 'edges are those drawn', 'app/engine/a.c', '#include "ebb-adapter.h"\n'),
    (includes, 'edges are those drawn', 'app/service/a.c', '#include "ebb-page.h"\n'),
    (includes, 'edges are those drawn', 'ui/boots/a.c', '#include "ebb-link.h"\n'),
    (includes, 'edges are those drawn', 'ui/boots/a.c', '#include "ebb-store.h"\n'),
    (includes, 'every folder is a known library', 'ble/extra/a.c', 'int a;\n'),
    (includes, 'pure libraries do not see GIO', 'ble/proto/a.c', '#include <gio/gio.h>\n'),
    (includes, 'pure libraries do not see GIO', 'app/safety/a.h', '#include <gio/gio.h>\n'),
    (includes, 'codecs do not see GObject', 'ble/proto/a.c', '#include <glib-object.h>\n'),
    (includes, 'SQLite stays in the store', 'app/service/a.c', '#include <sqlite3.h>\n'),
    (includes, 'SQLite stays in the store', 'tests/ui/a.c', '#include <sqlite3.h>\n'),
    (includes, 'GTK stays in the window', 'app/bin/ebbctl.c', '#include <gtk/gtk.h>\n'),
    (includes, 'GTK stays in the window', 'app/service/a.c', '#include <adwaita.h>\n'),
    (includes, 'private headers stay private', 'ble/sim/a.c', '#include "ebb-queue-private.h"\n'),
    (includes, 'private headers stay private', 'tests/ble/sim/a.c', '#include "ebb-queue-private.h"\n'),
    (includes, 'BlueZ is named in one room', 'app/service/a.c', 'x = "org.bluez.Device1";\n'),
    (includes, 'BlueZ is named in one room', 'ui/a.c', 'x = "/org/bluez/hci0";\n'),
    (includes, 'the guardian needs libc alone', 'app/bin/ebb-guardian.c', '#include <glib.h>\n'),
    (includes, 'the guardian needs libc alone', 'app/bin/ebb-guardian.c', '#include "ebb-clock.h"\n'),
    (includes, 'header names are unique', 'ble/sim/ebb-link.h', ''),
    (includes, None, 'ble/link/a.c', '#include "ebb-queue-private.h"\n#include <gio/gio.h>\n'),
    (includes, None, 'tests/ble/link/a.c', '#include "ebb-queue-private.h"\n'),
    (includes, None, 'app/bin/ebb.c', '#include "ebb-page.h"\n#include <adwaita.h>\n'),
    (includes, None, 'app/service/a.c', '#include "ebb-session.h"\n#include "ebb-store.h"\n'),
    (includes, None, 'ble/bluez/a.c', '#include "ebb-link.h"\nx = "org.bluez";\n'),

    (style, 'clang-format agrees', 'ui/a.c', SPDX + 'int a(void){return 1;}\n'),
    (style, 'licence lines', 'ui/a.c', 'int a;\n'),
    (style, 'licence lines', 'tests/a.py', 'pass\n'),
    (style, 'licence lines', 'ui/a.ui', '<interface/>\n'),
    (style, 'licence lines', 'data/icons/a.svg', '<svg/>\n'),
    (style, 'licence lines', 'meson.build', "project('a')\n"),
    (style, 'files of at most 500 lines', 'ui/a.c', SPDX + 'int a;\n' * 501),
    (style, 'functions of at most 60 lines', 'ui/a.c',
     SPDX + 'void\na (void)\n{\n' + '  b ();\n' * 60 + '}\n'),
    (style, 'headers of at most 20 functions', 'ui/a.h', SPDX + 'void a (int b);\n' * 21),
    (style, 'no goto', 'ui/a.c', SPDX + 'void\na (void)\n{\n  goto b;\n}\n'),
    (style, None, 'ui/a.c', SPDX + '/* goto */\nvoid\na (void)\n{\n' + '  b ();\n' * 58 + '}\n'),
    (style, None, 'ui/a.c', SPDX + 'static const int a[] =\n{\n' + '  1,\n' * 70 + '};\n'
     '/* clang-format off */\n'),
    (style, None, 'ui/a.h', SPDX + 'int a_get_b (int c);\n' * 30),

    (words, words.RULE, 'README.md', 'Ebb boosts circulation.\n'),
    (words, words.RULE, 'README.md', 'A treatment for tired legs.\n'),
    (words, words.RULE, 'ui/a.c', 'x = _("Helps against swelling");\n'),
    (words, words.RULE, 'ui/a.c', 'x = C_ ("menu", "No swelling");\n'),
    (words, words.RULE, 'ui/a.c', 'x = C_ ("safety", "No pain"); y = _("No swelling");\n'),
    (words, None, 'ui/session/ebb-rule-words.c', 'x = C_ ("safety", "No new pain, "\n  "swelling");\n'),
    (words, words.RULE, 'ui/a.c', 'x = C_ ("safety", "No new pain, "\n  "swelling");\n'),
    (words, words.RULE, 'ui/a.ui', '<property name="a" translatable="yes" context="safety">swelling</property>\n'),
    (words, words.RULE, 'ui/a.h', '#define A "heals"\n'),
    (words, words.RULE, 'data/man/a.1', 'It prevents blood clots.\n'),
    (words, words.RULE, 'ui/a.c', 'x = _("With these answers you are safe");\n'),
    (words, words.RULE, 'ui/a.c', 'x = _("speeds up "\n  "recovery");\n'),
    (words, words.RULE, 'ui/boots/a.ui', '<property translatable="yes">Pain relief</property>\n'),
    (words, words.RULE, 'data/programs/a.json', '{"name": "Lymph drainage"}\n'),
    (words, words.RULE, 'data/a.metainfo.xml.in', '<p>Clinically proven.</p>\n'),
    (words, words.RULE, 'po/de.po', 'msgid "detox"\n'),
    (words, words.RULE, 'app/bin/a.c', 'x = "heals";\n'),
    (words, words.RULE, 'ui/a.c', 'x = _("Less pain, swelling, wound or numbness");\n'),
    (words, words.RULE, 'app/bin/a.c', 'x = _("No new pain, swelling, wound or numbness");\n'),
    (words, None, 'ui/a.c', 'x = _("No new pain, "\n  "swelling, wound or numbness");\n'),
    (words, None, 'ui/a.c', '#include "circulation.h"\n/* swelling */ x = _("Warm and comfortable");\n'),
    (words, None, 'README.md', 'Makes no claims about your health. A retreat, a secure place.\n'),

    *[(states, rule, states.LIST, text) for rule, text in (
        (states.WHOLE, ''),
        (states.WHOLE, state(window=None)),
        (states.WHOLE, state(wndow='part said')),
        (states.WHOLE, state(vm='none, r')),
        (states.WHOLE, state(made='part said')),
        (states.WHOLE, state(vm='part said')),
        (states.WHOLE, state(window='10-a is_run')),
        (states.WHOLE, state(ebbctl='80-w is_seen')),
        (states.WHOLE, state(window='the same')),
        (states.WHOLE, state() + '\nstate: it is so\n'),
        (states.REASONS, state(window='none, because')),
        (states.REASONS, state(again='')),
        (states.TESTS, state(vm='10-a is_gone')),
        (states.TESTS, state(vm='11-gone is_run')),
        (states.TESTS, state(window='part gone')),
        (states.TESTS, state(ebbctl='app/bin/test-on-the-air /air/hole')),
        (states.TESTS, state(ebbctl='app/bin/test-gone /air/whole')),
        (states.RUN, state(vm='10-a is_run; 10-a is_not')),
        (states.RUN, state(window='part unused')),
        (states.RUN, state(window='alone said')),
        (states.RUN, state(ebbctl='app/bin/test-other /other/case')),
        (states.CODES, state(codes=None)),
        (states.CODES, state(codes='EBB_A_TWO EBB_A_THREE')),
        (states.CODES, state(STATE_HEAD.replace('ble/a.h', 'ble/b.h'))),
        (None, state()),
        (None, state(ebbctl='the same')),
        (None, state(window='80-w is_seen; part said')))],

    (tree, 'files with sentences are in POTFILES.in', 'ui/a.c', 'x = _("Stop");\n'),
    (tree, 'files with sentences are in POTFILES.in', 'ui/a.c', 'x = ngettext ("a", "b", n);\n'),
    (tree, 'files with sentences are in POTFILES.in', 'ui/boots/a.ui', '<p translatable="yes">A</p>\n'),
    (tree, 'POTFILES.in names files that exist', 'po/POTFILES.in', 'ui/gone.c\n'),
    (tree, 'nothing names a machine', 'ui/a.c', 'x = "/ho' + 'me/anna/x";\n'),
    (tree, 'nothing names a machine', 'check', 'cd /wo' + 'rk/main\n'),
    (tree, 'nothing names a machine', 'tests/a.py', 'HOST = "10.' + '1.2.3"\n'),
    (tree, 'the desktop file is valid', 'data/a.desktop', '[Desktop Entry]\nName=Ebb\n'),
    (tree, 'the store text is valid', 'data/a.metainfo.xml', '<component/>\n'),
    (tree, 'the settings schema is valid', 'data/a.gschema.xml', '<schemalist><schema/></schemalist>\n'),
    (tree, None, 'ui/a.c', 'x = plain_ ("Stop");\n/* version 10.5 */\n'),
]

# (suites, testlog entries, TAP of a runner, allowed skips, passed, failed)
TAP = '1..3\nok 1 /a\nok 2 /b # SKIP no radio\nnot ok 3 /c\n'
TALLIES = [
    ({'name': 'ebb:unit / x', 'result': 'OK', 'stdout': '1..2\nok 1 /a\nok 2 /b\n'}, {}, 2, 0),
    ({'name': 'ebb:unit / x', 'result': 'FAIL', 'stdout': TAP}, {}, 1, 2),
    ({'name': 'ebb:unit / x', 'result': 'FAIL', 'stdout': TAP}, {'x:/b': 'why'}, 1, 1),
    ({'name': 'ebb:unit / x', 'result': 'ERROR', 'stdout': '1..2\nok 1 /a\n'}, {}, 1, 1),
    ({'name': 'ebb:unit / x', 'result': 'FAIL', 'stdout': '1..1\nok 1 /a\n'}, {}, 1, 1),
    ({'name': 'ebb:unit / x', 'result': 'TIMEOUT', 'stdout': ''}, {}, 0, 1),
    ({'name': 'ebb:unit / x', 'result': 'SKIP', 'stdout': ''}, {}, 0, 1),
    ({'name': 'x', 'result': 'OK'}, {}, 1, 0),
]


def findings_of(check, name, text):
    with tempfile.TemporaryDirectory() as root:
        top = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
        os.symlink(os.path.join(top, '.clang-format'), os.path.join(root, '.clang-format'))
        files = {name: text}
        if check is includes:
            files = {**HEADERS, **files}
        if check is states:
            files = {**STATE_FILES, **files}
        for path, words_in_it in files.items():
            os.makedirs(os.path.dirname(os.path.join(root, path)), exist_ok=True)
            with open(os.path.join(root, path), 'w', encoding='utf-8') as file:
                file.write(words_in_it)
            if '/scenarios/' in path:
                os.chmod(os.path.join(root, path), 0o755)
        return check.check(root).findings


def judge_sample(check, rule, name, text):
    findings = findings_of(check, name, text)
    if rule is None:
        others = {'clang-format agrees'}  # the good samples of style are about other rules
        found = [line for each, lines in findings.items() if each not in others for line in lines]
        return not found, f'{name}: found {found}, expected nothing'
    return bool(findings[rule]), f'{name}: "{rule}" found nothing in {text!r}'


def judge_tally(entry, allowed, passed, failed):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'meson.json')
        with open(path, 'w', encoding='utf-8') as file:
            file.write(json.dumps(entry) + '\n')
        result = tally.Tally(allowed)
        known = {'x': ['unit'], 'other': ['flow']}
        seen = tally.add_meson(result, path, known, ['unit'])
    right = (result.passed, len(result.failures), seen) == (passed, failed, {'unit'})
    return right, f'{entry}: {result.passed} passed, {result.failures}, suites {seen}'


def name_of(check, rule, name, text):
    if check is words and rule:
        return f'/safety/H25/claim-is-found, in {name}: {" ".join(text.split())}'
    return f'{check.__name__} {"bites" if rule else "lets pass"}: {rule or "a good sample"}, in {name}'


def main():
    verdicts = [(name_of(*sample), *judge_sample(*sample)) for sample in SAMPLES]
    verdicts += [(f'tally counts {each[2]} passed and {each[3]} failed of {each[0]["result"]}',
                  *judge_tally(*each)) for each in TALLIES]
    print(f'1..{len(verdicts)}')
    for number, (name, right, why) in enumerate(verdicts, 1):
        if not right:
            print('# ' + why.replace('\n', ' '))
        print(f'{"ok" if right else "not ok"} {number} - {name}')
    sys.exit(0 if all(right for _, right, _ in verdicts) else 1)


if __name__ == '__main__':
    main()
