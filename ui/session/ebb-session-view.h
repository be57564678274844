/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <adwaita.h>

#include "ebb-scene.h"

G_BEGIN_DECLS

/**
 * EbbSessionView:
 *
 * Home: one page for each state a session can be in.
 */
#define EBB_TYPE_SESSION_VIEW (ebb_session_view_get_type ())
G_DECLARE_FINAL_TYPE (EbbSessionView, ebb_session_view, EBB, SESSION_VIEW, AdwBin)

void ebb_session_view_show (EbbSessionView *self, const EbbScene *scene);
/* The heading of the page that is shown, or the page. */
void ebb_session_view_focus_heading (EbbSessionView *self);
/* Start, without pressing it. */
void ebb_session_view_focus_start (EbbSessionView *self);

G_END_DECLS
