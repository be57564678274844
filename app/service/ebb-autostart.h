/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  EBB_AUTOSTART_OFF,
  EBB_AUTOSTART_ON,
  EBB_AUTOSTART_ASKING,  /* the desktop is asking, or writing it down */
  EBB_AUTOSTART_REFUSED, /* by the desktop */
  EBB_AUTOSTART_FAILED,  /* see ebb_autostart_get_error() */
} EbbAutostartState;

/**
 * EbbAutostart:
 *
 * Whether Ebb is started with the session of the account, without a window, so that it can remind. In a
 * sandbox the Background portal is asked; elsewhere a file of the desktop's says it, which other programs may
 * change as well: what is true is read from it.
 *
 * Signals: "changed".
 */
#define EBB_TYPE_AUTOSTART (ebb_autostart_get_type ())
G_DECLARE_FINAL_TYPE (EbbAutostart, ebb_autostart, EBB, AUTOSTART, GObject)

typedef struct
{
  const char *app_id;
  const char *program;    /* path of ebb */
  const char *directory;  /* of the files: $XDG_CONFIG_HOME/autostart */
  gboolean    is_sandbox; /* the portal is asked */
} EbbAutostartOptions;

/* Whether this program is in one. */
gboolean ebb_autostart_is_sandbox (void);

EbbAutostart *ebb_autostart_new (const EbbAutostartOptions *options) G_GNUC_WARN_UNUSED_RESULT;

/* As it is now: looks. */
EbbAutostartState ebb_autostart_get_state (EbbAutostart *self);
const char       *ebb_autostart_get_error (EbbAutostart *self); /* (nullable) */

/* What comes of it is told by "changed". */
void ebb_autostart_set_wanted (EbbAutostart *self, gboolean is_wanted);
/* In a sandbox nobody but the portal knows, and it does not say: what it said last. */
void ebb_autostart_set_granted (EbbAutostart *self, gboolean is_granted);

G_END_DECLS
