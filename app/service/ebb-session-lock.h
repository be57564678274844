/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define EBB_SESSION_LOCK_MAX_BOOTS 2

/**
 * EbbSessionLock:
 *
 * One session at a time on one computer for all Ebb programs of the account, and one master for
 * one pair of boots: `session.lock` and `IDENTITY.lock` in the runtime directory, of a set one for
 * each boot, all held for as long as the session is live. They are locks of an open file (F_OFD_SETLK): a
 * process that dies lets go of them, and asking who holds one takes nothing from anybody.
 */
#define EBB_TYPE_SESSION_LOCK (ebb_session_lock_get_type ())
G_DECLARE_FINAL_TYPE (EbbSessionLock, ebb_session_lock, EBB, SESSION_LOCK, GObject)

EbbSessionLock *ebb_session_lock_new (const char *runtime_directory) G_GNUC_WARN_UNUSED_RESULT;

/* Whether the runtime directory can hold a lock at all; G_IO_ERROR, names the directory. */
gboolean ebb_session_lock_check (EbbSessionLock *self, GError **error);
gboolean ebb_session_lock_take (EbbSessionLock *self, const char *identity);
/* The boots of a set, all of them or none; the first is the one that others are told. */
gboolean ebb_session_lock_take_set (EbbSessionLock *self, const char *const *identities, guint n);
/* The boots alone: for a Stop that they are owed, which needs no leave of a session elsewhere. */
gboolean ebb_session_lock_take_boots (EbbSessionLock *self, const char *identity);
/* Says to others that what holds it only stops what an earlier process left open. */
void     ebb_session_lock_sign_stopping (EbbSessionLock *self);
void     ebb_session_lock_release (EbbSessionLock *self);
gboolean ebb_session_lock_is_held (EbbSessionLock *self);
/* (nullable) (transfer full): which program holds it when we do not.
 * @since_wall_us: (out) (optional): since when, in wall time; 0: it has not said so yet */
char *ebb_session_lock_dup_holder (EbbSessionLock *self,
                                   gint64         *since_wall_us) G_GNUC_WARN_UNUSED_RESULT;
/* (nullable) (transfer full): the boots that holder runs */
char *ebb_session_lock_dup_holder_identity (EbbSessionLock *self) G_GNUC_WARN_UNUSED_RESULT;

/* Whether the holder only stops what was left open: it will be done soon. */
gboolean ebb_session_lock_is_holder_stopping (EbbSessionLock *self);

/* Whether somebody, in this process or another, is the master of those boots now. */
gboolean ebb_session_lock_are_boots_held (EbbSessionLock *self, const char *identity);

char *ebb_runtime_path (const char *runtime_directory,
                        const char *identity,
                        const char *suffix) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
