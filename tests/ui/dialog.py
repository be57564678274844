# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""A dialog of the window, which has an X window and a tree of its own."""
from desk import Window
from waiting import wait_for


class Dialog(Window):
    """What stands before a window and is one itself; it goes by an answer"""

    def __init__(self, window):
        self.__dict__.update(window.__dict__)
        self.stop_height = 0
        self.id = wait_for(lambda: self._find_other_id(window), 'a dialog')
        self.frame = wait_for(lambda: self._find_other_frame(window), 'a dialog in the tree')

    def _find_other_id(self, window):
        return next((found for found in window.find_ids() if found != window.id), None)

    def _find_other_frame(self, window):
        return next((place for place in self.tree.windows_of(self.process.pid)
                     if place != window.frame), None)
