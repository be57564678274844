/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebbctl-reach.h"

#include <glib/gi18n.h>

#include "ebbctl-link-words.h"
#include "ebbctl-pairing.h"
#include "ebbctl-radio.h"
#include "ebbctl-waiting.h"

#include "ebb-boots-anew.h"
#include "ebb-boots-reconnect.h"
#include "ebb-link-error.h"

/* From the name of boots, or none, to boots that are connected. */

#define REACH_PERIOD_MS 100
/* Looking, connecting and one retry; engineering choice. */
#define REACH_MS 45000
/* Simulated boots are heard half a second after a scan began, or not at all. Counted, not timed: a
 * hurried clock may leap. */
#define DEMO_SEARCH_ROUNDS 20
/* For a request that waits for nothing to leave this process. */
#define LEAVE_MS 300

typedef struct
{
  CtlApp      *app;
  char        *name; /* (nullable) */
  CtlReachHow  how;
  CtlReady     ready;
  CtlUnreached unreached; /* (nullable) */
  gint64       until_us;
  guint        n_rounds; /* of looking for boots that nobody knows */
  gint64       search_until_us;
  CtlWait      wait;
  CtlPairing  *pairing; /* (nullable): may ask a person */
} Reach;

static gint64
get_now_us (CtlApp *app)
{
  return ebb_clock_get_boottime_us (ebb_composition_get_clock (app->composition));
}

GPtrArray *
ctl_list_own_boots (CtlApp *app)
{
  GListModel *known = ebb_boots_list_get_known (ebb_core_get_boots_list (app->core));
  GPtrArray  *own = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (known); i++)
    {
      g_autoptr (EbbBoots) boots = g_list_model_get_item (known, i);

      if (ebb_boots_is_in_process (boots) == app->is_demo)
        g_ptr_array_add (own, g_steal_pointer (&boots));
    }
  return own;
}

static void
free_reach (Reach *reach)
{
  g_clear_pointer (&reach->pairing, ctl_pairing_end);
  g_free (reach->name);
  g_free (reach);
}

static gboolean fail (Reach *reach, CtlExit exit_code, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/* Ends it; always TRUE. */
static gboolean
fail (Reach *reach, CtlExit exit_code, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list          arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  if (reach->unreached != NULL)
    reach->unreached (reach->app, exit_code, message);
  else
    ctl_fail (reach->app, exit_code, "%s", message);
  free_reach (reach);
  return TRUE;
}

/* Without a radio it is the radio that has to be mended. (transfer full) */
static char *
dup_words (CtlApp *app, const GError *error)
{
  const char *no_radio = ctl_say_radio (app);

  if (no_radio != NULL && g_error_matches (error, EBB_LINK_ERROR, EBB_LINK_ERROR_UNAVAILABLE))
    return g_strdup (no_radio);
  return ctl_dup_link_words (error);
}

/* Ends it; always TRUE. */
static gboolean
fail_with (Reach *reach, EbbBoots *boots, const GError *error)
{
  g_autofree char *words = dup_words (reach->app, error);

  return fail (reach, ctl_get_link_exit (error), _ ("“%s” were not reached: %s"),
               ebb_boots_get_name (boots), words);
}

static void
append_named (GString *text, GListModel *list, const char *name)
{
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (EbbBoots) boots = g_list_model_get_item (list, i);

      if (name == NULL || g_ascii_strcasecmp (ebb_boots_get_name (boots), name) == 0)
        g_string_append_printf (text, "%s%s (%s)", text->len > 0 ? ", " : "",
                                ebb_boots_get_identity (boots), ebb_boots_get_name (boots));
    }
}

/* A name that several bear is never guessed at. TRUE: it has ended. */
static gboolean
fail_ambiguous (Reach *reach)
{
  EbbBootsList *list = ebb_core_get_boots_list (reach->app->core);
  g_autoptr (GString) named = g_string_new (NULL);

  append_named (named, ebb_boots_list_get_known (list), reach->name);
  append_named (named, ebb_boots_list_get_nearby (list), reach->name);
  if (named->len == 0)
    return FALSE;
  return fail (reach, CTL_EXIT_USAGE,
               _ ("“%s” is the name of several boots; expected the identity of one: %s"),
               reach->name, named->str);
}

