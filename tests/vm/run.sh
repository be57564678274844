#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
#
# run.sh [SCENARIO...]: runs the scenarios (default: all of scenarios/) against a real bluetoothd,
# each beside one and controllers of its own, some in one VM, one VM at a time, and prints TAP.
# Logs: build/logs/vm/SCENARIO/.
#
# A scenario is a program for the guest that prints "ok - NAME" and "not ok - NAME". A line
# "# vm: -m MIB ..." near its top holds options for run-vm.sh; who shares a VM has the same.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
top=$(cd "$here/../.." && pwd -P)
export EBB_BUILD=${EBB_BUILD:-$top/build}
export EBB_PREFIX=${EBB_PREFIX:-$EBB_BUILD/prefix}
logs=${EBB_LOGS:-$EBB_BUILD/logs}/vm
export VM_BASE=${VM_BASE:-$EBB_BUILD/vm}
# Ends what hangs, and nothing that is only slow.
limit_s=600
# In one VM: a boot takes as long as a short scenario. Not all: what ends a VM ends its turn.
TOGETHER_MAX=6
count=0

# result LINE: prints a TAP line, numbered
result() {
  count=$((count + 1))
  case $1 in
    'not ok'*) printf 'not ok %s%s\n' $count "${1#not ok}" ;;
    *) printf 'ok %s%s\n' $count "${1#ok}" ;;
  esac
}

name_of() { basename "${1%.*}"; }
read_options() { sed -n 's/^# vm: //p;20q' "$1"; }
read_status() { cat "$logs/$(name_of "$1")/status" 2>/dev/null; }
said_something() { grep -q '^\(not \)\?ok' "$logs/$(name_of "$1")/output" 2>/dev/null; }

# run_guest FILE...: one VM; what each printed is in $logs/NAME/output, how it ended in status. The
# VM's status.
run_guest() {
  local options=() file name
  read -ra options < <(read_options "$1")
  for file; do
    name=$(name_of "$file")
    rm -rf "${logs:?}/$name"
    mkdir -p "$logs/$name"
    echo "$name EBB_PREFIX='$EBB_PREFIX' EBB_BUILD='$EBB_BUILD' PYTHONDONTWRITEBYTECODE=1 '$file'"
  done >"$logs/scenarios"
  flock 7
  VM_OUT="$logs" "$here/run-vm.sh" -t "$limit_s" "${options[@]}" -l "$logs/scenarios" \
    >"$logs/output" 2>"$logs/errors"
  guest_status=$?
  flock -u 7
}

report_scenario() {
  local file=$1 status=$2 name line bad=0 seen=0
  name=$(name_of "$file")
  while IFS= read -r line; do
    case $line in
      'ok - '*) result "ok - $name: ${line#ok - }" ;;
      'not ok - '*)
        result "not ok - $name: ${line#not ok - }"
        bad=1
        ;;
      *)
        printf '# %s\n' "${line#\# }"
        continue
        ;;
    esac
    seen=1
  done < <(tr -d '\r' 2>/dev/null <"$logs/$name/output")
  [ $bad = 1 ] && return
  if [ "$status" != 0 ]; then
    sed 's/^/# /' "$logs/output" "$logs/errors"
    result "not ok - $name: ended with status $status"
  elif [ $seen = 0 ]; then
    result "not ok - $name: said nothing"
  fi
}

mkdir -p "$logs"
if ! "$here/setup.sh" "$VM_BASE" >"$logs/setup.log" 2>&1; then
  sed 's/^/# /' "$logs/setup.log"
  result "not ok - a kernel and an initramfs for the VM"
  echo "1..$count"
  exit 1
fi

scenarios=()
for name; do
  scenario=$(compgen -G "$here/scenarios/$name*" | head -n 1)
  if [ -x "$scenario" ]; then scenarios+=("$scenario"); else result "not ok - no scenario is called $name"; fi
done
[ $# -gt 0 ] || mapfile -t scenarios < <(find "$here/scenarios" -type f -perm -u+x | sort)

# choose_guest: those at the head of "left" that go into the next VM, into "chosen"
choose_guest() {
  local options file
  options=$(read_options "${left[0]}")
  chosen=()
  for file in "${left[@]}"; do
    if [ ${#chosen[@]} -eq $TOGETHER_MAX ] || [ "$(read_options "$file")" != "$options" ]; then break; fi
    chosen+=("$file")
  done
}

exec 7>"$VM_BASE/one-at-a-time.lock"
left=("${scenarios[@]}")
again=
while [ ${#left[@]} -gt 0 ]; do
  choose_guest
  run_guest "${chosen[@]}"
  for scenario in "${chosen[@]}"; do
    status=$(read_status "$scenario")
    # The guest ended here or before (125: it died; 77: its controllers never came up; 124: its time
    # was over), or the scenario was without its controllers. With nothing said it is tried anew.
    if [ "${status:-77}" = 77 ] && [ "$again" != "$scenario" ] && ! said_something "$scenario"; then
      again=$scenario
      break
    fi
    report_scenario "$scenario" "${status:-$guest_status}"
    left=("${left[@]:1}")
    [ -n "$status" ] || break
  done
done
echo "1..$count"
