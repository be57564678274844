/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-process-stamp-private.h"

#include <string.h>
#include <unistd.h>

/* proc(5): state is the 3rd field of stat and the start time the 22nd; here counted from the end of
 * the 2nd, a name that may itself hold spaces and brackets. */
#define STATE_FIELD 1
#define START_TIME_FIELD 20

char *
ebb_process_stamp_read_boot (void)
{
  g_autofree char *boot = NULL;

  if (!g_file_get_contents ("/proc/sys/kernel/random/boot_id", &boot, NULL, NULL))
    return NULL;
  return g_strdup (g_strstrip (boot));
}

static char *
read_boot (void)
{
  char *boot = ebb_process_stamp_read_boot ();

  return boot != NULL ? boot : g_strdup ("unknown");
}

static char *
read_start_time (const char *process)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/stat", process);
  g_autofree char *stat = NULL;
  g_auto (GStrv) fields = NULL;
  const char *name_end;

  if (!g_file_get_contents (path, &stat, NULL, NULL))
    return NULL;
  name_end = strrchr (stat, ')');
  if (name_end == NULL)
    return NULL;
  fields = g_strsplit (name_end + 1, " ", -1);
  /* A zombie waits for its parent and does nothing any more. */
  if (g_strv_length (fields) <= START_TIME_FIELD || strchr ("ZX", *fields[STATE_FIELD]) != NULL)
    return NULL;
  return g_strdup (fields[START_TIME_FIELD]);
}

char *
ebb_process_stamp_new (void)
{
  g_autofree char *boot = read_boot ();
  g_autofree char *process = g_strdup_printf ("%d", (int) getpid ());
  g_autofree char *start_time = read_start_time (process);

  return g_strdup_printf ("%s %s %s", boot, process, start_time != NULL ? start_time : "unknown");
}

gboolean
ebb_process_stamp_is_alive (const char *stamp)
{
  g_auto (GStrv) parts = g_strsplit (stamp, " ", -1);
  g_autofree char *boot = read_boot ();
  g_autofree char *start_time = NULL;

  if (g_strv_length (parts) != 3 || strcmp (parts[0], boot) != 0
      || strspn (parts[1], "0123456789") != strlen (parts[1]))
    return FALSE;
  start_time = read_start_time (parts[1]);
  return g_strcmp0 (start_time, parts[2]) == 0;
}
