/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebbctl-app.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "ebbctl-print.h"
#include "ebbctl-reach.h"
#include "ebbctl-remote.h"

/* stop: by the program that runs the session; where there is none, straight to the boots. Anyone
 * may: it pairs with none and takes none. */

/* How long a person waits for an answer before hearing what to do by hand: safety.md, H7. */
#define STOP_HINT_MS 2000
/* How long Stop is tried. For 30 s after a program died its guardian stops the boots, and BlueZ lets
 * nobody else write to them; asked, it lets go, but one of an older Ebb knows no such question. Then
 * there is the rest of what a link takes. */
#define STOP_GIVE_UP_MS 50000
#define STOP_PERIOD_MS 100
/* Two readings later it is known whether boots run. */
#define STOP_READ_MS 1200
/* Boots without a bond say nothing: Stop is repeated so long. */
#define STOP_BLIND_MS 1500
/* The last disconnection leaves this process. */
#define STOP_LEAVE_MS 300

/* One stop, of boots that were named or of all one's own. */
struct _CtlStop
{
  guint    n_pending; /* boots that are not done */
  guint    n_told;    /* boots of which the end was said */
  gboolean is_named;
  gboolean was_recovering;
  gint64   until_us;
  CtlWait  wait;
  CtlExit  exit_code; /* the worst of them */
};

typedef struct
{
  CtlApp   *app;
  EbbBoots *boots;
  gint64    sent_us;
  gboolean  is_bonded;
  gboolean  was_in_session;
} Target;

static gint64
get_now_us (CtlApp *app)
{
  return ebb_clock_get_boottime_us (ebb_composition_get_clock (app->composition));
}

static void
print_json (EbbBoots *boots, gboolean is_confirmed)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "identity");
  json_builder_add_string_value (builder, ebb_boots_get_identity (boots));
  json_builder_set_member_name (builder, "name");
  json_builder_add_string_value (builder, ebb_boots_get_name (boots));
  json_builder_set_member_name (builder, "stop_sent");
  json_builder_add_boolean_value (builder, TRUE);
  json_builder_set_member_name (builder, "stopped");
  if (is_confirmed)
    json_builder_add_boolean_value (builder, TRUE);
  else
    json_builder_add_null_value (builder);
  json_builder_end_object (builder);
  ctl_print_json_line (builder);
}

static void
tell (CtlApp *app, EbbBoots *boots, gboolean is_confirmed)
{
  struct _CtlStop *stop = app->stop;

  stop->n_told++;
  if (!is_confirmed)
    stop->exit_code = CTL_EXIT_NOT_CONFIRMED;
  if (app->is_json)
    print_json (boots, is_confirmed);
  else if (is_confirmed)
    g_print (_ ("“%s” are stopped.\n"), ebb_boots_get_name (boots));
  else
    g_printerr (_ ("Stop was sent to “%s”. They are not paired with this computer, so they can not "
                   "tell it whether they are empty: look at them, and open the zips, top first, if "
                   "they feel tight.\n"),
                ebb_boots_get_name (boots));
}

static gboolean
is_done (Target *target, gboolean *is_confirmed)
{
  CtlApp *app = target->app;
  gint64  waited_us = get_now_us (app) - target->sent_us;

  *is_confirmed = TRUE;
  /* The session engine has them in hand: it stops what was left open on them. */
  if (ebb_boots_is_lent (target->boots))
    {
      target->was_in_session = TRUE;
      return FALSE;
    }
  if (target->was_in_session)
    {
      *is_confirmed = !ebb_boots_is_stop_owed (target->boots);
      return TRUE;
    }
  *is_confirmed = target->is_bonded;
  if (!target->is_bonded)
    return waited_us > STOP_BLIND_MS * 1000;
  return waited_us > STOP_READ_MS * 1000 && !ebb_boots_is_stopping (target->boots);
}

static gboolean
target_cb (gpointer user_data)
{
  Target  *target = user_data;
  gboolean is_confirmed;

  if (!is_done (target, &is_confirmed))
    return G_SOURCE_CONTINUE;
  tell (target->app, target->boots, is_confirmed);
  /* Connected for this once: most boots talk to one at a time. */
  if (!target->is_bonded)
    ebb_boots_disconnect (target->boots);
  target->app->stop->n_pending--;
  g_object_unref (target->boots);
  g_free (target);
  return G_SOURCE_REMOVE;
}

static void
reached (CtlApp *app, EbbBoots *boots)
{
  Target *target = g_new0 (Target, 1);

  target->app = app;
  target->boots = g_object_ref (boots);
  target->is_bonded = ebb_boots_get_state (boots) == EBB_BOOTS_READY;
  target->sent_us = get_now_us (app);
  ebb_boots_stop (boots);
  ebb_clock_add_timeout (ebb_composition_get_clock (app->composition), STOP_PERIOD_MS, target_cb,
                         target);
}

