/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-snapshot.h"

#include <glib.h>

G_BEGIN_DECLS

/* (transfer full): why the session ended early; empty for one that ran to its end */
char *ebb_end_words_compose (const EbbSnapshot *snapshot) G_GNUC_WARN_UNUSED_RESULT;
/* What is known of the air: read by the boots, or said by a person. */
const char *ebb_end_words_say_vented (const EbbSnapshot *snapshot);

G_END_DECLS
