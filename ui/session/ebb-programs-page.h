/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <adwaita.h>

#include "ebb-scene.h"

G_BEGIN_DECLS

/**
 * EbbProgramsPage:
 *
 * The programs to choose from, a row each; a page and not a drop-down, which would keep Esc from
 * STOP. A choice goes out as the action "session.choose-program" (s).
 */
#define EBB_TYPE_PROGRAMS_PAGE (ebb_programs_page_get_type ())
G_DECLARE_FINAL_TYPE (EbbProgramsPage, ebb_programs_page, EBB, PROGRAMS_PAGE, AdwBin)

/* @programs: a list of EbbProgram */
void ebb_programs_page_show (EbbProgramsPage   *self,
                             GListModel        *programs,
                             const char *const *troubles,
                             const EbbScene    *scene);

G_END_DECLS
