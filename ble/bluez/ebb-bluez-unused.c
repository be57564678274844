/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-bluez-unused-private.h"

struct _EbbBluezUnused
{
  GDBusProxy parent_instance;
};

static void initable_init (GInitableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EbbBluezUnused,
                               ebb_bluez_unused,
                               G_TYPE_DBUS_PROXY,
                               G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE, initable_init))

static gboolean
ebb_bluez_unused_do_nothing (GInitable *initable       G_GNUC_UNUSED,
                             GCancellable *cancellable G_GNUC_UNUSED,
                             GError **error            G_GNUC_UNUSED)
{
  return TRUE;
}

static void
initable_init (GInitableIface *iface)
{
  iface->init = ebb_bluez_unused_do_nothing;
}

static void
ebb_bluez_unused_class_init (EbbBluezUnusedClass *klass G_GNUC_UNUSED)
{
}

static void
ebb_bluez_unused_init (EbbBluezUnused *self G_GNUC_UNUSED)
{
}
