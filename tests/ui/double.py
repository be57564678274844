# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""What a desktop has on one of its buses, and no desktop runs here: one object of one service, in a
thread of its own."""
import threading

from gi.repository import Gio, GLib


def read_interface(text):
    return Gio.DBusNodeInfo.new_for_xml(f'<node>{text}</node>').interfaces[0]


class Double:
    """Owns NAME as long as it is open. A subclass answers in _called()"""

    BUS, NAME, PATH, INTERFACE = Gio.BusType.SESSION, None, None, None

    def __init__(self):
        self.context = GLib.MainContext()
        self.loop = GLib.MainLoop.new(self.context, False)
        self.ready = threading.Event()
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()
        self.ready.wait()

    def _serve(self):
        self.context.push_thread_default()
        address = Gio.dbus_address_get_for_bus_sync(self.BUS)
        self.bus = Gio.DBusConnection.new_for_address_sync(
            address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION)
        self.bus.register_object(self.PATH, self.INTERFACE, self._called, self._read, None)
        Gio.bus_own_name_on_connection(self.bus, self.NAME, Gio.BusNameOwnerFlags.NONE,
                                       lambda *_: self.ready.set(), None)
        self.loop.run()

    def _called(self, bus, sender, path, interface, method, parameters, invocation):
        raise NotImplementedError

    def _read(self, *_):
        """A property: the version of the interface is all they have"""
        return GLib.Variant('u', 1)

    def emit(self, signal, parameters):
        self.bus.emit_signal(None, self.PATH, self.INTERFACE.name, signal, parameters)

    def close(self):
        self.loop.quit()
        self.thread.join(5)
        self.bus.close_sync()
