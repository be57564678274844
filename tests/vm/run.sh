#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
#
# run.sh [SCENARIO...]: runs the scenarios (default: all of scenarios/) against a real bluetoothd,
# each in a VM of its own, one VM at a time, and prints TAP. Logs: build/logs/vm/SCENARIO/.
#
# A scenario is a program for the guest that prints "ok - NAME" and "not ok - NAME". A line
# "# vm: -m MIB ..." near its top holds options for run-vm.sh.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
top=$(cd "$here/../.." && pwd -P)
export EBB_BUILD=${EBB_BUILD:-$top/build}
export EBB_PREFIX=${EBB_PREFIX:-$EBB_BUILD/prefix}
logs=${EBB_LOGS:-$EBB_BUILD/logs}/vm
export VM_BASE=${VM_BASE:-$EBB_BUILD/vm}
# Ends what hangs, and nothing that is only slow.
limit_s=600
count=0

# result LINE: prints a TAP line, numbered
result() {
  count=$((count + 1))
  case $1 in
    'not ok'*) printf 'not ok %s%s\n' $count "${1#not ok}" ;;
    *) printf 'ok %s%s\n' $count "${1#ok}" ;;
  esac
}

# run_scenario FILE: one VM; what it printed is in $logs/NAME/output
run_scenario() {
  local file=$1 name options=()
  name=$(basename "${file%.*}")
  read -ra options < <(sed -n 's/^# vm: //p;20q' "$file")
  rm -rf "${logs:?}/$name"
  mkdir -p "$logs/$name"
  VM_OUT="$logs/$name" "$here/run-vm.sh" -t "$limit_s" "${options[@]}" -- \
    "EBB_PREFIX='$EBB_PREFIX' EBB_BUILD='$EBB_BUILD' VM_OUT='$logs/$name' PYTHONDONTWRITEBYTECODE=1 '$file'" \
    >"$logs/$name/output" 2>"$logs/$name/errors"
}

report_scenario() {
  local file=$1 status=$2 name line bad=0 seen=0
  name=$(basename "${file%.*}")
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
  done < <(tr -d '\r' <"$logs/$name/output")
  [ $bad = 1 ] && return
  if [ "$status" != 0 ]; then
    sed 's/^/# /' "$logs/$name/errors"
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
for name; do scenarios+=("$(compgen -G "$here/scenarios/$name*" | head -n 1)"); done
[ ${#scenarios[@]} -gt 0 ] || mapfile -t scenarios < <(find "$here/scenarios" -type f -perm -u+x | sort)

exec 7>"$VM_BASE/one-at-a-time.lock"
for scenario in "${scenarios[@]}"; do
  [ -x "$scenario" ] || continue
  flock 7
  run_scenario "$scenario"
  status=$?
  # 125: the guest died before it could say anything. With nothing said: 77, its controllers never
  # came up; 124, it never got so far.
  if [ $status = 125 ] || { { [ $status = 77 ] || [ $status = 124 ]; } &&
    ! grep -q '^\(not \)\?ok' "$logs/$(basename "${scenario%.*}")/output"; }; then
    run_scenario "$scenario"
    status=$?
  fi
  flock -u 7
  report_scenario "$scenario" $status
done
echo "1..$count"
