/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-bluez-double-crowd.h"

#define TICK_MS 50
#define FIRST_RSSI_DBM -70 /* fair; with each advert after the first it is another */
#define STRANGER_UUID "0000feaa-0000-1000-8000-00805f9b34fb"
#define STRANGER_COMPANY 76

struct _DoubleCrowd
{
  EbbBluezDouble *bluez;
  GPtrArray      *devices; /* of EbbBluezDevice1; NULL: not heard yet */
  guint           adverts_per_s;
  guint           boots_each; /* one in so many is boots */
  guint           n_scans;
  guint           n_adverts;
  guint           tick_id;
};

static void
unref_device (gpointer device)
{
  g_clear_object (&device);
}

static char *
make_address (DoubleCrowd *self, guint number)
{
  return g_strdup_printf ("4%X:%02X:5E:00:%02X:%02X", self->n_scans & 0xf,
                          self->n_scans >> 4 & 0xff, number >> 8 & 0xff, number & 0xff);
}

static char *
make_path (DoubleCrowd *self, const char *address)
{
  char *path = g_strdup_printf ("%s/dev_%s", self->bluez->adapter_path, address);

  return g_strdelimit (path, ":", '_');
}

static void
describe (DoubleCrowd *self, EbbBluezDevice1 *device, guint number)
{
  gboolean          are_boots = number % self->boots_each == 0;
  const char *const uuids[] = { are_boots ? ebb_definition_get_service_uuid (
                                    self->bluez->definition, EBB_ROLE_STOP)
                                          : STRANGER_UUID,
                                NULL };
  g_autofree char *name = g_strdup_printf (are_boots ? "Boots %u" : "Stranger %u", number);
  guint8           bytes[] = { 0x10, 0x05, (guint8) number, 0x1c, 0x2e };
  GVariant        *data = g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, bytes, sizeof bytes, 1);
  GVariantBuilder  manufacturer = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{qv}"));

  g_variant_builder_add (&manufacturer, "{qv}", (guint16) STRANGER_COMPANY, data);
  ebb_bluez_device1_set_name (device, name);
  ebb_bluez_device1_set_uuids (device, uuids);
  ebb_bluez_device1_set_manufacturer_data (device, g_variant_builder_end (&manufacturer));
}

static EbbBluezDevice1 *
show_device (DoubleCrowd *self, guint number)
{
  g_autofree char *address = make_address (self, number);
  g_autofree char *path = make_path (self, address);
  g_autoptr (GDBusObjectSkeleton) object = g_dbus_object_skeleton_new (path);
  EbbBluezDevice1 *device = ebb_bluez_device1_skeleton_new ();

  ebb_bluez_device1_set_address (device, address);
  ebb_bluez_device1_set_adapter (device, self->bluez->adapter_path);
  ebb_bluez_device1_set_rssi (device, FIRST_RSSI_DBM);
  describe (self, device, number);
  g_dbus_object_skeleton_add_interface (object, G_DBUS_INTERFACE_SKELETON (device));
  g_dbus_object_manager_server_export (self->bluez->objects, object);
  return device;
}

/* What was heard in a scan BlueZ keeps for a while after it; here until the scan ends. */
static void
hide_all (DoubleCrowd *self)
{
  for (guint i = 0; i < self->devices->len; i++)
    {
      GDBusObject *object;

      if (self->devices->pdata[i] == NULL)
        continue;
      object = g_dbus_interface_get_object (self->devices->pdata[i]);
      if (self->bluez->objects != NULL)
        g_dbus_object_manager_server_unexport (self->bluez->objects,
                                               g_dbus_object_get_object_path (object));
      g_clear_object (&self->devices->pdata[i]);
    }
}

/* In turns, each with another strength of its signal than before. */
static void
advertise (DoubleCrowd *self)
{
  guint number = self->n_adverts % self->devices->len;

  if (self->devices->pdata[number] == NULL)
    self->devices->pdata[number] = show_device (self, number);
  else
    ebb_bluez_device1_set_rssi (self->devices->pdata[number],
                                (gint16) (-40 - (gint16) (self->n_adverts / 7 % 50)));
  self->n_adverts++;
}

/* They have other addresses when they are heard next. */
static void
part (DoubleCrowd *self)
{
  hide_all (self);
  self->n_scans++;
}

static gboolean
tick_cb (gpointer user_data)
{
  DoubleCrowd *self = user_data;

  if (self->devices->len == 0)
    return G_SOURCE_CONTINUE;
  if (!self->bluez->is_discovering)
    {
      if (self->devices->pdata[0] != NULL)
        part (self);
      return G_SOURCE_CONTINUE;
    }
  for (guint i = 0; i < self->adverts_per_s * TICK_MS / 1000; i++)
    advertise (self);
  return G_SOURCE_CONTINUE;
}

DoubleCrowd *
double_crowd_new (EbbBluezDouble *bluez)
{
  DoubleCrowd *self = g_new0 (DoubleCrowd, 1);

  self->bluez = bluez;
  self->devices = g_ptr_array_new_with_free_func (unref_device);
  self->tick_id = ebb_clock_add_timeout (bluez->clock, TICK_MS, tick_cb, self);
  return self;
}

void
double_crowd_gather (DoubleCrowd *self, guint n, guint adverts_per_s, guint boots_each)
{
  part (self);
  g_ptr_array_set_size (self->devices, (int) n);
  self->adverts_per_s = adverts_per_s;
  self->boots_each = boots_each;
  self->n_adverts = 0;
}

/* Bluetoothd runs still: what it has of them goes first. */
void
double_crowd_free (DoubleCrowd *self)
{
  ebb_clock_clear (self->bluez->clock, &self->tick_id);
  hide_all (self);
  g_ptr_array_unref (self->devices);
  g_free (self);
}

guint
double_crowd_count_adverts (DoubleCrowd *self)
{
  return self->n_adverts;
}
