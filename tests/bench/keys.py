# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""Presses keys as a keyboard would, by XTEST, and says when: the boot time just before the event
is handed to the X server, in microseconds."""
import ctypes
import time


class Keyboard:
    def __init__(self, display=None):
        self.x11 = ctypes.CDLL('libX11.so.6')
        self.xtest = ctypes.CDLL('libXtst.so.6')
        self.x11.XOpenDisplay.restype = ctypes.c_void_p
        self.x11.XStringToKeysym.restype = ctypes.c_ulong
        self.x11.XKeysymToKeycode.argtypes = [ctypes.c_void_p, ctypes.c_ulong]
        self.x11.XKeysymToKeycode.restype = ctypes.c_ubyte
        self.x11.XFlush.argtypes = [ctypes.c_void_p]
        self.xtest.XTestFakeKeyEvent.argtypes = [ctypes.c_void_p, ctypes.c_uint, ctypes.c_int,
                                                 ctypes.c_ulong]
        self.display = self.x11.XOpenDisplay(display)
        if not self.display:
            raise RuntimeError('no display')

    def code(self, name):
        return self.x11.XKeysymToKeycode(self.display, self.x11.XStringToKeysym(name.encode()))

    def press(self, name):
        code = self.code(name)
        pressed_us = time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1000
        self.xtest.XTestFakeKeyEvent(self.display, code, 1, 0)
        self.x11.XFlush(self.display)
        self.xtest.XTestFakeKeyEvent(self.display, code, 0, 0)
        self.x11.XFlush(self.display)
        return pressed_us
