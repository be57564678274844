/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A row: what is so, and what more there is to say of it. */
typedef struct
{
  const char *icon_name; /* (nullable): a static string */
  char       *title;
  char       *subtitle; /* (nullable) */
} EbbFact;

GArray *ebb_facts_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* @title, @subtitle: (transfer full) */
void ebb_facts_take (GArray *facts, const char *icon_name, char *title, char *subtitle);
/* Rows are made anew only when they say something else, so that focus stays where it is. */
void ebb_facts_show (GArray *facts, GtkListBox *list);

G_END_DECLS
