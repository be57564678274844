#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
#
# run.sh [--full] [--only PART] [--tap FILE]: what ./check bench runs, under a display of its own
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
# xvfb-run puts standard error into standard output, where figures alone belong.
exec 3>&2
# shellcheck disable=SC2016 # for the inner shell
exec xvfb-run -a -s "-screen 0 1280x1024x24 -nolisten tcp -dpi 96" \
  sh -c 'exec "$@" 2>&3' sh /usr/bin/python3 -B "$here/run.py" "$@"
