/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <adwaita.h>

#include "ebb-boots-list.h"

G_BEGIN_DECLS

/**
 * EbbAdapterRows:
 *
 * The choice between the radios of a computer that has several; with one there is nothing to see.
 * The one that is used is the state of the action "boots.adapter", by address.
 */
typedef struct _EbbAdapterRows EbbAdapterRows;

EbbAdapterRows *ebb_adapter_rows_new (AdwPreferencesGroup *group);
void            ebb_adapter_rows_free (EbbAdapterRows *self);

/* @adapters: (nullable) (element-type EbbAdapter): NULL: nothing may be chosen now */
void ebb_adapter_rows_show (EbbAdapterRows *self, GPtrArray *adapters);

G_END_DECLS
