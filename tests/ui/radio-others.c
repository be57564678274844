/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "radio.h"

#include "ebb-bluez-double-boots.h"

/* What others do to the boots: another controller, another program, whoever exchanged them, their new firmware, and
 * the computer that goes to sleep. */

void
radio_take_over (Radio *self, const char *argument G_GNUC_UNUSED)
{
  double_boots_take_over (self->boots);
}

/* Another program of this computer, be it of another account, has them: BlueZ gives Stop's
 * descriptor to one alone. */
void
radio_hold (Radio *self, const char *argument G_GNUC_UNUSED)
{
  double_boots_drop_link (self->boots);
  self->boots->is_held = TRUE;
  double_boots_bring_link_up (self->boots);
}

void
radio_let_go (Radio *self, const char *argument G_GNUC_UNUSED)
{
  self->boots->is_held = FALSE;
  double_boots_drop_link (self->boots);
}

void
radio_replace (Radio *self, const char *serial)
{
  g_free (self->serial);
  self->serial = g_strdup (serial);
  self->boots->serial = self->serial;
}

void
radio_restore (Radio *self, const char *argument G_GNUC_UNUSED)
{
  self->boots->serial = NULL;
}

/* As BlueZ does it when boots say that their services changed: what there was goes, while the
 * connection stays, and then what there is now comes. */
static void
change_services (Radio *self, EbbRole missing_role)
{
  self->boots->missing_role = missing_role;
  double_boots_hide_services (self->boots);
  if (self->boots->is_connected)
    double_boots_show_services (self->boots);
}

void
radio_lack (Radio *self, const char *role_name)
{
  EbbRole role = 0;

  while (role < EBB_N_ROLES && g_strcmp0 (ebb_role_to_string (role), role_name) != 0)
    role++;
  if (role == EBB_N_ROLES)
    g_error ("\"%s\" is no role", role_name);
  change_services (self, role);
}

void
radio_complete (Radio *self, const char *argument G_GNUC_UNUSED)
{
  change_services (self, EBB_N_ROLES);
}

void
radio_begin_login (Radio *self, const char *argument G_GNUC_UNUSED)
{
  if (self->login == NULL)
    self->login = login_double_new (self->bluez->bus_address);
}

static void
say_sleep (Radio *self, gboolean is_starting)
{
  if (self->login == NULL)
    g_error ("nobody is there to say it: \"login\" comes first");
  login_double_say_sleep (self->login, is_starting);
}

void
radio_sleep (Radio *self, const char *argument G_GNUC_UNUSED)
{
  say_sleep (self, TRUE);
}

void
radio_wake (Radio *self, const char *argument G_GNUC_UNUSED)
{
  say_sleep (self, FALSE);
}
