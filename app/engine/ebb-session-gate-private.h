/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-session-private.h"

G_BEGIN_DECLS

/* What may go to the boots, and nothing else may. */
gboolean ebb_session_gate_confirmation (EbbSession            *self,
                                        const EbbConfirmation *confirmation,
                                        EbbCaps               *caps,
                                        GError               **error);
gboolean ebb_session_warms (EbbSession *self, const EbbConfirmation *confirmation);
gboolean ebb_session_gate_program (EbbSession     *self,
                                   guint           index,
                                   EbbWireProgram *program,
                                   GError        **error);
void ebb_session_check_wire (EbbSession *self, const EbbWireProgram *program, GArray *violations);
gboolean ebb_session_gate_start (EbbSession *self, const EbbRequest *request);
gint16   ebb_session_get_heat_cap (EbbSession *self);
gboolean ebb_session_gate_intensity (EbbSession *self, gint32 intensity_pa);
gboolean ebb_session_gate_heat (EbbSession *self, gint16 heat_ddeg);
EbbLegs  ebb_session_legs_of_link (EbbSession *self, guint index);

G_END_DECLS
