/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "air-wearer.h"

#include "ebb-store.h"

#define NO_TO_ALL                                                                                  \
  "\"clot_now\": \"no\", \"clot_past\": \"no\", \"artery\": \"no\", \"heart\": \"no\","            \
  " \"skin\": \"no\", \"veins\": \"%s\", \"feeling\": \"no\", \"bleed\": \"no\","                  \
  " \"bones\": \"no\", \"surgery\": \"no\", \"pregnant\": \"no\","                                 \
  " \"pregnant_swelling\": \"no\", \"cancer_lymph\": \"no\", \"implant\": \"no\","                 \
  " \"remove\": \"no\""

void
air_wearer_set_up (Air *self, gconstpointer data)
{
  EbbSimOptions options;

  air_set_up (self, data);
  ebb_sim_options_init (&options);
  options.poses_as_real = TRUE;
  double_boots_hide (self->boots[0]);
  self->boots[0] = ebb_bluez_double_add_boots_of (
      self->bluez, ebb_definition_set_find (self->definitions, "ebb-profile-1"), AIR_NAME, AIR_REAL,
      5, &options);
  double_boots_show (self->boots[0]);
  air_pair (self, AIR_REAL);
}

void
air_wearer_say_sides (Air *self)
{
  g_autofree char *path = g_build_filename (self->directory, "ebb", "ebb.sqlite3", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (EbbStore) store = ebb_store_open (path, &error);
  g_autoptr (GPtrArray) known = NULL;

  g_assert_no_error (error);
  known = ebb_store_load_boots (store, NULL);
  for (guint i = 0; i < known->len; i++)
    ebb_store_save_sides (store, ((EbbKnownBoots *) g_ptr_array_index (known, i))->serial,
                          EBB_SIDES_AS_MARKED);
  ebb_store_flush (store);
}

void
air_wearer_answer (Air *self, const char *veins)
{
  static const char *const line[] = { "answers", "answers.json", NULL };
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
  g_autofree char *path = g_build_filename (self->directory, "answers.json", NULL);
  g_autofree char *questions = g_strdup_printf (NO_TO_ALL, veins);
  g_autofree char *text =
      g_strdup_printf ("{\"format\": \"ebb-answers/1\", \"revision\": 1, \"answered\": \"%s\","
                       " \"age_years\": 40, \"answers\": {%s}}",
                       time, questions);
  g_auto (AirEnd) end = { 0 };

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  air_run (self, &end, line);
  air_assert_ended (&end, 0, "");
}