/* TRUE: it has ended. */
static gboolean
choose_named (Reach *reach, EbbBoots **boots)
{
  CtlApp *app = reach->app;

  *boots = ebb_boots_list_find (ebb_core_get_boots_list (app->core), reach->name);
  if (*boots == NULL)
    return fail_ambiguous (reach);
  if (ebb_boots_is_in_process (*boots) == app->is_demo)
    return FALSE;
  return fail (reach, CTL_EXIT_USAGE,
               app->is_demo ? _ ("“%s” are not simulated; expected no --demo beside them")
                            : _ ("“%s” are simulated boots; expected --demo beside them"),
               reach->name);
}

/* TRUE: it has ended. */
static gboolean
choose_only (Reach *reach, EbbBoots **boots)
{
  CtlApp       *app = reach->app;
  EbbBootsList *list = ebb_core_get_boots_list (app->core);
  g_autoptr (GPtrArray) own = NULL;
  g_autoptr (GString) names = g_string_new (NULL);

  if (app->is_demo)
    {
      *boots = ebb_boots_list_add_simulated (list);
      return FALSE;
    }
  own = ctl_list_own_boots (app);
  if (own->len == 0)
    return fail (reach, CTL_EXIT_NO_BOOTS,
                 _ ("no boots are yours yet; find some with ebbctl scan and pair with them, or use "
                    "--demo"));
  *boots = g_ptr_array_index (own, 0);
  if (own->len == 1)
    return FALSE;
  append_named (names, ebb_boots_list_get_known (list), NULL);
  return fail (reach, CTL_EXIT_USAGE,
               _ ("several boots are yours; expected the identity or the name of one: %s"),
               names->str);
}

static void
succeed (Reach *reach, EbbBoots *boots)
{
  reach->ready (reach->app, boots);
  free_reach (reach);
}

/* As fail_with(), but the boots, and the system, hear that pairing is over. */
static void
leave_with (Reach *reach, EbbBoots *boots, const GError *error)
{
  CtlApp          *app = reach->app;
  g_autofree char *words = dup_words (app, error);
  g_autofree char *message =
      g_strdup_printf (_ ("“%s” were not reached: %s"), ebb_boots_get_name (boots), words);

  ctl_say_failure (app, ctl_get_link_exit (error), message);
  ctl_leave_boots (app, boots, ctl_get_link_exit (error));
  free_reach (reach);
}

static void
connected_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Reach    *reach = user_data;
  EbbBoots *boots = EBB_BOOTS (object);
  gboolean  is_done;
  g_autoptr (GError) error = NULL;

  is_done = reach->how == CTL_REACH_LOOK ? ebb_boots_look_finish (boots, result, &error)
                                         : ebb_boots_take_finish (boots, result, &error);
  if (is_done)
    succeed (reach, boots);
  else if (reach->pairing != NULL && reach->unreached == NULL)
    leave_with (reach, boots, error);
  else
    fail_with (reach, boots, error);
}

static void
connect_boots (Reach *reach, EbbBoots *boots)
{
  if (reach->how == CTL_REACH_LOOK)
    {
      ebb_boots_look_async (boots, NULL, connected_cb, reach);
      return;
    }
  reach->pairing = ctl_pairing_begin (reach->app, boots);
  if (reach->how == CTL_REACH_TAKE_ANEW)
    ebb_boots_take_anew_async (boots, NULL, connected_cb, reach);
  else
    ebb_boots_take_async (boots, NULL, connected_cb, reach);
}

/* Own boots were tried for already, and gave nothing without a bond: they answer, though they are
 * not heard. To look, Stop over it, needs no bond. */
static gboolean
is_only_bond_missing (Reach *reach, const GError *error)
{
  return reach->how == CTL_REACH_LOOK
         && (g_error_matches (error, EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_PAIRED)
             || g_error_matches (error, EBB_LINK_ERROR, EBB_LINK_ERROR_BOND_LOST));
}

