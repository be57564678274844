#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
#
# run.sh [BUILD]: takes the figures of SAFETY.md on a sanitized build (./check's own without BUILD) and writes its
# table. Can be broken off: what was measured is kept, and the next run goes on. Prints TAP.
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd -P)
. "$top/build-aux/house.sh"
use_sanitizers
exec /usr/bin/env python3 -B "$top/tests/safety/figures/run.py" "$top" "${1:-$build/check}"
