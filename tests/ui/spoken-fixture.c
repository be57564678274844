/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "spoken-fixture.h"

static void
label_changed_cb (SpokenFixture *fixture, GParamSpec *pspec, GtkLabel *label)
{
  const char *words = gtk_label_get_label (label);

  if (g_unichar_isalnum (g_utf8_get_char (words)))
    g_ptr_array_add (fixture->said, g_strdup (words));
}

void
spoken_tear_down (SpokenFixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->announcer);
  g_assert_cmpuint (ebb_fake_clock_count_timeouts (fixture->clock), ==, 0);
  g_clear_pointer (&fixture->said, g_ptr_array_unref);
  g_object_unref (fixture->status);
  g_object_unref (fixture->alert);
  g_object_unref (fixture->clock);
}

void
spoken_tell (SpokenFixture *fixture, EbbSessionState state)
{
  fixture->snapshot.state = state;
  ebb_announcer_tell (fixture->announcer, &fixture->scene);
}

char *
spoken_take_said (SpokenFixture *fixture)
{
  char *joined;

  g_ptr_array_add (fixture->said, NULL);
  joined = g_strjoinv (" | ", (char **) fixture->said->pdata);
  g_ptr_array_set_size (fixture->said, 0);
  return joined;
}

void
spoken_assert_said (SpokenFixture *fixture, const char *expected)
{
  g_autofree char *said = spoken_take_said (fixture);

  g_assert_cmpstr (said, ==, expected);
}

void
spoken_set_up (SpokenFixture *fixture, gconstpointer data)
{
  fixture->clock = ebb_fake_clock_new ();
  fixture->status = g_object_ref_sink (gtk_label_new (NULL));
  fixture->alert = g_object_ref_sink (gtk_label_new (NULL));
  fixture->announcer = ebb_announcer_new (GTK_LABEL (fixture->status), GTK_LABEL (fixture->alert),
                                          EBB_CLOCK (fixture->clock));
  ebb_snapshot_init (&fixture->snapshot);
  fixture->scene.snapshot = &fixture->snapshot;
  fixture->scene.battery_percent = -1;
  fixture->scene.has_boots = TRUE;
  fixture->scene.boots_name = "Boots";
  fixture->scene.boots_state = EBB_BOOTS_READY;
  fixture->said = g_ptr_array_new_with_free_func (g_free);
  g_signal_connect_swapped (fixture->status, "notify::label", G_CALLBACK (label_changed_cb),
                            fixture);
  g_signal_connect_swapped (fixture->alert, "notify::label", G_CALLBACK (label_changed_cb),
                            fixture);
  spoken_tell (fixture, EBB_SESSION_IDLE);
  spoken_assert_said (fixture, "Boots: Connected");
  ebb_fake_clock_advance_ms (fixture->clock, 5000);
}
