/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebbctl-app.h"

#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#include "ebb-model-error.h"

/* answers: what the person who uses this account said to the questions; reads it, and sets it from a
 * file. Nothing is connected or started. */

static void
print_words (const EbbAnswers *answers)
{
  g_autoptr (GDateTime) answered = g_date_time_new_from_unix_local (answers->answered_s);
  g_autofree char *when = answered != NULL ? g_date_time_format_iso8601 (answered) : NULL;
  g_autofree char *born = ebb_born_to_string (answers->born_month);

  /* Translators: a point in time, as in 2026-11-22T21:42:00+01 */
  g_print (_ ("Answered at %s\n"), when != NULL ? when : "?");
  for (int i = 0; i < EBB_N_QUESTIONS; i++)
    {
      const char *word = ebb_answer_to_string (answers->answer[i]);

      if (i != EBB_QUESTION_AGE)
        g_print ("  %-18s %s%s\n", ebb_question_to_string ((EbbQuestion) i),
                 word != NULL ? word : _ ("not answered, which counts as yes"),
                 answers->agreed_s[i] > 0 ? _ (" (a professional agreed)") : "");
    }
  if (born != NULL)
    g_print ("  %-18s %s\n", "born", born);
  else if (answers->age_years == EBB_AGE_UNKNOWN)
    g_print ("  %-18s %s\n", "age_years", _ ("not answered, which counts as too young"));
  else
    g_print ("  %-18s %d\n", "age_years", answers->age_years);
}

static void
print (CtlApp *app, const EbbAnswers *answers)
{
  EbbAnswers none;

  ebb_answers_init (&none);
  none.revision = ebb_wearer_get_screening (ebb_core_get_wearer (app->core))->revision;
  if (app->is_json)
    {
      g_autofree char *line = ebb_answers_to_json (answers != NULL ? answers : &none);

      g_print ("%s\n", line);
    }
  else if (answers == NULL)
    g_print ("%s\n",
             _ ("Nobody has answered the questions yet. Boots that move air are not started "
                "before that; see ebbctl answers FILE."));
  else
    print_words (answers);
}

/* What kept the store shut says more than that it is. */
static const char *
find_why (CtlApp *app, const char *otherwise)
{
  const GError *error = ebb_core_get_store_error (app->core);

  return error != NULL ? error->message : otherwise;
}

/* TRUE: it is known, or never will be. */
static gboolean
tell (CtlApp *app)
{
  EbbWearer *wearer = ebb_core_get_wearer (app->core);

  if (ebb_wearer_get_state (wearer) == EBB_WEARER_READING)
    return FALSE;
  if (ebb_wearer_get_state (wearer) == EBB_WEARER_UNREAD)
    {
      ctl_fail (app, CTL_EXIT_FAILED, "%s", find_why (app, ebb_wearer_get_error (wearer)));
      return TRUE;
    }
  print (app, ebb_wearer_get_answers (wearer));
  ctl_quit (app, CTL_EXIT_OK);
  return TRUE;
}

static void
wearer_changed_cb (CtlApp *app)
{
  tell (app);
}

static void
say_kept (const EbbScreening *screening)
{
  int days = (int) (screening->valid_s / (24 * 3600));

  g_print (ngettext ("Kept. They hold for %d day; see ebbctl answers.\n",
                     "Kept. They hold for %d days; see ebbctl answers.\n", (gulong) days),
           days);
}

static void
saved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  CtlApp *app = user_data;
  g_autoptr (GError) error = NULL;

  if (!ebb_wearer_save_answers_finish (EBB_WEARER (object), result, &error))
    {
      ctl_fail (app, CTL_EXIT_FAILED,
                _ ("the answers were not kept, and what was said before holds: %s"),
                find_why (app, error->message));
      return;
    }
  if (!app->is_json)
    say_kept (ebb_wearer_get_screening (EBB_WEARER (object)));
  ctl_quit (app, CTL_EXIT_OK);
}

/* No more than a file may have, and one byte to see that there is more. */
static gboolean
read_input (EbbAnswers *answers, GError **error)
{
  g_autofree char *text = g_malloc (EBB_ANSWERS_MAX_BYTES + 2);
  gsize            size = 0;
  ssize_t          count;

  do
    {
      count = read (STDIN_FILENO, text + size, EBB_ANSWERS_MAX_BYTES + 1 - size);
      size += count > 0 ? (gsize) count : 0;
    }
  while (count > 0);
  if (ebb_answers_parse (answers, text, (gssize) size, error))
    return TRUE;
  g_prefix_error (error, "%s: ", _ ("standard input"));
  return FALSE;
}

static void
set (CtlApp *app, const char *path)
{
  g_autoptr (GError) error = NULL;
  EbbAnswers answers;
  gboolean   is_read = strcmp (path, "-") == 0 ? read_input (&answers, &error)
                                               : ebb_answers_load (&answers, path, &error);

  if (is_read)
    ebb_wearer_save_answers_async (ebb_core_get_wearer (app->core), &answers, NULL, saved_cb, app);
  else
    ctl_fail (app, CTL_EXIT_FAILED, "%s", error->message);
}

void
ctl_answers (CtlApp *app, char **arguments)
{
  if (arguments[0] != NULL)
    set (app, arguments[0]);
  else if (!tell (app))
    g_signal_connect_swapped (ebb_core_get_wearer (app->core), "changed",
                              G_CALLBACK (wearer_changed_cb), app);
}
