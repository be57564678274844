/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-session-private.h"

G_BEGIN_DECLS

void ebb_session_take_telemetry (EbbSessionLink     *link,
                                 const EbbTelemetry *telemetry,
                                 gint64              received_us);
void ebb_session_take_status (EbbSessionLink *link, const EbbStatus *status);
void ebb_session_take_state (EbbSessionLink *link, const EbbResponse *response);
void ebb_session_check_readings (EbbSession *self);
/* No reading shows whether these boots are empty: a person may say it. */
gboolean ebb_session_is_link_blind (const EbbSessionLink *link);
/* The definition of vented, safety.md section 6, for one sample. */
gboolean ebb_session_is_vented (const EbbTelemetry *telemetry,
                                const EbbFeatures  *features,
                                guint32             closed_at_least,
                                gint32              vented_below_pa);

void ebb_session_build_snapshot (EbbSession *self);
void ebb_session_keep_sample (EbbSession *self, EbbSessionLink *link);

G_END_DECLS
