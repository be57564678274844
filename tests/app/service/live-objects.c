/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "live-objects.h"

#include <gio/gio.h>

/* The linker's --wrap gives these names: what our code calls, and what it called before. */
gpointer      __wrap_g_object_new (GType type, const char *first_name, ...);
GTask        *__wrap_g_task_new (gpointer            source,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
GTask        *__real_g_task_new (gpointer            source,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
GCancellable *__wrap_g_cancellable_new (void);
GCancellable *__real_g_cancellable_new (void);

/* The store works in a thread of its own. */
static GMutex      mutex;
static GHashTable *alive; /* of GType to how many; kept until the end of the test */

static void
add (GType type, int by)
{
  gpointer key = GSIZE_TO_POINTER (type);

  g_mutex_lock (&mutex);
  if (alive == NULL)
    alive = g_hash_table_new (NULL, NULL);
  g_hash_table_insert (alive, key,
                       GINT_TO_POINTER (GPOINTER_TO_INT (g_hash_table_lookup (alive, key)) + by));
  g_mutex_unlock (&mutex);
}

static void
gone_cb (gpointer type, GObject *where_it_was G_GNUC_UNUSED)
{
  add (GPOINTER_TO_SIZE (type), -1);
}

static gpointer
watch (gpointer object)
{
  GType type = G_OBJECT_TYPE (object);

  add (type, 1);
  g_object_weak_ref (object, gone_cb, GSIZE_TO_POINTER (type));
  return object;
}

gpointer
__wrap_g_object_new (GType type, const char *first_name, ...)
{
  gpointer object;
  va_list  values;

  va_start (values, first_name);
  object = g_object_new_valist (type, first_name, values);
  va_end (values);
  return watch (object);
}

GTask *
__wrap_g_task_new (gpointer            source,
                   GCancellable       *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer            user_data)
{
  return watch (__real_g_task_new (source, cancellable, callback, user_data));
}

GCancellable *
__wrap_g_cancellable_new (void)
{
  return watch (__real_g_cancellable_new ());
}

GHashTable *
live_objects_count (void)
{
  GHashTable    *counted = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer       type;
  gpointer       n;

  g_mutex_lock (&mutex);
  if (alive != NULL)
    {
      g_hash_table_iter_init (&iter, alive);
      while (g_hash_table_iter_next (&iter, &type, &n))
        g_hash_table_insert (counted, (gpointer) g_type_name (GPOINTER_TO_SIZE (type)), n);
    }
  g_mutex_unlock (&mutex);
  return counted;
}

char *
live_objects_dup_growth (GHashTable *before)
{
  g_autoptr (GHashTable) now = live_objects_count ();
  g_autoptr (GString) growth = g_string_new (NULL);
  GHashTableIter iter;
  gpointer       name;
  gpointer       n;

  g_hash_table_iter_init (&iter, now);
  while (g_hash_table_iter_next (&iter, &name, &n))
    {
      int more = GPOINTER_TO_INT (n) - GPOINTER_TO_INT (g_hash_table_lookup (before, name));

      if (more > 0)
        g_string_append_printf (growth, "%s%s +%d", growth->len > 0 ? ", " : "",
                                (const char *) name, more);
    }
  return growth->len > 0 ? g_strdup (growth->str) : NULL;
}
