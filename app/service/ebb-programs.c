/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-programs.h"

#include <string.h>

struct _EbbPrograms
{
  GObject parent_instance;

  GPtrArray *programs; /* owned EbbProgram, in order */
};

static GType
get_item_type (GListModel *model G_GNUC_UNUSED)
{
  return EBB_TYPE_PROGRAM;
}

static guint
get_n_items (GListModel *model)
{
  return EBB_PROGRAMS (model)->programs->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  EbbPrograms *self = EBB_PROGRAMS (model);

  if (position >= self->programs->len)
    return NULL;
  return g_object_ref (g_ptr_array_index (self->programs, position));
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (EbbPrograms,
                               ebb_programs,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static void
ebb_programs_finalize (GObject *object)
{
  g_ptr_array_unref (EBB_PROGRAMS (object)->programs);
  G_OBJECT_CLASS (ebb_programs_parent_class)->finalize (object);
}

static void
ebb_programs_class_init (EbbProgramsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ebb_programs_finalize;
}

static void
ebb_programs_init (EbbPrograms *self)
{
  self->programs = g_ptr_array_new_with_free_func (g_object_unref);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
list_files (const char *path, GError **error)
{
  g_autoptr (GDir) directory = g_dir_open (path, 0, error);
  GPtrArray  *names;
  const char *name;

  if (directory == NULL)
    return NULL;
  names = g_ptr_array_new_with_free_func (g_free);
  while ((name = g_dir_read_name (directory)) != NULL)
    {
      if (g_str_has_suffix (name, ".json"))
        g_ptr_array_add (names, g_strdup (name));
    }
  g_ptr_array_sort (names, compare_names);
  return names;
}

/**
 * ebb_programs_new_from_directory:
 * @path: a directory of program files; their names give the order
 *
 * Returns: (transfer full) (nullable): the programs; an error names the file that is not one, for
 *   a shipped file that cannot be read is a broken installation
 */
EbbPrograms *
ebb_programs_new_from_directory (const char *path, GError **error)
{
  g_autoptr (EbbPrograms) self = g_object_new (EBB_TYPE_PROGRAMS, NULL);
  g_autoptr (GPtrArray) names = list_files (path, error);

  if (names == NULL)
    return NULL;
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *file = g_build_filename (path, g_ptr_array_index (names, i), NULL);
      EbbProgram      *program = ebb_program_new_from_file (file, error);

      if (program == NULL)
        return NULL;
      g_ptr_array_add (self->programs, program);
    }
  return g_steal_pointer (&self);
}

/**
 * ebb_programs_find:
 *
 * Returns: (transfer none) (nullable): the program of that id
 */
EbbProgram *
ebb_programs_find (EbbPrograms *self, const char *id)
{
  for (guint i = 0; i < self->programs->len; i++)
    {
      EbbProgram *program = g_ptr_array_index (self->programs, i);

      if (g_str_equal (ebb_program_get_id (program), id))
        return program;
    }
  return NULL;
}
