/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebbctl-pairing.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

#include "ebbctl-ask.h"

/* What pairing asks of the person at the terminal, and their way out of it. */

struct _CtlPairing
{
  CtlApp   *app;
  EbbBoots *boots; /* borrowed from the list */
  gulong    needed_id;
  guint     signal_ids[3];
};

static gboolean
leave_pairing_cb (gpointer user_data)
{
  ebb_boots_disconnect (user_data);
  return G_SOURCE_REMOVE;
}

/* Nobody compared or typed anything: that says nothing about codes, and pairing just ends. After
 * the question was put: it is put in the middle of pairing. */
static void
leave_pairing (CtlApp *app, EbbBoots *boots)
{
  ebb_clock_add_timeout (ebb_composition_get_clock (app->composition), 0, leave_pairing_cb, boots);
}

static void
code_answered_cb (CtlApp *app, const char *answer, gpointer user_data)
{
  if (answer == NULL || *answer == '\0')
    {
      leave_pairing (app, user_data);
      return;
    }
  ebb_boots_answer_pairing (user_data, g_ascii_tolower (*answer) == 'y', 0);
}

static void
code_typed_cb (CtlApp *app, const char *answer, gpointer user_data)
{
  guint64 code = 0;

  if (answer == NULL || *answer == '\0')
    leave_pairing (app, user_data);
  else if (g_ascii_string_to_unsigned (answer, 10, 0, 999999, &code, NULL))
    ebb_boots_answer_pairing (user_data, TRUE, (guint) code);
  else
    ebb_boots_answer_pairing (user_data, FALSE, 0);
}

static void
pairing_needed_cb (CtlPairing *self, guint need, guint code, EbbBoots *boots)
{
  CtlApp          *app = self->app;
  g_autofree char *question = NULL;

  if (need == EBB_PAIRING_NOTHING)
    {
      ebb_boots_answer_pairing (boots, TRUE, 0);
      return;
    }
  if (!ctl_is_terminal (app))
    {
      leave_pairing (app, boots);
      g_printerr ("ebbctl: %s\n", _ ("pairing needs somebody at a terminal to compare codes"));
      return;
    }
  if (need == EBB_PAIRING_CONFIRM_CODE)
    {
      question =
          g_strdup_printf (_ ("Do the boots show %03u %03u? [y/N]"), code / 1000, code % 1000);
      ctl_ask (app, question, code_answered_cb, boots);
    }
  else
    {
      ctl_ask (app, _ ("Type the code the boots show:"), code_typed_cb, boots);
    }
}

static void
let_signals_end_us (CtlPairing *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->signal_ids); i++)
    g_clear_handle_id (&self->signal_ids[i], g_source_remove);
}

/* Whoever ends the program in the middle of pairing has said no: the boots hear of it. Whoever
 * insists is not kept waiting for them. */
static gboolean
interrupted_cb (gpointer user_data)
{
  CtlPairing *self = user_data;

  let_signals_end_us (self);
  ebb_boots_disconnect (self->boots);
  return G_SOURCE_REMOVE;
}

CtlPairing *
ctl_pairing_begin (CtlApp *app, EbbBoots *boots)
{
  static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };
  CtlPairing      *self = g_new0 (CtlPairing, 1);

  G_STATIC_ASSERT (G_N_ELEMENTS (numbers) == G_N_ELEMENTS (self->signal_ids));
  self->app = app;
  self->boots = boots;
  self->needed_id =
      g_signal_connect_swapped (boots, "pairing-needed", G_CALLBACK (pairing_needed_cb), self);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    self->signal_ids[i] = g_unix_signal_add (numbers[i], interrupted_cb, self);
  return self;
}

void
ctl_pairing_end (CtlPairing *self)
{
  let_signals_end_us (self);
  g_signal_handler_disconnect (self->boots, self->needed_id);
  g_free (self);
}
