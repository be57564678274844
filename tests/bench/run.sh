#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
#
# run.sh [--full] [--only PART]: what ./check bench runs, under a display of its own
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
exec xvfb-run -a -s "-screen 0 1280x1024x24 -nolisten tcp -dpi 96" /usr/bin/python3 -B "$here/run.py" "$@"
