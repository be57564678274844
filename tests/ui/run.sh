#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
#
# run.sh [PART...]: the real window under an X server of its own (default: all parts), and prints
# TAP. Parts are the programs flow, look, trouble, air, faults, kinds, presence, mishaps, questions,
# computer, people, reminders, plans and reach beside this file; after all of them pictures looks whether each state was seen. Logs:
# build/logs/ui/PART/; pictures: build/ui/.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
top=$(cd "$here/../.." && pwd -P)
export EBB_BUILD=${EBB_BUILD:-$top/build}
export EBB_PREFIX=${EBB_PREFIX:-$EBB_BUILD/prefix}
export EBB_LOGS=${EBB_LOGS:-$EBB_BUILD/logs}
export XDG_DATA_DIRS="$EBB_PREFIX/share:/usr/local/share:/usr/share" PYTHONDONTWRITEBYTECODE=1
[ -d "$EBB_PREFIX/share/glib-2.0/schemas" ] && export GSETTINGS_SCHEMA_DIR="$EBB_PREFIX/share/glib-2.0/schemas"
# Of the system's python, which has gi; no system bus: simulated boots need none.
python=/usr/bin/python3
export DBUS_SYSTEM_BUS_ADDRESS=unix:path=/nonexistent/no-system-bus
unset DBUS_SESSION_BUS_ADDRESS DISPLAY WAYLAND_DISPLAY
count=0

# result LINE: prints a TAP line, numbered
result() {
  count=$((count + 1))
  case $1 in
    'not ok'*) printf 'not ok %s%s\n' $count "${1#not ok}" ;;
    *) printf 'ok %s%s\n' $count "${1#ok}" ;;
  esac
}

# run_part NAME: what it printed is in $EBB_LOGS/ui/NAME/output, its seconds in .../seconds
run_part() {
  local name=$1 folder="$EBB_LOGS/ui/$1" began=$SECONDS
  rm -rf "$folder"
  mkdir -p "$folder"
  {
    "$python" "$here/$name.py" 2>"$folder/errors" </dev/null
    echo "status $?"
  } >"$folder/output"
  echo $((SECONDS - began)) >"$folder/seconds"
}

# report_part NAME: its lines; a part that ends badly without a word has failed too
report_part() {
  local name=$1 line bad=0 seen=0
  while IFS= read -r line; do
    case $line in
      'ok - '*) result "ok - $name: ${line#ok - }" ;;
      'not ok - '*)
        result "not ok - $name: ${line#not ok - }"
        bad=1
        ;;
      'status '*)
        [ "${line#status }" = 0 ] || [ $bad = 1 ] || result "not ok - $name: ended with $line"
        continue
        ;;
      *)
        printf '# %s\n' "${line#\# }"
        continue
        ;;
    esac
    seen=1
  done <"$EBB_LOGS/ui/$name/output"
  [ $seen = 1 ] || result "not ok - $name: said nothing"
  printf '# %s took %s s\n' "$name" "$(cat "$EBB_LOGS/ui/$name/seconds")"
}

# run_parts N PART...: N side by side, each with a display and a bus of its own; whoever is free takes
# the next one
run_parts() {
  local n=$1
  shift
  printf '%s\n' "$@" | xargs -P "$n" -I '{}' bash -c 'run_part {}'
}
export python here
export -f run_part

parts=("$@")
if [ ${#parts[@]} -gt 0 ]; then
  run_parts 1 "${parts[@]}"
else
  # Most of their time is that of sessions, which nothing makes shorter. The longest come first.
  parts=(kinds faults look trouble questions air flow mishaps computer presence people reminders plans reach)
  rm -rf "$EBB_BUILD/ui"
  run_parts 3 "${parts[@]}"
  run_parts 1 pictures
  parts+=(pictures)
fi
for part in "${parts[@]}"; do report_part "$part"; done
echo "1..$count"
