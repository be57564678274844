/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-session-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The purpose in the signature of who only stops. */
#define STOPPING "stopping"

struct _EbbSessionLock
{
  GObject parent_instance;

  char *directory;
  char *identity;           /* (nullable): as in the signature */
  int   session_descriptor; /* -1: not held */
  int   boots_descriptor[EBB_SESSION_LOCK_MAX_BOOTS];
};

G_DEFINE_FINAL_TYPE (EbbSessionLock, ebb_session_lock, G_TYPE_OBJECT)

static void
ebb_session_lock_finalize (GObject *object)
{
  EbbSessionLock *self = EBB_SESSION_LOCK (object);

  ebb_session_lock_release (self);
  g_free (self->directory);
  g_free (self->identity);
  G_OBJECT_CLASS (ebb_session_lock_parent_class)->finalize (object);
}

static void
ebb_session_lock_class_init (EbbSessionLockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ebb_session_lock_finalize;
}

static void
ebb_session_lock_init (EbbSessionLock *self)
{
  self->session_descriptor = -1;
  for (guint i = 0; i < EBB_SESSION_LOCK_MAX_BOOTS; i++)
    self->boots_descriptor[i] = -1;
}

/**
 * ebb_session_lock_new:
 * @runtime_directory: made if it is not there, for this account alone
 *
 * Returns: (transfer full): a lock, not held
 */
EbbSessionLock *
ebb_session_lock_new (const char *runtime_directory)
{
  EbbSessionLock *self = g_object_new (EBB_TYPE_SESSION_LOCK, NULL);

  self->directory = g_strdup (runtime_directory);
  /* That it could not be made is said to whoever wants to start something: see check(). */
  if (g_mkdir_with_parents (runtime_directory, 0700) < 0)
    g_debug ("%s could not be made: %s", runtime_directory, g_strerror (errno));
  return self;
}

/**
 * ebb_runtime_path:
 * @identity: of boots; what a file name cannot hold becomes "-"
 *
 * Returns: (transfer full): `DIRECTORY/IDENTITY.SUFFIX`
 */
char *
ebb_runtime_path (const char *runtime_directory, const char *identity, const char *suffix)
{
  g_autofree char *base = g_strdup_printf ("%s.%s", identity, suffix);

  g_strdelimit (base, "/", '-');
  return g_build_filename (runtime_directory, base, NULL);
}

/* The whole file, and a lock of its open description, as flock() has it: a process that dies lets
 * go. Unlike flock() it can be asked about without being taken. */
static struct flock
describe_lock (void)
{
  return (struct flock){ .l_type = F_WRLCK, .l_whence = SEEK_SET };
}

/* -1: somebody else holds it. */
static int
take_file (const char *path)
{
  int          descriptor = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  struct flock lock = describe_lock ();

  if (descriptor < 0)
    {
      g_warning ("lock %s could not be opened: %s", path, g_strerror (errno));
      return -1;
    }
  if (fcntl (descriptor, F_OFD_SETLK, &lock) == 0)
    return descriptor;
  close (descriptor);
  return -1;
}

static void
release_file (int *descriptor)
{
  if (*descriptor < 0)
    return;
  if (ftruncate (*descriptor, 0) < 0)
    g_debug ("a lock could not be emptied: %s", g_strerror (errno));
  close (*descriptor);
  *descriptor = -1;
}

/* Lines that tell a person who it is: program, wall time in seconds, boots, and @purpose. */
static void
sign (EbbSessionLock *self, const char *purpose)
{
  g_autofree char *text =
      g_strdup_printf ("%s\n%" G_GINT64_FORMAT "\n%s\n%s\n", g_get_prgname (),
                       g_get_real_time () / G_USEC_PER_SEC, self->identity, purpose);
  size_t size = strlen (text);

  if (ftruncate (self->session_descriptor, 0) < 0
      || pwrite (self->session_descriptor, text, size, 0) != (ssize_t) size)
    g_debug ("a lock could not be signed: %s", g_strerror (errno));
}

/**
 * ebb_session_lock_check:
 *
 * Returns: FALSE if no lock can be held in the runtime directory, with an error of %G_IO_ERROR that
 *   names it: nothing may be started then
 */
gboolean
ebb_session_lock_check (EbbSessionLock *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->directory, "session.lock", NULL);
  int              descriptor;

  if (self->session_descriptor >= 0)
    return TRUE;
  descriptor = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor >= 0)
    {
      close (descriptor);
      return TRUE;
    }
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
               "%s cannot be written (%s); expected a folder of this account", self->directory,
               g_strerror (errno));
  return FALSE;
}

static int
compare_identities (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* In the order of their names: of two programs that want the same boots one gets all of them, and
 * not each of them one. */
static gboolean
take_all_boots (EbbSessionLock *self, const char *const *identities, guint n)
{
  const char *sorted[EBB_SESSION_LOCK_MAX_BOOTS];

  memcpy (sorted, identities, n * sizeof *sorted);
  qsort (sorted, n, sizeof *sorted, compare_identities);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = ebb_runtime_path (self->directory, sorted[i], "lock");

      self->boots_descriptor[i] = take_file (path);
      if (self->boots_descriptor[i] < 0)
        return FALSE;
    }
  return TRUE;
}

/**
 * ebb_session_lock_take:
 *
 * Returns: TRUE if this process may run a session on those boots now; it holds the lock then
 */
