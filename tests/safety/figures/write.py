#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""Makes the tables of SAFETY.md from the samples that are kept, and measures nothing."""
import os

import table

table.write_page(os.path.join(os.path.dirname(os.path.abspath(__file__)), *[os.pardir] * 3))
