#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
#
# run.sh: how many branches of app/safety and app/engine their own tests take. A build of those tests
# alone, without sanitizers; the figures by file are in build/logs/coverage.txt. Prints TAP.
#
# What is asked for. A branch that no test takes says so in build/logs/coverage.txt.
asked_percent=95

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
. "$top/build-aux/house.sh"

# list_tests WHAT: of the unit and flow tests beside the two, the WHAT ("name", or "cmd": the program)
list_tests() {
  meson introspect "$build/cover" --tests | /usr/bin/python3 -c '
import json, re, sys
what, top = sys.argv[1:]
for test in json.load(sys.stdin):
    program = test["cmd"][0]
    if (re.match(r".*/tests/app/(safety|engine)/test-[a-z-]+$", program)
            and {suite.split(":")[-1] for suite in test["suite"]} & {"unit", "flow"}):
        print(test["name"] if what == "name" else program[len(top) + 1:])
' "$1" "$build/cover"
}

measure() {
  mkdir -p "$build" "$logs"
  hold_build cover
  configure cover --libdir lib --libexecdir libexec -Doptimization=0 -Ddebug=false -Db_coverage=true -Db_pch=false \
    -Dfuzz=false || return 1
  # A test that came since the last run is in no list until the build is made anew.
  ninja -C "$build/cover" --quiet build.ninja >"$logs/cover-build.log" 2>&1 || return 1
  mapfile -t programs < <(list_tests cmd | sort -u)
  mapfile -t names < <(list_tests name)
  find "$build/cover" -name '*.gcda' -delete
  ninja -C "$build/cover" --quiet "${programs[@]}" app/bin/ebb-guardian >>"$logs/cover-build.log" 2>&1 || return 1
  meson test -C "$build/cover" --no-rebuild --timeout-multiplier 3 "${names[@]}" >"$logs/cover-tests.log" 2>&1 || return 1
  (cd "$build/cover" && gcovr -r "$top" --filter "$top/app/safety/" --filter "$top/app/engine/" --branches \
    --json-summary "$logs/coverage.json" --txt "$logs/coverage.txt" . >"$logs/cover-gcovr.log" 2>&1) || return 1
}

if ! measure; then
  printf '1..1\nnot ok 1 - the branches could not be measured; see build/logs/cover-*.log\n'
  exit 1
fi
/usr/bin/python3 - "$logs/coverage.json" "$asked_percent" <<'PYTHON'
import json
import sys

with open(sys.argv[1], encoding='utf-8') as file:
    total = json.load(file)
asked = float(sys.argv[2])
worst = sorted((file for file in total['files'] if file['branch_total'] > 20), key=lambda file: file['branch_percent'])
print('1..1')
print(f"# {total['branch_covered']} of {total['branch_total']} branches; fewest in "
      + ', '.join(f"{file['filename']} ({file['branch_percent']} %)" for file in worst[:4]))
is_enough = total['branch_percent'] >= asked
print(f"{'ok' if is_enough else 'not ok'} 1 - {total['branch_percent']} % of the branches of app/safety and app/engine "
      f"are taken, at least {asked:g} asked for")
sys.exit(not is_enough)
PYTHON
