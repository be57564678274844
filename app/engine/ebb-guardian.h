/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <stdint.h>

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EbbGuardian:
 *
 * Our end of the guardian process: a child that holds the stop descriptor and the frame of the
 * present epoch and writes it the moment this process is gone (safety.md H2).
 *
 * Properties: none. Signals: "gone" when the child died; a session in flight then stops.
 */
#define EBB_TYPE_GUARDIAN (ebb_guardian_get_type ())
G_DECLARE_FINAL_TYPE (EbbGuardian, ebb_guardian, EBB, GUARDIAN, GObject)

/* Spawns @program_path; one guardian guards one link. @identity and @ctl_path are what it execs
 * as "CTL_PATH stop IDENTITY" when it was given no descriptor. @handover_path: (nullable): where the
 * next program asks it to let go (ebb-handover.h). */
EbbGuardian *ebb_guardian_new (const char *program_path,
                               const char *ctl_path,
                               const char *identity,
                               const char *handover_path,
                               GError    **error) G_GNUC_WARN_UNUSED_RESULT;

/* Hands over @stop_descriptor (borrowed, duplicated by the kernel; -1: none) and the frame to
 * write. Finishes when the guardian said it has them; START must not be written before. */
void     ebb_guardian_give_async (EbbGuardian        *self,
                                  int                 stop_descriptor,
                                  const uint8_t      *frame,
                                  size_t              frame_size,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data);
gboolean ebb_guardian_give_finish (EbbGuardian *self, GAsyncResult *result, GError **error);
/* All is vented: the guardian exits without writing. */
void ebb_guardian_dismiss (EbbGuardian *self);

G_END_DECLS
