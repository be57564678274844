/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebbctl-ask.h"

#include <glib-unix.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

typedef struct _CtlAsked
{
  CtlApp   *app;
  CtlAnswer answered;
  gpointer  user_data;
  GString  *line;
  guint     source_id;
} Question;

static void
question_free (Question *question)
{
  g_string_free (question->line, TRUE);
  g_free (question);
}

static void
answer (Question *question, const char *text)
{
  question->app->asked = NULL;
  question->answered (question->app, text, question->user_data);
  question_free (question);
}

static gboolean
readable_cb (gint descriptor, GIOCondition condition G_GNUC_UNUSED, gpointer user_data)
{
  Question *question = user_data;
  char      byte;
  ssize_t   count = read (descriptor, &byte, 1);

  if (count <= 0)
    {
      answer (question, NULL);
      return G_SOURCE_REMOVE;
    }
  if (byte != '\n')
    {
      if (question->line->len < 256)
        g_string_append_c (question->line, byte);
      return G_SOURCE_CONTINUE;
    }
  answer (question, g_strstrip (question->line->str));
  return G_SOURCE_REMOVE;
}

void
ctl_ask (CtlApp *app, const char *question_text, CtlAnswer answered, gpointer user_data)
{
  Question *question = g_new0 (Question, 1);

  question->app = app;
  question->answered = answered;
  question->user_data = user_data;
  question->line = g_string_new (NULL);
  /* What was typed before there was a question is no answer to it. */
  tcflush (STDIN_FILENO, TCIFLUSH);
  if (app->is_json)
    g_printerr ("%s ", question_text);
  else
    g_print ("%s ", question_text);
  fflush (stdout);
  question->source_id =
      g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, readable_cb, question);
  app->asked = question;
}

void
ctl_ask_withdraw (CtlApp *app)
{
  Question *question = g_steal_pointer (&app->asked);

  if (question == NULL)
    return;
  g_source_remove (question->source_id);
  question_free (question);
  if (app->is_json)
    g_printerr ("\n");
  else
    g_print ("\n");
}

gboolean
ctl_is_terminal (CtlApp *app)
{
  return isatty (STDIN_FILENO) && isatty (app->is_json ? STDERR_FILENO : STDOUT_FILENO);
}
