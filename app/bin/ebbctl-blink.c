/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebbctl-reach.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "ebbctl-link-words.h"
#include "ebbctl-print.h"

/* blink: which boots are they? Moves no air, and needs a bond: boots tell nobody else apart. */

static void
print_json (EbbBoots *boots)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "identity");
  json_builder_add_string_value (builder, ebb_boots_get_identity (boots));
  json_builder_set_member_name (builder, "name");
  json_builder_add_string_value (builder, ebb_boots_get_name (boots));
  if (ebb_boots_get_serial (boots) != NULL)
    {
      json_builder_set_member_name (builder, "serial");
      json_builder_add_string_value (builder, ebb_boots_get_serial (boots));
    }
  json_builder_set_member_name (builder, "blink_s");
  json_builder_add_int_value (builder, EBB_BLINK_S);
  json_builder_end_object (builder);
  ctl_print_json_line (builder);
}

static void
blinking_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  CtlApp   *app = user_data;
  EbbBoots *boots = EBB_BOOTS (object);
  g_autoptr (GError) error = NULL;

  if (!ebb_boots_identify_finish (boots, result, &error))
    {
      g_autofree char *words = ctl_dup_link_words (error);

      ctl_fail (app, ctl_get_link_exit (error), _ ("“%s” do not blink: %s"),
                ebb_boots_get_name (boots), words);
      return;
    }
  if (app->is_json)
    print_json (boots);
  else
    g_print (_ ("The light on “%s” (%s) blinks for %d seconds.\n"), ebb_boots_get_name (boots),
             ebb_boots_get_identity (boots), EBB_BLINK_S);
  ctl_quit (app, CTL_EXIT_OK);
}

static void
blink (CtlApp *app, EbbBoots *boots)
{
  const EbbCapabilities *capabilities = ebb_boots_get_capabilities (boots);

  if (ebb_boots_get_state (boots) != EBB_BOOTS_READY)
    {
      ctl_say_failure (app, CTL_EXIT_FAILED,
                       _ ("they blink for a computer that they are paired with; see ebbctl pair"));
      ctl_leave_boots (app, boots, CTL_EXIT_FAILED);
      return;
    }
  if (capabilities != NULL && !capabilities->can_identify)
    ctl_fail (app, CTL_EXIT_FAILED, _ ("“%s” have no light that a computer can let blink"),
              ebb_boots_get_name (boots));
  else
    ebb_boots_identify_async (boots, NULL, blinking_cb, app);
}

void
ctl_blink (CtlApp *app, char **arguments)
{
  ctl_reach_boots (app, arguments[0], CTL_REACH_LOOK, blink, NULL);
}