gboolean
ebb_session_lock_take (EbbSessionLock *self, const char *identity)
{
  return ebb_session_lock_take_set (self, &identity, 1);
}

/**
 * ebb_session_lock_take_set:
 * @identities: (array length=n): at most %EBB_SESSION_LOCK_MAX_BOOTS, all different; the session is
 *   known by the first
 *
 * Takes the locks of all of them, or none.
 *
 * Returns: TRUE if this process may run a session on all those boots now; it holds the lock then
 */
gboolean
ebb_session_lock_take_set (EbbSessionLock *self, const char *const *identities, guint n)
{
  g_autofree char *session_path = g_build_filename (self->directory, "session.lock", NULL);

  g_return_val_if_fail (n >= 1 && n <= EBB_SESSION_LOCK_MAX_BOOTS, FALSE);

  if (self->session_descriptor >= 0)
    return TRUE;
  self->session_descriptor = take_file (session_path);
  if (self->session_descriptor < 0)
    return FALSE;
  if (!take_all_boots (self, identities, n))
    {
      ebb_session_lock_release (self);
      return FALSE;
    }
  g_free (self->identity);
  self->identity = g_strdup (identities[0]);
  sign (self, "session");
  return TRUE;
}

/**
 * ebb_session_lock_take_boots:
 *
 * Returns: TRUE if this process is the master of those boots now
 */
gboolean
ebb_session_lock_take_boots (EbbSessionLock *self, const char *identity)
{
  g_autofree char *path = ebb_runtime_path (self->directory, identity, "lock");

  if (self->boots_descriptor[0] < 0)
    self->boots_descriptor[0] = take_file (path);
  return self->boots_descriptor[0] >= 0;
}

/**
 * ebb_session_lock_sign_stopping:
 *
 * Says to others that this holder starts nothing: it stops what an earlier process left open. Does
 * nothing when it is not held.
 */
void
ebb_session_lock_sign_stopping (EbbSessionLock *self)
{
  if (self->session_descriptor >= 0)
    sign (self, STOPPING);
}

/**
 * ebb_session_lock_release:
 *
 * Lets others run sessions. Safe when it is not held.
 */
void
ebb_session_lock_release (EbbSessionLock *self)
{
  for (guint i = 0; i < EBB_SESSION_LOCK_MAX_BOOTS; i++)
    release_file (&self->boots_descriptor[i]);
  release_file (&self->session_descriptor);
}

/**
 * ebb_session_lock_is_held:
 *
 * Returns: whether this process holds it
 */
gboolean
ebb_session_lock_is_held (EbbSessionLock *self)
{
  return self->session_descriptor >= 0;
}

/* Asks, and takes nothing: whoever takes the lock at this moment gets it. */
static gboolean
is_file_held (const char *path)
{
  int          descriptor = open (path, O_RDONLY | O_CLOEXEC);
  struct flock lock = describe_lock ();
  gboolean     is_held;

  if (descriptor < 0)
    return FALSE;
  is_held = fcntl (descriptor, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
  close (descriptor);
  return is_held;
}

/* What stands in a lock that nobody holds was left by a process that died. */
static char **
read_signature (EbbSessionLock *self)
{
  g_autofree char *path = g_build_filename (self->directory, "session.lock", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (self->session_descriptor >= 0 || !is_file_held (path))
    return NULL;
  if (!g_file_get_contents (path, &text, NULL, NULL))
    return NULL;
  lines = g_strsplit (text, "\n", 5);
  if (g_strv_length (lines) >= 3)
    return g_steal_pointer (&lines);
  /* It was taken a moment ago, and is not signed yet. */
  return g_strsplit ("ebb\n0\n", "\n", 4);
}

/**
 * ebb_session_lock_dup_holder:
 * @since_wall_us: (out) (optional): since when it runs, in wall time; 0: that is not known
 *
 * Returns: (transfer full) (nullable): the program that runs a session in another process; %NULL if
 *   none does
 */
char *
ebb_session_lock_dup_holder (EbbSessionLock *self, gint64 *since_wall_us)
{
  g_auto (GStrv) lines = read_signature (self);

  if (since_wall_us != NULL)
    *since_wall_us = lines != NULL ? g_ascii_strtoll (lines[1], NULL, 10) * G_USEC_PER_SEC : 0;
  return lines != NULL ? g_strdup (lines[0]) : NULL;
}

/**
 * ebb_session_lock_dup_holder_identity:
 *
 * Returns: (transfer full) (nullable): the boots of that session
 */
char *
ebb_session_lock_dup_holder_identity (EbbSessionLock *self)
{
  g_auto (GStrv) lines = read_signature (self);

  return lines != NULL ? g_strdup (lines[2]) : NULL;
}

/**
 * ebb_session_lock_is_holder_stopping:
 *
 * Returns: TRUE if another process holds it, and only to stop what was left open
 */
gboolean
ebb_session_lock_is_holder_stopping (EbbSessionLock *self)
{
  g_auto (GStrv) lines = read_signature (self);

  return lines != NULL && g_strv_length (lines) >= 4 && g_str_equal (lines[3], STOPPING);
}

/**
 * ebb_session_lock_are_boots_held:
 *
 * Returns: whether somebody is the master of those boots now: a session runs on them, or they are
 *   being stopped. Another lock of this process counts as well.
 */
gboolean
ebb_session_lock_are_boots_held (EbbSessionLock *self, const char *identity)
{
  g_autofree char *path = ebb_runtime_path (self->directory, identity, "lock");

  return is_file_held (path);
}