/* Whoever wants them stopped is told how, where this computer can not do it. (transfer full) */
static char *
dup_unreached (CtlExit exit_code, const char *message)
{
  if (exit_code != CTL_EXIT_NO_BOOTS && exit_code != CTL_EXIT_BUSY)
    return g_strdup (message);
  /* Translators: why boots were not reached. */
  return g_strdup_printf (
      _ ("%s. Press the stop button on the boots, and open the zips, top first, "
         "if they feel tight."),
      message);
}

static void
unreached (CtlApp *app, CtlExit exit_code, const char *message)
{
  struct _CtlStop *stop = app->stop;
  g_autofree char *words = dup_unreached (exit_code, message);

  stop->n_pending--;
  stop->n_told++;
  if (stop->exit_code != CTL_EXIT_NOT_CONFIRMED)
    stop->exit_code = exit_code;
  ctl_say_failure (app, exit_code, words);
}

static void
end (CtlApp *app)
{
  struct _CtlStop   *stop = app->stop;
  EbbCurrentSession *session = ebb_core_get_current_session (app->core);

  if (stop->n_told > 0)
    {
      ctl_quit (app, stop->exit_code);
      return;
    }
  if (!stop->was_recovering)
    {
      ctl_fail (app, CTL_EXIT_NO_BOOTS,
                _ ("there is nothing to stop: no session runs and no boots are yours; expected the "
                   "name of boots (see ebbctl scan)"));
      return;
    }
  if (ebb_current_session_get_snapshot (session)->is_stop_owed)
    stop->exit_code = CTL_EXIT_NOT_CONFIRMED;
  else if (!app->is_json)
    g_print ("%s\n", _ ("Stopped. Every zone is below 10 mmHg."));
  ctl_quit (app, stop->exit_code);
}

static gboolean
left_cb (gpointer user_data)
{
  end (user_data);
  return G_SOURCE_REMOVE;
}

static void
say_what_to_do_meanwhile (CtlApp *app)
{
  if (ctl_wait_is_to_be_said (&app->stop->wait, app, STOP_HINT_MS))
    g_printerr ("%s\n",
                _ ("The boots have not said yet that they are empty. If they feel tight, press "
                   "the stop button on them and open the zips, top first. Ebb goes on…"));
}

static gboolean
stop_cb (gpointer user_data)
{
  CtlApp            *app = user_data;
  struct _CtlStop   *stop = app->stop;
  EbbCurrentSession *session = ebb_core_get_current_session (app->core);
  gboolean           is_recovering = ebb_current_session_is_recovering (session);

  /* Looking whether there is something to recover is not recovering yet. */
  stop->was_recovering |=
      ebb_session_state_is_live (ebb_current_session_get_snapshot (session)->state);
  if (stop->n_pending > 0 || (is_recovering && !stop->is_named))
    {
      say_what_to_do_meanwhile (app);
      return G_SOURCE_CONTINUE;
    }
  ebb_clock_add_timeout (ebb_composition_get_clock (app->composition), STOP_LEAVE_MS, left_cb, app);
  return G_SOURCE_REMOVE;
}

static gboolean
give_up_cb (gpointer user_data)
{
  ctl_fail (user_data, CTL_EXIT_NOT_CONFIRMED,
            _ ("the boots did not confirm that they are empty. Press the stop button on the boots, "
               "and open the zips, top first."));
  return G_SOURCE_REMOVE;
}

static void
begin (CtlApp *app, const char *name)
{
  g_autoptr (GPtrArray) own = ctl_list_own_boots (app);

  app->stop->is_named = name != NULL;
  if (name != NULL || app->is_demo)
    {
      app->stop->n_pending = 1;
      ctl_reach_boots (app, name, CTL_REACH_LOOK, reached, unreached);
      return;
    }
  app->stop->n_pending = own->len;
  for (guint i = 0; i < own->len; i++)
    ctl_reach_boots (app, ebb_boots_get_identity (g_ptr_array_index (own, i)), CTL_REACH_LOOK,
                     reached, unreached);
}

void
ctl_stop (CtlApp *app, char **arguments)
{
  EbbClock *clock = ebb_composition_get_clock (app->composition);

  /* Stop goes on when nobody reads what is said of it. */
  app->output_lost = ctl_go_on;
  ebb_clock_add_timeout (clock, STOP_GIVE_UP_MS, give_up_cb, app);
  if (ctl_stop_holder (app, arguments[0]))
    return;
  app->stop = g_new0 (struct _CtlStop, 1);
  ctl_wait_begin (&app->stop->wait, app);
  /* Nobody runs a session: one may have been left open by a program that died. */
  ebb_core_recover (app->core);
  begin (app, arguments[0]);
  ebb_clock_add_timeout (clock, STOP_PERIOD_MS, stop_cb, app);
}
