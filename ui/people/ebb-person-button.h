/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <adwaita.h>

#include "ebb-people.h"

G_BEGIN_DECLS

/**
 * EbbPersonButton:
 *
 * Who uses Ebb now, in the header bar, and a menu with the others: "people.use" and "people.show".
 */
#define EBB_TYPE_PERSON_BUTTON (ebb_person_button_get_type ())
G_DECLARE_FINAL_TYPE (EbbPersonButton, ebb_person_button, EBB, PERSON_BUTTON, AdwBin)

void ebb_person_button_show (EbbPersonButton *self, EbbPeople *people, gboolean is_narrow);
/* FALSE: something runs, and nobody is switched. */
void ebb_person_button_set_free (EbbPersonButton *self, gboolean is_free);

G_END_DECLS
