#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""What Stop does when the program is lost (kill.py), and when the link is (drop.py). Runs inside
the VM. loss.py KILLS DROPS: prints each sample as one line of JSON. See ../README.md.
"""
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, '..', '..', 'vm')]
import drop
import kill
import lib
from rig import pair, say, take_home


def main():
    lib.power_up()
    template = lib.fresh_home()
    boots = lib.Boots()
    pair('Ebb boots')
    try:
        kill.measure(boots, template, int(sys.argv[1]))
        take_home(template)
        drop.measure(boots, int(sys.argv[2]))
    except lib.Failure as failure:
        say({'failure': str(failure)})
        return 1
    return 0


sys.exit(main())