/* TRUE: it has ended, or goes on elsewhere. */
static gboolean
begin_anew (Reach *reach, EbbBoots *boots)
{
  EbbCurrentSession *session = ebb_core_get_current_session (reach->app->core);
  EbbBootsState      state = ebb_boots_get_state (boots);

  if (state == EBB_BOOTS_CONNECTING || state == EBB_BOOTS_PAIRING)
    return FALSE;
  if (ebb_current_session_is_elsewhere_on (session, boots))
    return fail (reach, CTL_EXIT_BUSY,
                 _ ("“%s” are not paired again: another Ebb program has a session on them, and "
                    "ending the bond would cut its link with air in the boots. Stop it first: "
                    "ebbctl stop"),
                 ebb_boots_get_name (boots));
  if (ebb_boots_is_running_elsewhere (boots))
    return fail (
        reach, CTL_EXIT_BUSY,
        _ ("“%s” are not paired again: they run, or are not empty yet, and ending the bond "
           "would cut the link with air in them. Stop them first: ebbctl stop"),
        ebb_boots_get_name (boots));
  connect_boots (reach, boots);
  return TRUE;
}

/* One's own, and forgotten by this computer or by the boots: to wait for them would change nothing.
 * TRUE: it has ended, or goes on elsewhere. */
static gboolean
advance_unbonded (Reach *reach, EbbBoots *boots, const GError *error)
{
  if (g_error_matches (error, EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_PAIRED)
      && reach->how == CTL_REACH_PAIR)
    {
      reach->how = CTL_REACH_TAKE_ANEW;
      return begin_anew (reach, boots);
    }
  return fail_with (reach, boots, error);
}

/* The boots are there or not, and no link is made or being made. */
static gboolean
is_to_be_paired (Reach *reach, EbbBoots *boots, const GError *error)
{
  EbbBootsState state = ebb_boots_get_state (boots);

  if (reach->how == CTL_REACH_LOOK)
    return FALSE;
  if (g_error_matches (error, EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_PAIRED))
    return ebb_boots_is_known (boots) && (state == EBB_BOOTS_AWAY || state == EBB_BOOTS_NEARBY);
  return g_error_matches (error, EBB_LINK_ERROR, EBB_LINK_ERROR_BOND_LOST)
         && state == EBB_BOOTS_AWAY;
}

/* TRUE: it has ended, or goes on elsewhere. */
static gboolean
advance (Reach *reach, EbbBoots *boots)
{
  const GError *error = ebb_boots_get_error (boots);

  if (reach->how == CTL_REACH_TAKE_ANEW
      && (ebb_boots_is_recognised (boots) || ebb_boots_is_known (boots)))
    return begin_anew (reach, boots);
  if (is_to_be_paired (reach, boots, error))
    return advance_unbonded (reach, boots, error);
  switch (ebb_boots_get_state (boots))
    {
    case EBB_BOOTS_READY:
      succeed (reach, boots);
      return TRUE;
    case EBB_BOOTS_UNTRUSTED:
      return fail_with (reach, boots, error);
    case EBB_BOOTS_NEARBY:
      if (!ebb_boots_is_recognised (boots))
        return fail (reach, CTL_EXIT_NO_BOOTS,
                     _ ("“%s” are no boots that Ebb knows how to speak to; see ebbctl scan"),
                     ebb_boots_get_name (boots));
      connect_boots (reach, boots);
      return TRUE;
    case EBB_BOOTS_AWAY:
      /* Those that do not reconnect by themselves wait for somebody who names them. */
      ebb_boots_await (boots);
      if (!is_only_bond_missing (reach, error))
        return FALSE;
      connect_boots (reach, boots);
      return TRUE;
    case EBB_BOOTS_CONNECTING:
    case EBB_BOOTS_PAIRING:
    default:
      return FALSE;
    }
}

static void
begin_search (Reach *reach)
{
  CtlApp *app = reach->app;

  if (!app->is_json && reach->name != NULL)
    g_printerr (_ ("Looking for “%s”…\n"), reach->name);
  if (reach->name != NULL)
    ebb_boots_list_scan (ebb_core_get_boots_list (app->core));
  reach->search_until_us = get_now_us (app) + EBB_SCAN_MAX_S * G_USEC_PER_SEC;
}

