# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""What all samples on the air share."""
import time

# Emulated, all is some ten times slower than the bounds of safety.md; the sample says how long.
ARRIVES_S = 15
EMPTY_S = 60


def boot_us():
    """The clock of the boots' log"""
    return time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1000
