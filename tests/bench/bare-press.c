/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <gio/gio.h>
#include <gio/gunixfdlist.h>
#include <glib-unix.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <X11/Xlib.h>
#include <X11/extensions/XInput2.h>

/* bare-press CHARACTERISTIC_PATH KEYCODE: the sending end of the floor under Stop.
 *
 * Acquires the descriptor of the characteristic that bare-boots offers, and on each press of the
 * key, whoever has the focus, writes four bytes to it. Hears the same key event as Ebb does, in
 * the same run. No code of Ebb. */

typedef struct
{
  Display *display;
  int      opcode;
  int      keycode;
  int      descriptor;
} Bare;

static void
select_raw_keys (Display *display)
{
  unsigned char bits[XIMaskLen (XI_LASTEVENT)] = { 0 };
  XIEventMask   mask = { XIAllMasterDevices, sizeof bits, bits };

  XISetMask (bits, XI_RawKeyPress);
  XISelectEvents (display, DefaultRootWindow (display), &mask, 1);
  XFlush (display);
}

static gboolean
events_cb (gint descriptor, GIOCondition condition, gpointer user_data)
{
  static const guint8 frame[4] = { 1, 0, 0, 0 };
  Bare               *bare = user_data;

  while (XPending (bare->display) > 0)
    {
      XEvent               event;
      XGenericEventCookie *cookie = &event.xcookie;

      XNextEvent (bare->display, &event);
      if (cookie->type != GenericEvent || cookie->extension != bare->opcode
          || !XGetEventData (bare->display, cookie))
        continue;
      if (cookie->evtype == XI_RawKeyPress && ((XIRawEvent *) cookie->data)->detail == bare->keycode
          && write (bare->descriptor, frame, sizeof frame) != sizeof frame)
        printf ("{\"error\": \"the write was not taken\"}\n");
      XFreeEventData (bare->display, cookie);
    }
  return G_SOURCE_CONTINUE;
}

static int
acquire_write (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GUnixFDList) list = NULL;
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SYSTEM, NULL, &error);
  gint32  handle;
  guint16 mtu;

  if (bus == NULL)
    g_error ("bare-press: %s", error->message);
  reply = g_dbus_connection_call_with_unix_fd_list_sync (
      bus, "org.bluez", path, "org.bluez.GattCharacteristic1", "AcquireWrite",
      g_variant_new_parsed ("(@a{sv} {},)"), G_VARIANT_TYPE ("(hq)"), G_DBUS_CALL_FLAGS_NONE, -1,
      NULL, &list, NULL, &error);
  if (reply == NULL)
    g_error ("bare-press: %s", error->message);
  g_variant_get (reply, "(hq)", &handle, &mtu);
  return g_unix_fd_list_get (list, handle, NULL);
}

int
main (int argc, char **argv)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Bare bare = { .display = XOpenDisplay (NULL) };
  int  event, error, major = 2, minor = 0;

  if (argc != 3 || bare.display == NULL
      || !XQueryExtension (bare.display, "XInputExtension", &bare.opcode, &event, &error)
      || XIQueryVersion (bare.display, &major, &minor) != Success)
    {
      fprintf (stderr,
               "bare-press: expected a characteristic, a keycode, and a display with XI2\n");
      return 2;
    }
  setvbuf (stdout, NULL, _IOLBF, 0);
  bare.keycode = atoi (argv[2]);
  bare.descriptor = acquire_write (argv[1]);
  select_raw_keys (bare.display);
  g_unix_fd_add (ConnectionNumber (bare.display), G_IO_IN, events_cb, &bare);
  printf ("{\"ready\": true}\n");
  g_main_loop_run (loop);
  return 0;
}
