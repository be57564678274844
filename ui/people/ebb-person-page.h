/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <adwaita.h>

#include "ebb-member.h"
#include "ebb-questionnaire.h"

G_BEGIN_DECLS

/**
 * EbbPersonPage:
 *
 * One person: "people.rename", "people.colour", "people.use", "people.own-pressure",
 * "people.own-length", "people.born", "questions.show" and "people.delete".
 */
#define EBB_TYPE_PERSON_PAGE (ebb_person_page_get_type ())
G_DECLARE_FINAL_TYPE (EbbPersonPage, ebb_person_page, EBB, PERSON_PAGE, AdwBin)

/* @error: (nullable): why the name is not what was typed */
void ebb_person_page_show (EbbPersonPage   *self,
                           const EbbMember *member,
                           gboolean         is_current,
                           const char      *error);
/* Of who uses Ebb now: when they were born. @answers: (nullable): nothing was said, or it is being read.
 * @now_s: 0 while it is */
void ebb_person_page_show_born (EbbPersonPage *self, const EbbAnswers *answers, gint64 now_s);
/* Of who uses Ebb now: what they allow themselves. */
void ebb_person_page_show_own (EbbPersonPage *self, EbbQuestionnaire *questionnaire);

G_END_DECLS
