/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <adwaita.h>

#include "ebb-refusals-group.h"

/* Why nothing can be started, as rows on a page whose buttons somebody is about to press. */

#define DEADLINE_US (10 * G_USEC_PER_SEC)

static void
show (GtkWidget *group, const EbbRefusalCode *codes, gsize n_codes)
{
  EbbRefusal refusals[2] = { 0 };
  EbbScene   scene = { .has_boots = TRUE, .refusals = refusals, .n_refusals = n_codes };

  g_assert_cmpuint (n_codes, <=, G_N_ELEMENTS (refusals));
  for (gsize i = 0; i < n_codes; i++)
    refusals[i].code = codes[i];
  ebb_refusals_group_show (EBB_REFUSALS_GROUP (group), &scene);
}

static void
wait_until_visible (GtkWidget *widget)
{
  const gint64 deadline_us = g_get_monotonic_time () + DEADLINE_US;

  while (!gtk_widget_get_visible (widget))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline_us);
      g_main_context_iteration (NULL, TRUE);
    }
}

static void
test_what_passes_moves_nothing (void)
{
  const EbbRefusalCode unread = EBB_REFUSAL_NO_READING;
  GtkWidget           *group = g_object_ref_sink (g_object_new (EBB_TYPE_REFUSALS_GROUP, NULL));

  show (group, &unread, 1);
  g_assert_false (gtk_widget_get_visible (group));
  show (group, NULL, 0);
  g_assert_false (gtk_widget_get_visible (group));
  g_assert_finalize_object (group);
}

static void
test_what_stays_is_shown (void)
{
  const EbbRefusalCode unread = EBB_REFUSAL_NO_READING;
  GtkWidget           *group = g_object_ref_sink (g_object_new (EBB_TYPE_REFUSALS_GROUP, NULL));

  show (group, &unread, 1);
  /* As the window does it at each change. */
  show (group, &unread, 1);
  wait_until_visible (group);
  show (group, &unread, 1);
  g_assert_true (gtk_widget_get_visible (group));
  show (group, NULL, 0);
  g_assert_false (gtk_widget_get_visible (group));
  /* The next time it may pass again. */
  show (group, &unread, 1);
  g_assert_false (gtk_widget_get_visible (group));
  g_assert_finalize_object (group);
}

static void
test_other_reasons_are_shown_at_once (void)
{
  const EbbRefusalCode both[] = { EBB_REFUSAL_NO_READING, EBB_REFUSAL_BOOTS_FAULT };
  GtkWidget           *group = g_object_ref_sink (g_object_new (EBB_TYPE_REFUSALS_GROUP, NULL));

  show (group, both, G_N_ELEMENTS (both));
  g_assert_true (gtk_widget_get_visible (group));
  g_assert_finalize_object (group);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/refusals/what-passes-moves-nothing", test_what_passes_moves_nothing);
  g_test_add_func ("/ui/refusals/what-stays-is-shown", test_what_stays_is_shown);
  g_test_add_func ("/ui/refusals/others-are-shown-at-once", test_other_reasons_are_shown_at_once);
  return g_test_run ();
}
