/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebbctl-trouble.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "ebbctl-keys.h"
#include "ebbctl-screen.h"
#include "ebbctl-session-words.h"

/* After so long without word from the boots, a second Ctrl-C leaves them to themselves. */
#define SILENT_STOP_MS 15000
#define KEY_DELETE '\177'

typedef struct
{
  const char *question;
  const char *word; /* no letter of it is a key that stops */
  void (*act) (EbbCurrentSession *session);
} Question;

/* What a person can say of boots with a fault, by CtlQuestion. */
static const Question questions[] = {
  [CTL_QUESTION_NONE] = { NULL, NULL, NULL },
  [CTL_QUESTION_LOOKED] = { N_ ("The boots say that they are stopped, and every zone is below 10 "
                                "mmHg. Have you looked "
                                "at the boots? Type looked, then Enter:"),
                            "looked", ebb_current_session_clear_fault },
  [CTL_QUESTION_OPEN] = { N_ ("No reading shows whether air is in the boots. Press the stop button "
                              "on them, which "
                              "works without this computer, and open the zips, top first. Are they "
                              "open? Type open, "
                              "then Enter:"),
                          "open", ebb_current_session_declare_boots_open },
};
G_STATIC_ASSERT (G_N_ELEMENTS (questions) == CTL_QUESTION_OPEN + 1);

static EbbCurrentSession *
get_session (CtlApp *app)
{
  return ebb_core_get_current_session (app->core);
}

/* ---- a person at the terminal ---- */

static void
begin_answer (CtlApp *app)
{
  memset (app->answer, 0, sizeof app->answer);
}

static CtlQuestion
choose_question (const EbbSnapshot *snapshot)
{
  if (snapshot->state != EBB_SESSION_FAULT)
    return CTL_QUESTION_NONE;
  if (snapshot->is_vented)
    return CTL_QUESTION_LOOKED;
  return snapshot->can_declare_open ? CTL_QUESTION_OPEN : CTL_QUESTION_NONE;
}

/* A terminal that was halted must not hold up a Stop: what it does not take is left out. */
static void
print_some (const char *text)
{
  if (!ctl_can_print (STDOUT_FILENO))
    return;
  g_print ("%s", text);
  fflush (stdout);
}

static void
drop_question (CtlApp *app)
{
  if (app->question != CTL_QUESTION_NONE)
    print_some ("\n");
  app->question = CTL_QUESTION_NONE;
  begin_answer (app);
}

static void
ask (CtlApp *app, CtlQuestion question)
{
  if (question == app->question || !ctl_can_print (STDOUT_FILENO))
    return;
  drop_question (app);
  if (question == CTL_QUESTION_NONE)
    return;
  app->question = question;
  ctl_screen_end (app);
  print_some (_ (questions[question].question));
  print_some (" ");
}

/* The same question stands anew below what was said meanwhile. */
static void
ask_again (CtlApp *app)
{
  CtlQuestion question = app->question;

  drop_question (app);
  ask (app, question);
}

gboolean
ctl_trouble_is_asking (CtlApp *app)
{
  return app->question != CTL_QUESTION_NONE;
}

static void
take_answer (CtlApp *app)
{
  const Question *question = &questions[app->question];

  if (strcmp (app->answer, question->word) != 0)
    {
      ask_again (app);
      return;
    }
  /* If the boots say otherwise meanwhile, nothing comes of it, and it is asked again. */
  drop_question (app);
  question->act (get_session (app));
}

gboolean
ctl_trouble_take_key (CtlApp *app, char key)
{
  const char *word = questions[app->question].word;
  gsize       n = strlen (app->answer);

  if (word == NULL)
    return FALSE;
  if (key == '\n' || key == '\r')
    take_answer (app);
  else if ((key == KEY_DELETE || key == '\b') && n > 0)
    {
      app->answer[n - 1] = '\0';
      print_some ("\b \b");
    }
  else if (g_ascii_isalpha (key) && g_ascii_tolower (key) == word[n])
    {
      app->answer[n] = word[n];
      print_some ((const char[]){ word[n], '\0' });
    }
  else
    {
      /* No word: it begins anew with the next letter. */
      begin_answer (app);
      return FALSE;
    }
  return TRUE;
}

