/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-programs.h"

#include <string.h>

struct _EbbPrograms
{
  GObject parent_instance;

  GPtrArray *programs; /* owned EbbProgram, in order */
  GPtrArray *troubles; /* owned sentences, and NULL at the end */
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
  g_ptr_array_unref (EBB_PROGRAMS (object)->troubles);
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
  self->troubles = g_ptr_array_new_with_free_func (g_free);
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

static void
read_program (EbbPrograms *self, const char *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EbbProgram) program = ebb_program_new_from_file (file, &error);
  const char *id = program != NULL ? ebb_program_get_id (program) : NULL;

  if (program == NULL)
    g_ptr_array_add (self->troubles, g_strdup (error->message));
  else if (ebb_programs_find (self, id) != NULL)
    g_ptr_array_add (
        self->troubles,
        g_strdup_printf ("%s: id: “%s”, as in a file before it; expected one of its own", file,
                         id));
  else
    g_ptr_array_add (self->programs, g_steal_pointer (&program));
}

/**
 * ebb_programs_new_from_directory:
 * @path: a directory of program files; their names give the order
 *
 * A file that is no program, or has the id of one before it, is left out and said in
 * ebb_programs_get_troubles(): boots are stopped, and looked at, without any program.
 *
 * Returns: (transfer full): the programs, perhaps none
 */
EbbPrograms *
ebb_programs_new_from_directory (const char *path)
{
  EbbPrograms *self = g_object_new (EBB_TYPE_PROGRAMS, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) names = list_files (path, &error);

  if (names == NULL)
    g_ptr_array_add (self->troubles, g_strdup (error->message));
  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      g_autofree char *file = g_build_filename (path, g_ptr_array_index (names, i), NULL);

      read_program (self, file);
    }
  g_ptr_array_add (self->troubles, NULL);
  return self;
}

/**
 * ebb_programs_get_troubles:
 *
 * Returns: (transfer none): for each file that is no program its path and what was expected, in
 *   order, and %NULL; empty when all is well
 */
const char *const *
ebb_programs_get_troubles (EbbPrograms *self)
{
  return (const char *const *) self->troubles->pdata;
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
