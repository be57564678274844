/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-people-page.h"
#include "ebb-people-section.h"
#include "ebb-person-page.h"
#include "ebb-standings.h"

G_BEGIN_DECLS

struct _EbbPeopleSection
{
  GObject parent_instance;

  /* owned */
  EbbCore            *core;
  GSimpleActionGroup *actions;
  EbbStandings       *standings;
  char               *opened_id;  /* (nullable): whose page it is */
  char               *leaving_id; /* (nullable): who is about to go */
  char               *error;      /* (nullable): why the last name was not taken */
  gboolean            is_adding;  /* it was one more, and not the name of whose page it is */

  /* borrowed: of widgets that go before the section does */
  EbbPeoplePage *people_page; /* (nullable): was not made yet, as the next */
  EbbPersonPage *person_page;
  AdwToast      *toast; /* (nullable): of who is about to go */
};

EbbPeople *ebb_people_section_get_people (EbbPeopleSection *self);
void       ebb_people_section_refresh (EbbPeopleSection *self);
void       ebb_people_section_show_error (EbbPeopleSection *self, char *error);
void       ebb_people_section_use (EbbPeopleSection *self, const char *id);
void ebb_people_section_ask_delete (EbbPeopleSection *self, const char *heading, const char *body);
void ebb_people_section_show_toast (EbbPeopleSection *self, AdwToast *toast);
void ebb_people_section_pop (EbbPeopleSection *self);
void ebb_people_section_say (EbbPeopleSection *self, const char *words);

void ebb_people_section_delete_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data);

G_END_DECLS
