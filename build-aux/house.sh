# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
#
# shellcheck shell=bash disable=SC2154
# What ./run and ./check share: packages, the two builds, the prefix. Sourced by bash; the caller
# has set "top" to the root of the tree. Everything said here goes to standard error.

build="$top/build"
prefix="$build/prefix"
logs="$build/logs"

say() { printf '%s\n' "$*" >&2; }

# list_packages NAME...: the packages of build-aux/packages/NAME.txt
list_packages() {
  local name
  for name; do grep -Ev '^(#|$)' "$top/build-aux/packages/$name.txt"; done
}

# missing_packages NAME...: those of the lists that are not installed
missing_packages() {
  list_packages "$@" | sort -u >"$build/packages.wanted"
  # shellcheck disable=SC2046 # one word a package is what is meant
  dpkg-query -W -f='${db:Status-Status} ${Package}\n' $(<"$build/packages.wanted") 2>/dev/null |
    sed -n 's/^installed //p' | sort -u | comm -13 - "$build/packages.wanted"
}

# need_packages NAME...: installs what the lists name and this machine lacks, or says the line
# to type and fails. Quick when nothing is missing.
need_packages() {
  local missing as_root=()
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    say "ebb: no apt here; if the build misses something, it is among: $(list_packages "$@" | paste -sd' ')"
    return 0
  fi
  mapfile -t missing < <(missing_packages "$@")
  [ ${#missing[@]} -gt 0 ] || return 0

  local options=(-o DPkg::Lock::Timeout=500)
  local line="apt-get update && apt-get install -y --no-install-recommends ${missing[*]}"
  if [ "$(id -u)" != 0 ]; then
    if command -v sudo >/dev/null && { sudo -n true 2>/dev/null || { [ -t 0 ] && [ -t 2 ]; }; }; then
      as_root=(sudo)
    else
      say "ebb: packages are missing, and this account may not install them. As root, type:"
      say "  $line"
      return 1
    fi
  fi
  say "ebb: installing with apt: ${missing[*]}"
  if "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get "${options[@]}" update -q >&2 </dev/null &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get "${options[@]}" install -y -q \
      --no-install-recommends "${missing[@]}" >&2 </dev/null; then
    return 0
  fi
  say "ebb: apt could not install them. As root, type:"
  say "  $line"
  return 1
}

# hold_build NAME: one build of a kind at a time. let_build_go frees it.
hold_build() {
  mkdir -p "$build" "$logs"
  exec 9>"$build/$1.lock"
  flock -n 9 && return
  say "ebb: waiting for another build in build/$1"
  flock 9
}
let_build_go() { exec 9>&-; }

# configure NAME OPTION...: meson's set-up of build/NAME, once for these options
configure() {
  local name=$1
  shift
  [ -f "$build/$name/build.ninja" ] && [ "$*" = "$(cat "$build/$name.options" 2>/dev/null)" ] && return
  say "ebb: setting up build/$name"
  rm -rf "${build:?}/$name"
  if ! meson setup "$build/$name" "$top" "$@" >"$logs/$name-setup.log" 2>&1 </dev/null; then
    tail -n 30 "$logs/$name-setup.log" >&2
    say "ebb: setting up build/$name failed; see build/logs/$name-setup.log"
    rm -rf "${build:?}/$name"
    return 1
  fi
  printf '%s' "$*" >"$build/$name.options"
}

# compile NAME: builds build/NAME; says nothing when there is nothing to do
compile() {
  [ -n "$(find "$build/$1" -maxdepth 1 -name .compiled)" ] ||
    say "ebb: building build/$1; the first time takes a few minutes"
  if ! ninja -C "$build/$1" --quiet >"$logs/$1-build.log" 2>&1 </dev/null; then
    grep -E -A 12 'error|FAILED|ERROR' "$logs/$1-build.log" | head -n 80 >&2
    say "ebb: the build failed; see build/logs/$1-build.log"
    return 1
  fi
  grep -E 'warning:' "$logs/$1-build.log" >&2
  touch "$build/$1/.compiled"
}

# build_programs: the programs as shipped, installed into build/prefix
build_programs() {
  local stamp="$build/run/.installed"
  hold_build run
  configure run --prefix "$prefix" --libdir lib --libexecdir libexec -Dbuildtype=debugoptimized -Dtests=false &&
    compile run || return 1
  # Asking the file times is quicker than asking meson.
  if [ ! -f "$stamp" ] || [ ! -d "$prefix/bin" ] || [ -n "$(find "$build/run" "$top/data" "$top/po" -newer "$stamp" \
    -type f ! -name '.ninja_*' ! -name .compiled ! -path '*/meson-logs/*' -print -quit 2>/dev/null)" ]; then
    touch "$stamp.new"
    if ! meson install -C "$build/run" --no-rebuild --only-changed >"$logs/install.log" 2>&1 </dev/null; then
      tail -n 20 "$logs/install.log" >&2
      say "ebb: installing into build/prefix failed; see build/logs/install.log"
      return 1
    fi
    mv "$stamp.new" "$stamp"
    touch "$stamp"
  fi
  let_build_go
}

# use_prefix: the environment in which an installed Ebb finds its schemas and icons
use_prefix() {
  export XDG_DATA_DIRS="$prefix/share:${XDG_DATA_DIRS:-/usr/local/share:/usr/share}"
  [ -d "$prefix/share/glib-2.0/schemas" ] && export GSETTINGS_SCHEMA_DIR="$prefix/share/glib-2.0/schemas"
  return 0
}

# use_sanitizers: the environment in which what they find ends a test
use_sanitizers() {
  export ASAN_OPTIONS="abort_on_error=0:detect_leaks=1:strict_string_checks=1${ASAN_OPTIONS:+:$ASAN_OPTIONS}"
  export UBSAN_OPTIONS="print_stacktrace=1:halt_on_error=1${UBSAN_OPTIONS:+:$UBSAN_OPTIONS}"
  export LSAN_OPTIONS="suppressions=$top/tests/lsan.supp:print_suppressions=0${LSAN_OPTIONS:+:$LSAN_OPTIONS}"
  export G_SLICE=always-malloc
}
