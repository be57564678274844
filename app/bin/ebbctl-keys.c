/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebbctl-keys.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "ebb-current-session-steps.h"
#include "ebbctl-ask.h"
#include "ebbctl-refusal-words.h"
#include "ebbctl-screen.h"
#include "ebbctl-trouble.h"

/* While a session runs, one press is enough: the terminal hands over keys, not lines. Ctrl-C stays
 * what it is. */

struct _CtlKeys
{
  struct termios before;    /* how the terminal was, while source_id is not 0 */
  guint          source_id; /* of the keys */
  gboolean       is_asking; /* paused, and an answer is waited for */
};

#define KEY_ESCAPE '\033'
#define KEY_SUSPEND '\032'

/* How many bytes the key at @keys has, which is at least one. */
static gsize
measure_key (const char *keys, gsize size)
{
  gsize n = 2;

  if (keys[0] != KEY_ESCAPE || size < 3 || (keys[1] != '[' && keys[1] != 'O'))
    return 1;
  /* Up to the letter that ends it. */
  while (n < size - 1 && !g_ascii_isalpha (keys[n]) && keys[n] != '~')
    n++;
  return n + 1;
}

static void
press (CtlApp *app, const char *key, gsize size)
{
  EbbCurrentSession *session = ebb_core_get_current_session (app->core);
  const char         last = key[size - 1];

  if (size == 1 && ctl_trouble_take_key (app, last))
    return;
  if (app->press != NULL)
    {
      app->press (app, size > 1 ? '\0' : last);
      return;
    }
  if (size > 1)
    {
      if (last == 'A' || last == 'B')
        ebb_current_session_step_intensity (session, last == 'A' ? 1 : -1);
      return;
    }
  switch (g_ascii_tolower (last))
    {
    /* A program that is put to sleep could not stop any boots. */
    case KEY_SUSPEND:
    case KEY_ESCAPE:
    case ' ':
    case 'q':
      ebb_current_session_stop (session, EBB_STOP_FROM_KEY);
      break;
    case '\n':
    case '\r':
      ebb_current_session_say_present (session);
      break;
    case 'p':
      ebb_current_session_pause (session);
      break;
    case '+':
    case '=':
      ebb_current_session_step_intensity (session, 1);
      break;
    case '-':
    case '_':
      ebb_current_session_step_intensity (session, -1);
      break;
    default:
      break;
    }
}

static gboolean
keys_cb (gint descriptor, GIOCondition condition G_GNUC_UNUSED, gpointer user_data)
{
  CtlApp *app = user_data;
  char    keys[64];
  ssize_t count = read (descriptor, keys, sizeof keys);

  if (count <= 0)
    {
      /* Nobody sits there any more. */
      app->keys->source_id = 0;
      ebb_current_session_stop (ebb_core_get_current_session (app->core), EBB_STOP_FROM_SIGNAL);
      return G_SOURCE_REMOVE;
    }
  for (gsize at = 0; at < (gsize) count;)
    {
      gsize size = measure_key (keys + at, (gsize) count - at);

      press (app, keys + at, size);
      at += size;
    }
  return G_SOURCE_CONTINUE;
}

/* A job in the background of a terminal would be halted for touching it; where a terminal has no
 * jobs there is no group either. */
static gboolean
has_terminal_to_itself (CtlApp *app)
{
  const pid_t group = tcgetpgrp (STDIN_FILENO);

  return ctl_is_terminal (app) && (group < 0 || group == getpgrp ());
}

static void
begin_keys (CtlApp *app)
{
  CtlKeys       *self = app->keys;
  struct termios keys;

  if (self->source_id != 0 || !has_terminal_to_itself (app)
      || tcgetattr (STDIN_FILENO, &self->before) != 0)
    return;
  keys = self->before;
  keys.c_lflag &= ~(tcflag_t) (ICANON | ECHO);
  keys.c_cc[VMIN] = 1;
  keys.c_cc[VTIME] = 0;
  keys.c_cc[VSUSP] = _POSIX_VDISABLE;
  if (tcsetattr (STDIN_FILENO, TCSANOW, &keys) == 0)
    self->source_id = g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, keys_cb, app);
}

