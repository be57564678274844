/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-store-answers.h"

G_BEGIN_DECLS

#define STORE_DEADLINE_S 20

/* A folder of its own, away with all in it at the end. */
typedef struct
{
  char *folder;
  char *path; /* of the store, two folders down, none of them there yet */
} StoreFixture;

void store_fixture_set_up (StoreFixture *self, gconstpointer data);
void store_fixture_tear_down (StoreFixture *self, gconstpointer data);

/* Runs the main context until @result is there; fails when it does not come. */
void store_wait (GAsyncResult **result);
void store_answer_cb (GObject *source, GAsyncResult *result, gpointer user_data);

EbbStore         *store_open (StoreFixture *self);
EbbSessionRecord *store_make_record (const char *id);
EbbSample         store_make_sample (guint32 at_ms, gint32 pressure_pa);
void              store_open_session (EbbStore *store, EbbSessionRecord *record, guint32 epoch);
gboolean          store_close_session (EbbStore *store, EbbSessionRecord *record, GError **error);
GPtrArray        *store_list_sessions (EbbStore *store);
GPtrArray        *store_list_open (EbbStore *store);
GArray           *store_read_samples (EbbStore *store, const char *id);

EbbKeptAnswers store_read_answers (EbbStore *store);
gboolean       store_save_answers (EbbStore *store, const EbbAnswers *answers, GError **error);

/* Runs SQL in the file from outside, as another program could. */
void   store_execute (const char *path, const char *sql);
gint64 store_ask_number (const char *path, const char *sql);
/* All bytes of the file, to see that it was not touched. */
GBytes *store_read_file (const char *path);

G_END_DECLS
