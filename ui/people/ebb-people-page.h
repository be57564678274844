/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <adwaita.h>

#include "ebb-people.h"

G_BEGIN_DECLS

/**
 * EbbPeoplePage:
 *
 * Who there is in the household, and a name for one more: "people.open" and "people.add".
 */
#define EBB_TYPE_PEOPLE_PAGE (ebb_people_page_get_type ())
G_DECLARE_FINAL_TYPE (EbbPeoplePage, ebb_people_page, EBB, PEOPLE_PAGE, AdwBin)

/* @standings: (element-type utf8): a line for each of them, or %NULL. @leaving_id: (nullable): who is
 * about to go, and is not shown. @error: (nullable): why nobody was added */
void ebb_people_page_show (EbbPeoplePage   *self,
                           EbbPeople       *people,
                           const GPtrArray *standings,
                           const char      *leaving_id,
                           const char      *error);
/* Somebody was added: the next name is another one. */
void ebb_people_page_clear_name (EbbPeoplePage *self);

G_END_DECLS
