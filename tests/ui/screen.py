# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""Pictures of windows, asked from the X server in this process: a program that is started for each
of hundreds of them takes ten times as long."""
import ctypes
import struct
import zlib

ALL_PLANES, Z_PIXMAP = ctypes.c_ulong(-1), 2
LIBRARY = 'libX11.so.6'


class XImage(ctypes.Structure):
    """The public beginning of Xlib's own"""

    _fields_ = [('width', ctypes.c_int), ('height', ctypes.c_int), ('xoffset', ctypes.c_int),
                ('format', ctypes.c_int), ('data', ctypes.c_void_p), ('byte_order', ctypes.c_int),
                ('bitmap_unit', ctypes.c_int), ('bitmap_bit_order', ctypes.c_int),
                ('bitmap_pad', ctypes.c_int), ('depth', ctypes.c_int),
                ('bytes_per_line', ctypes.c_int), ('bits_per_pixel', ctypes.c_int)]


class Shot:
    """What a window looked like: blue, green, red and a byte of nothing for each pixel"""

    def __init__(self, width, height, pixels):
        self.width, self.height, self.pixels = width, height, pixels

    def __eq__(self, other):
        return isinstance(other, Shot) and self.width == other.width and self.pixels == other.pixels

    def save(self, path):
        """As PNG"""
        colours = bytearray(3 * self.width * self.height)
        for channel in range(3):
            colours[channel::3] = self.pixels[2 - channel::4]
        size = 3 * self.width
        lines = b''.join(b'\0' + colours[start:start + size]
                         for start in range(0, len(colours), size))
        header = struct.pack('>IIBBBBB', self.width, self.height, 8, 2, 0, 0, 0)
        with open(path, 'wb') as file:
            file.write(b'\x89PNG\r\n\x1a\n')
            for kind, data in ((b'IHDR', header), (b'IDAT', zlib.compress(lines, 1)), (b'IEND', b'')):
                file.write(struct.pack('>I', len(data)) + kind + data
                           + struct.pack('>I', zlib.crc32(kind + data)))


class Screen:
    """The X server, as far as pictures of it are concerned"""

    def __init__(self):
        self.xlib = ctypes.CDLL(LIBRARY)
        self.xlib.XOpenDisplay.restype = ctypes.c_void_p
        self.xlib.XGetImage.restype = ctypes.POINTER(XImage)
        self.xlib.XGetImage.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int, ctypes.c_int,
                                        ctypes.c_uint, ctypes.c_uint, ctypes.c_ulong, ctypes.c_int]
        self.xlib.XGetGeometry.argtypes = [ctypes.c_void_p, ctypes.c_ulong] + [ctypes.c_void_p] * 7
        self.xlib.XDestroyImage.argtypes = [ctypes.POINTER(XImage)]
        self.xlib.XDefaultRootWindow.restype = ctypes.c_ulong
        self.xlib.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
        self.xlib.XWarpPointer.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_ulong,
                                           ctypes.c_int, ctypes.c_int, ctypes.c_uint, ctypes.c_uint,
                                           ctypes.c_int, ctypes.c_int]
        self.xlib.XSync.argtypes = [ctypes.c_void_p, ctypes.c_int]
        # A window may go while it is asked for: that is no reason to end, as Xlib would.
        self.handler = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(
            lambda display, error: 0)
        self.xlib.XSetErrorHandler(self.handler)
        self.display = self.xlib.XOpenDisplay(None)
        self.root = self.xlib.XDefaultRootWindow(self.display)

    def shoot(self, window):
        """The Shot of a window (its number), or None of one that is not there, or not wholly on the
        screen"""
        window = int(window)
        root, border, depth = ctypes.c_ulong(), ctypes.c_uint(), ctypes.c_uint()
        x, y, width, height = ctypes.c_int(), ctypes.c_int(), ctypes.c_uint(), ctypes.c_uint()
        if not self.xlib.XGetGeometry(self.display, window, *map(ctypes.byref, (
                root, x, y, width, height, border, depth))):
            return None
        image = self.xlib.XGetImage(self.display, window, 0, 0, width.value, height.value,
                                    ALL_PLANES, Z_PIXMAP)
        if not image:
            return None
        content = image.contents
        shot = None
        if content.bits_per_pixel == 32 and content.bytes_per_line == 4 * content.width:
            data = ctypes.string_at(content.data, content.bytes_per_line * content.height)
            shot = Shot(content.width, content.height, data)
        self.xlib.XDestroyImage(image)
        return shot

    def put_pointer_away(self):
        """Into a corner, where it lies over no widget"""
        self.xlib.XWarpPointer(self.display, 0, self.root, 0, 0, 0, 0, 1, 1)
        self.xlib.XSync(self.display, 0)
