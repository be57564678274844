/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-session-record.h"

G_DEFINE_FINAL_TYPE (EbbSessionRecord, ebb_session_record, G_TYPE_OBJECT)

static void
free_driven (EbbDrivenBoots *driven)
{
  g_free (driven->identity);
  g_free (driven);
}

static void
ebb_session_record_finalize (GObject *object)
{
  EbbSessionRecord *self = EBB_SESSION_RECORD (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->person_id, g_free);
  g_clear_pointer (&self->program_id, g_free);
  g_clear_pointer (&self->program_name, g_free);
  g_clear_pointer (&self->boots_identity, g_free);
  g_clear_pointer (&self->boots_name, g_free);
  g_clear_pointer (&self->boots_serial, g_free);
  g_clear_pointer (&self->driven, g_ptr_array_unref);

  G_OBJECT_CLASS (ebb_session_record_parent_class)->finalize (object);
}

static void
ebb_session_record_class_init (EbbSessionRecordClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ebb_session_record_finalize;
}

static void
ebb_session_record_init (EbbSessionRecord *self)
{
  self->peak_pa = EBB_PRESSURE_UNKNOWN_PA;
  self->ended_boot_us = -1;
  self->is_warm = TRUE;
  self->driven = g_ptr_array_new_with_free_func ((GDestroyNotify) free_driven);
}

/**
 * ebb_session_record_new:
 *
 * A record with nothing in it: the caller fills the fields and then gives it away.
 *
 * Returns: (transfer full): a new record, its peak unknown
 */
EbbSessionRecord *
ebb_session_record_new (void)
{
  return g_object_new (EBB_TYPE_SESSION_RECORD, NULL);
}

/**
 * ebb_session_record_copy:
 *
 * For whoever must change a record that has been given away.
 *
 * Returns: (transfer full): a record of its own with the same contents
 */
EbbSessionRecord *
ebb_session_record_copy (EbbSessionRecord *self)
{
  EbbSessionRecord *copy = ebb_session_record_new ();

  copy->id = g_strdup (self->id);
  copy->started_wall_us = self->started_wall_us;
  copy->ended_wall_us = self->ended_wall_us;
  copy->ended_boot_us = self->ended_boot_us;
  copy->utc_offset_s = self->utc_offset_s;
  copy->person_id = g_strdup (self->person_id);
  copy->program_id = g_strdup (self->program_id);
  copy->program_name = g_strdup (self->program_name);
  copy->boots_identity = g_strdup (self->boots_identity);
  copy->boots_name = g_strdup (self->boots_name);
  copy->boots_serial = g_strdup (self->boots_serial);
  copy->is_simulated = self->is_simulated;
  copy->is_warm = self->is_warm;
  copy->legs = self->legs;
  copy->planned_s = self->planned_s;
  copy->run_s = self->run_s;
  copy->peak_pa = self->peak_pa;
  copy->end = self->end;
  copy->fault = self->fault;
  copy->is_vented_confirmed = self->is_vented_confirmed;
  copy->has_symptom = self->has_symptom;
  copy->n_samples = self->n_samples;
  for (guint i = 0; i < self->driven->len; i++)
    {
      const EbbDrivenBoots *driven = g_ptr_array_index (self->driven, i);

      ebb_session_record_set_driven (copy, driven->identity, driven->owed_epoch);
    }
  return copy;
}

static EbbDrivenBoots *
find_driven (EbbSessionRecord *self, const char *identity)
{
  for (guint i = 0; i < self->driven->len; i++)
    {
      EbbDrivenBoots *driven = g_ptr_array_index (self->driven, i);

      if (g_str_equal (driven->identity, identity))
        return driven;
    }
  return NULL;
}

/**
 * ebb_session_record_set_driven:
 * @identity: of boots
 * @owed_epoch: the Stop that they are owed; 0: they were seen vented
 *
 * Says that this session drove these boots, or says anew what they are owed.
 */
void
ebb_session_record_set_driven (EbbSessionRecord *self, const char *identity, guint32 owed_epoch)
{
  EbbDrivenBoots *driven;

  g_return_if_fail (EBB_IS_SESSION_RECORD (self));
  g_return_if_fail (identity != NULL);

  driven = find_driven (self, identity);
  if (driven == NULL)
    {
      driven = g_new0 (EbbDrivenBoots, 1);
      driven->identity = g_strdup (identity);
      g_ptr_array_add (self->driven, driven);
    }
  driven->owed_epoch = owed_epoch;
}

/**
 * ebb_session_record_find_driven:
 *
 * Returns: (transfer none) (nullable): what is known of the boots of @identity; %NULL if this
 *   session did not drive them
 */
const EbbDrivenBoots *
ebb_session_record_find_driven (EbbSessionRecord *self, const char *identity)
{
  g_return_val_if_fail (EBB_IS_SESSION_RECORD (self), NULL);

  return find_driven (self, identity);
}
