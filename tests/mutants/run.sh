#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
#
# run.sh [WORD...]: takes each mechanism of the list out, or those whose patch has a WORD in its name, and has its
# test fail. Prints TAP; logs are under build/mutants.
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
. "$top/build-aux/house.sh"
use_sanitizers
hold_build mutants
exec /usr/bin/env python3 -B "$top/tests/mutants/run.py" "$top" "$@"