/* ---- nobody at a terminal ---- */

static void
fail_empty (CtlApp *app, const EbbSnapshot *snapshot)
{
  g_autofree char *words = ctl_dup_empty_fault_words (snapshot);

  app->is_ending = TRUE;
  ctl_fail (app, CTL_EXIT_ENDED_EARLY,
            _ ("%s Nobody has said that the boots were looked at: the record stays open, and the "
               "next start of Ebb sends Stop once more."),
            words);
}

static void
say_alone (CtlApp *app, const EbbSnapshot *snapshot)
{
  g_autofree char *words = app->is_json ? ctl_dup_fault_words (snapshot) : NULL;

  if (app->is_alone_said || !ctl_can_print (STDERR_FILENO))
    return;
  app->is_alone_said = TRUE;
  g_printerr ("ebbctl: %s%s%s\n", words != NULL ? words : "", words != NULL ? " " : "",
              _ ("no person is there to look at the boots: Ebb keeps sending Stop until they say "
                 "that they are stopped and every zone is below 10 mmHg, and ends then"));
}

void
ctl_trouble_follow (CtlApp *app, const EbbSnapshot *snapshot)
{
  if (app->is_ending || ctl_keys_are_asking (app))
    return;
  if (snapshot->state != EBB_SESSION_FAULT)
    drop_question (app);
  else if (ctl_keys_are_read (app) && !app->is_json)
    ask (app, choose_question (snapshot));
  else if (snapshot->is_vented)
    fail_empty (app, snapshot);
  else
    say_alone (app, snapshot);
}

/* ---- Ctrl-C ---- */

gboolean
ctl_trouble_may_leave (const EbbSnapshot *snapshot)
{
  return snapshot->state == EBB_SESSION_LINK_LOST || snapshot->state == EBB_SESSION_FAULT
         || (snapshot->state == EBB_SESSION_STOPPING && snapshot->stop_ms > SILENT_STOP_MS);
}

static void
leave (CtlApp *app, const EbbSnapshot *snapshot)
{
  if (snapshot->state == EBB_SESSION_FAULT && snapshot->is_vented)
    {
      fail_empty (app, snapshot);
      return;
    }
  app->is_ending = TRUE;
  ctl_fail (app, CTL_EXIT_NOT_CONFIRMED,
            _ ("the boots did not confirm that they are empty. The guardian of Ebb keeps sending "
               "Stop for as long as it can reach them, for at most 30 s. Press the stop button on "
               "the boots, which works without this computer, and open the zips, top first. The "
               "next start of Ebb sends Stop first."));
}

static void
say_how_to_leave (CtlApp *app, const EbbSnapshot *snapshot)
{
  if (snapshot->state == EBB_SESSION_FAULT)
    g_printerr ("\n%s\n",
                _ ("Ebb keeps sending Stop. Ctrl-C once more leaves: its guardian sends Stop then, "
                   "and the stop button on the boots works without this computer. Open the zips "
                   "first."));
  else if (!app->is_json)
    g_printerr ("%s\n", _ ("The boots do not answer yet. Ctrl-C once more leaves them as they are; "
                           "open the zips first."));
  if (ctl_trouble_is_asking (app))
    ask_again (app);
}

void
ctl_trouble_interrupt (CtlApp *app, gboolean may_leave)
{
  const EbbSnapshot *snapshot = ebb_current_session_get_snapshot (get_session (app));

  if (app->is_ending)
    return;
  if (may_leave && app->is_leaving)
    leave (app, snapshot);
  else if (may_leave)
    say_how_to_leave (app, snapshot);
  app->is_leaving = may_leave;
}