static void
end_keys (CtlApp *app)
{
  if (app->keys->source_id == 0)
    return;
  g_source_remove (app->keys->source_id);
  app->keys->source_id = 0;
  tcsetattr (STDIN_FILENO, TCSANOW, &app->keys->before);
}

static void
say_refusals (CtlApp *app)
{
  EbbCurrentSession *session = ebb_core_get_current_session (app->core);
  gsize              n = 0;
  const EbbRefusal  *refusals = ebb_current_session_get_refusals (session, &n);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GString) reason = g_string_new (NULL);

      ctl_append_refusal (reason, &refusals[i]);
      g_printerr (_ ("ebbctl: it was not continued: %s\n"), reason->str);
    }
}

static void
typed_cb (CtlApp *app, const char *answer, gpointer user_data G_GNUC_UNUSED)
{
  EbbCurrentSession *session = ebb_core_get_current_session (app->core);

  if (app->is_ending)
    return;
  if (g_strcmp0 (answer, "yes") != 0)
    ebb_current_session_end (session);
  else
    {
      for (int i = 0; i < EBB_N_CHECKS; i++)
        ebb_current_session_set_check (session, (EbbCheck) i, TRUE);
      if (!ebb_current_session_start (session, EBB_CONFIRMED_BY_WORD))
        say_refusals (app);
    }
  /* Not before: each tick is a change, and would be a new question. */
  app->keys->is_asking = FALSE;
  if (!app->is_ending)
    ctl_keys_follow (app, ebb_current_session_get_snapshot (session));
}

static void
ask_to_continue (CtlApp *app)
{
  app->keys->is_asking = TRUE;
  end_keys (app);
  ctl_screen_end (app);
  ctl_ask (app,
           _ ("Paused. Every zone is below 10 mmHg. It ends by itself after 10 minutes.\n"
              "By typing yes you say again: awake and sober, not about to sleep; no new pain, "
              "swelling, wound or numbness; each boot on its own leg, their stop button within "
              "reach.\n"
              "Type yes to continue, anything else to end:"),
           typed_cb, NULL);
}

void
ctl_keys_announce (CtlApp *app)
{
  if (!app->is_json && has_terminal_to_itself (app))
    g_print ("%s\n",
             _ ("Space stops, P pauses, + and − change the pressure. Enter answers when Ebb "
                "asks whether you are awake."));
}

void
ctl_keys_drop_question (CtlApp *app, const EbbSnapshot *snapshot)
{
  if (!ctl_keys_are_asking (app) || snapshot->state == EBB_SESSION_PAUSED)
    return;
  app->keys->is_asking = FALSE;
  ctl_ask_withdraw (app);
}

void
ctl_keys_follow (CtlApp *app, const EbbSnapshot *snapshot)
{
  if (app->keys == NULL)
    app->keys = g_new0 (CtlKeys, 1);
  if (app->keys->is_asking)
    return;
  if (snapshot->state == EBB_SESSION_PAUSED && ctl_is_terminal (app))
    ask_to_continue (app);
  else if (ebb_session_state_is_live (snapshot->state))
    begin_keys (app);
  else
    end_keys (app);
}

gboolean
ctl_keys_are_asking (CtlApp *app)
{
  return app->keys != NULL && app->keys->is_asking;
}

gboolean
ctl_keys_are_read (CtlApp *app)
{
  return app->keys != NULL && app->keys->source_id != 0;
}

void
ctl_keys_clear (CtlApp *app)
{
  if (app->keys != NULL)
    end_keys (app);
  g_clear_pointer (&app->keys, g_free);
}