/* Looks for boots that nobody knows yet. TRUE: it has ended. */
static gboolean
search (Reach *reach)
{
  CtlApp  *app = reach->app;
  gboolean is_over;

  if (reach->n_rounds++ == 0)
    begin_search (reach);
  is_over = app->is_demo ? reach->n_rounds > DEMO_SEARCH_ROUNDS
                         : get_now_us (app) > reach->search_until_us;
  if (!is_over)
    return FALSE;
  if (reach->name == NULL)
    return fail (reach, CTL_EXIT_NO_BOOTS, _ ("the simulated boots were not heard"));
  return fail (reach, CTL_EXIT_NO_BOOTS,
               _ ("no boots called “%s” are yours or nearby; expected the identity or the name of "
                  "boots that are switched on (see ebbctl boots and ebbctl scan)"),
               reach->name);
}

static gboolean
fail_late (Reach *reach, EbbBoots *boots)
{
  const GError    *error = boots != NULL ? ebb_boots_get_error (boots) : NULL;
  g_autofree char *words = error != NULL ? dup_words (reach->app, error) : NULL;

  if (words == NULL)
    words = g_strdup (_ ("they were not heard; expected boots that are switched on, near, and free "
                         "of other apps"));
  return fail (reach, CTL_EXIT_NO_BOOTS,
               /* Translators: the name of boots, seconds, then why and what to do. */
               _ ("“%s” did not answer within %d s: %s"),
               boots != NULL ? ebb_boots_get_name (boots) : reach->name, REACH_MS / 1000, words);
}

static void
say_waiting (Reach *reach, EbbBoots *boots)
{
  /* Those of a demonstration are there or not, and its clock may be a hurried one. */
  if (!reach->app->is_demo
      && ctl_wait_is_to_be_said (&reach->wait, reach->app, CTL_WAIT_NOTICED_MS))
    /* Translators: seconds, then the name of boots. */
    g_printerr (_ ("Waiting up to %d s for “%s” to answer…\n"), REACH_MS / 1000,
                ebb_boots_get_name (boots));
}

static gboolean
reach_cb (gpointer user_data)
{
  Reach      *reach = user_data;
  CtlApp     *app = reach->app;
  EbbBoots   *boots = NULL;
  const char *obstacle = ctl_explain_radio (app);
  gboolean    is_over;

  is_over = reach->name != NULL ? choose_named (reach, &boots) : choose_only (reach, &boots);
  if (is_over)
    return G_SOURCE_REMOVE;
  if (obstacle != NULL && reach->name != NULL)
    is_over =
        fail (reach, CTL_EXIT_NO_BOOTS, _ ("“%s” cannot be reached: %s"), reach->name, obstacle);
  else if (obstacle != NULL)
    is_over = fail (reach, CTL_EXIT_NO_BOOTS, "%s", obstacle);
  else if (boots == NULL)
    is_over = search (reach);
  else if (get_now_us (app) > reach->until_us)
    is_over = fail_late (reach, boots);
  else
    is_over = advance (reach, boots);
  if (!is_over && boots != NULL)
    say_waiting (reach, boots);
  return is_over ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

void
ctl_reach_boots (CtlApp      *app,
                 const char  *name,
                 CtlReachHow  how,
                 CtlReady     ready,
                 CtlUnreached unreached)
{
  Reach    *reach = g_new0 (Reach, 1);
  EbbClock *clock = ebb_composition_get_clock (app->composition);

  reach->app = app;
  reach->name = g_strdup (name);
  reach->how = how;
  reach->ready = ready;
  reach->unreached = unreached;
  reach->until_us = get_now_us (app) + REACH_MS * (gint64) 1000;
  ctl_wait_begin (&reach->wait, app);
  ebb_clock_add_timeout (clock, REACH_PERIOD_MS, reach_cb, reach);
}

static gboolean
left_cb (gpointer user_data)
{
  CtlApp *app = user_data;

  ctl_quit (app, app->leave_code);
  return G_SOURCE_REMOVE;
}

void
ctl_leave_boots (CtlApp *app, EbbBoots *boots, CtlExit exit_code)
{
  /* Connected for this once: most boots talk to one at a time. */
  ebb_boots_disconnect (boots);
  app->leave_code = exit_code;
  ebb_clock_add_timeout (ebb_composition_get_clock (app->composition), LEAVE_MS, left_cb, app);
}
