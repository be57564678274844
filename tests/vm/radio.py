# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""What a radio does and btvirt 5.66 does not: it advertises again and again.

btvirt sends an advertisement once, when scanning is switched on, in the same breath as the answer
to that command. On a machine that is busy the kernel reads it before it knows that it is
scanning, and drops it: then a scan hears nothing for 10 s, until bluetoothd begins it anew, and
now and then nothing at all; and a connection waits for ever. Boots advertise ten times a second.
"""
import contextlib
import errno
import socket
import struct
import threading

COMMAND, EVENT, COMMAND_COMPLETE = 0x01, 0x04, 0x0e
# LE Set Extended Advertising Enable, for one set and for ever. The first set that bluetoothd asks
# for has handle 1.
OPCODE, HANDLE = 0x2039, 1
SOL_HCI, HCI_FILTER = 0, 2
PERIOD_S = 1.0
# An answer that is given up for lost, and was only late, would leave the boots without a voice.
ANSWER_MAX_S = 30
# How a socket says that its controller is there no more
PULLED = (errno.EPIPE, errno.ENODEV, errno.EBADFD)


def open_controller(adapter):
    """A socket that hears nothing but the answers to the command above"""
    controller = socket.socket(socket.AF_BLUETOOTH, socket.SOCK_RAW, socket.BTPROTO_HCI)
    controller.setsockopt(SOL_HCI, HCI_FILTER,
                          struct.pack('<IIIHxx', 1 << EVENT, 1 << COMMAND_COMPLETE, 0, OPCODE))
    controller.bind((int(adapter.removeprefix('hci')),))
    controller.settimeout(ANSWER_MAX_S)
    return controller


def set_advertising(controller, on):
    """Whether the controller did it"""
    parameters = struct.pack('<BBBHB', on, 1, HANDLE, 0, 0)
    try:
        controller.send(struct.pack('<BHB', COMMAND, OPCODE, len(parameters)) + parameters)
        return controller.recv(256)[6:] == b'\0'
    except OSError as error:
        if error.errno in PULLED:
            raise
        return False  # it does not answer, or is down for now


def keep_advertising(adapter):
    """Has what the controller advertises begin anew, once a second from now on. Where there is
    nothing, or a connection ended it, it refuses to end it, and then nothing is changed."""
    never = threading.Event()

    def repeat_until_pulled():
        with open_controller(adapter) as controller:
            while not never.wait(PERIOD_S):
                if set_advertising(controller, False):
                    set_advertising(controller, True)

    def repeat():
        while not never.wait(PERIOD_S):
            # The socket goes with the controller, whose number it keeps.
            with contextlib.suppress(OSError):
                repeat_until_pulled()
    threading.Thread(target=repeat, daemon=True).start()
