/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <gio/gio.h>

#include "ebb-program.h"

G_BEGIN_DECLS

/**
 * EbbPrograms:
 *
 * The programs there are: a list model of EbbProgram, the built-in ones in their own order.
 */
#define EBB_TYPE_PROGRAMS (ebb_programs_get_type ())
G_DECLARE_FINAL_TYPE (EbbPrograms, ebb_programs, EBB, PROGRAMS, GObject)

EbbPrograms *ebb_programs_new_from_directory (const char *path) G_GNUC_WARN_UNUSED_RESULT;
/* Sentences about files that are no programs, and NULL */
const char *const *ebb_programs_get_troubles (EbbPrograms *self);
/* (nullable) (transfer none) */
EbbProgram *ebb_programs_find (EbbPrograms *self, const char *id);

G_END_DECLS
