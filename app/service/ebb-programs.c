/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-programs.h"

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
