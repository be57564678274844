/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-boots.h"

G_BEGIN_DECLS

/* As ebb_boots_take_async(), for boots that forgot this computer: its own half of the bond is ended
 * before. Ends in ebb_boots_take_finish(). Ask ebb_current_session_is_elsewhere_on() before. */
void ebb_boots_take_anew_async (EbbBoots           *self,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data);

G_END_DECLS
