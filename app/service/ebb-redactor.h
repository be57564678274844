/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * EbbRedactor:
 *
 * Takes out of a text what nobody else is to know, in every form in which it may stand there.
 */
typedef struct _EbbRedactor EbbRedactor;

EbbRedactor *ebb_redactor_new (void) G_GNUC_WARN_UNUSED_RESULT;
void         ebb_redactor_free (EbbRedactor *self);

/* @secret: (nullable): a serial number or a name; shorter than 2 characters it is no secret.
 * @replacement: what is put in its place, "(serial number)" */
void ebb_redactor_add_text (EbbRedactor *self, const char *secret, const char *replacement);
/* @secret: (nullable): "AA:BB:CC:DD:EE:FF"; anything else is taken as text */
void  ebb_redactor_add_address (EbbRedactor *self, const char *secret, const char *replacement);
char *ebb_redactor_apply (EbbRedactor *self, const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EbbRedactor, ebb_redactor_free)

G_END_DECLS
