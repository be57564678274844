/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-people-queries-private.h"

#include "ebb-store.h"

/* Who there is in a household, and what goes with whom. */

static gboolean
fail_missing (EbbDatabase *database, const char *id, GError **error)
{
  g_set_error (error, EBB_STORE_ERROR, EBB_STORE_ERROR_FAILED, "%s has no person %s",
               database->path, id != NULL ? id : "at all");
  return FALSE;
}

gboolean
ebb_queries_find_person (EbbDatabase *database, const char *id, gint64 *number, GError **error)
{
  g_autoptr (EbbStatement) statement = ebb_database_prepare (
      database, error,
      "SELECT number FROM person WHERE ?1 IS NULL OR id = ?1 ORDER BY number LIMIT 1", "s", id);
  gboolean has_row = FALSE;

  if (statement == NULL || !ebb_database_step (database, statement, &has_row, error))
    return FALSE;
  if (!has_row)
    return fail_missing (database, id, error);
  *number = sqlite3_column_int64 (statement, 0);
  return TRUE;
}

static EbbMember *
read_member (EbbStatement *statement)
{
  EbbColour  colour = EBB_COLOUR_BLUE;
  EbbMember *member;

  /* One that this program does not know is no reason to refuse the person. */
  ebb_colour_from_string ((const char *) sqlite3_column_text (statement, 2), &colour);
  member = ebb_member_new ((const char *) sqlite3_column_text (statement, 0),
                           (const char *) sqlite3_column_text (statement, 1), colour);
  if (sqlite3_column_type (statement, 3) != SQLITE_NULL
      && sqlite3_column_type (statement, 4) != SQLITE_NULL)
    member->quiet = (EbbQuietHours){ .from_min = sqlite3_column_int (statement, 3),
                                     .until_min = sqlite3_column_int (statement, 4) };
  return member;
}

GPtrArray *
ebb_queries_list_people (EbbDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) ebb_member_free);
  g_autoptr (EbbStatement) statement = ebb_database_prepare (
      database, error,
      "SELECT id, name, colour, quiet_from_min, quiet_until_min FROM person ORDER BY number", "");
  gboolean has_row = TRUE;

  while (statement != NULL && has_row)
    {
      if (!ebb_database_step (database, statement, &has_row, error))
        return NULL;
      if (has_row)
        g_ptr_array_add (list, read_member (statement));
    }
  return statement != NULL ? g_steal_pointer (&list) : NULL;
}

/* The statement before this one found the person it was about. */
static gboolean
check_found (EbbDatabase *database, const char *id, GError **error)
{
  return sqlite3_changes (database->handle) > 0 || fail_missing (database, id, error);
}

static gboolean
insert_person (EbbDatabase *database, const char *id, const EbbMember *member, GError **error)
{
  return ebb_database_run (
      database,
      ebb_database_prepare (database, error,
                            "INSERT INTO person (id, name, colour, quiet_from_min, quiet_until_min)"
                            " VALUES (?1, ?2, ?3, iif (?4 < 0, NULL, ?4), iif (?5 < 0, NULL, ?5))",
                            "sssii", id, member->name, ebb_colour_to_string (member->colour),
                            (gint64) member->quiet.from_min, (gint64) member->quiet.until_min),
      error);
}

/* NULL with an error, or where everybody has a name. */
static char *
find_nameless (EbbDatabase *database, GError **error)
{
  g_autoptr (EbbStatement) statement = ebb_database_prepare (
      database, error, "SELECT id FROM person WHERE name = '' ORDER BY number LIMIT 1", "");
  gboolean has_row = FALSE;

  if (statement == NULL || !ebb_database_step (database, statement, &has_row, error) || !has_row)
    return NULL;
  return g_strdup ((const char *) sqlite3_column_text (statement, 0));
}

static gboolean
update_person (EbbDatabase *database, const char *id, const EbbMember *member, GError **error)
{
  return ebb_database_run (
             database,
             ebb_database_prepare (database, error,
                                   "UPDATE person SET name = ?1, colour = ?2,"
                                   " quiet_from_min = iif (?3 < 0, NULL, ?3),"
                                   " quiet_until_min = iif (?4 < 0, NULL, ?4) WHERE id = ?5",
                                   "ssiis", member->name, ebb_colour_to_string (member->colour),
                                   (gint64) member->quiet.from_min,
                                   (gint64) member->quiet.until_min, id),
             error)
         && check_found (database, id, error);
}

/* Two of one name would be taken for each other. SQLite folds ASCII alone, so it is done here. */
static gboolean
check_free (EbbDatabase *database, const char *id, const char *name, GError **error)
{
  g_autoptr (GPtrArray) people = ebb_queries_list_people (database, error);

  for (guint i = 0; people != NULL && i < people->len; i++)
    {
      const EbbMember *other = g_ptr_array_index (people, i);

      if (g_strcmp0 (other->id, id) == 0 || !ebb_member_is_same_name (other->name, name))
        continue;
      g_set_error (error, EBB_STORE_ERROR, EBB_STORE_ERROR_FAILED,
                   "there is somebody called \"%s\", expected a name of its own", other->name);
      return FALSE;
    }
  return people != NULL;
}

char *
ebb_queries_add_person (EbbDatabase *database, const EbbMember *member, GError **error)
{
  g_auto (EbbTransaction) transaction = { 0 };
  g_autoptr (GError) failure = NULL;
  g_autofree char *id = NULL;
  gboolean         is_done;

  if (!ebb_transaction_begin (&transaction, database, error)
      || !check_free (database, NULL, member->name, error))
    return NULL;
  id = find_nameless (database, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  if (id != NULL)
    is_done = update_person (database, id, member, error);
  else
    {
      id = g_uuid_string_random ();
      is_done = insert_person (database, id, member, error);
    }
  return is_done && ebb_transaction_commit (&transaction, error) ? g_steal_pointer (&id) : NULL;
}

gboolean
ebb_queries_edit_person (EbbDatabase *database, const EbbMember *member, GError **error)
{
  g_auto (EbbTransaction) transaction = { 0 };

  return ebb_quiet_hours_check (&member->quiet, error)
         && ebb_transaction_begin (&transaction, database, error)
         && check_free (database, member->id, member->name, error)
         && update_person (database, member->id, member, error)
         && ebb_transaction_commit (&transaction, error);
}

gboolean
ebb_queries_count_holding (EbbDatabase      *database,
                           const char       *id,
                           EbbMemberHolding *holding,
                           GError          **error)
{
  g_autoptr (EbbStatement) statement = ebb_database_prepare (
      database, error,
      "SELECT (SELECT count(*) FROM session WHERE person = p.number),"
      " (SELECT count(*) FROM answers WHERE person = p.number),"
      " (SELECT count(*) FROM agreement WHERE person = p.number),"
      " (SELECT count(*) FROM plan WHERE person = p.number),"
      " EXISTS (SELECT 1 FROM session_journal j JOIN session s ON s.number = j.session"
      " WHERE s.person = p.number) FROM person p WHERE p.id = ?",
      "s", id);
  gboolean has_row = FALSE;

  if (statement == NULL || !ebb_database_step (database, statement, &has_row, error))
    return FALSE;
  if (!has_row)
    return fail_missing (database, id, error);
  *holding = (EbbMemberHolding){
    .n_sessions = (guint) sqlite3_column_int64 (statement, 0),
    .n_answers = (guint) sqlite3_column_int64 (statement, 1),
    .n_agreements = (guint) sqlite3_column_int64 (statement, 2),
    .n_plans = (guint) sqlite3_column_int64 (statement, 3),
    .has_open_session = sqlite3_column_int (statement, 4) != 0,
  };
  return TRUE;
}

/* A Stop that is owed to boots would go with the session that it is of. */
static gboolean
check_settled (EbbDatabase *database, const char *id, GError **error)
{
  EbbMemberHolding holding;

  if (!ebb_queries_count_holding (database, id, &holding, error))
    return FALSE;
  if (!holding.has_open_session)
    return TRUE;
  g_set_error (error, EBB_STORE_ERROR, EBB_STORE_ERROR_LOCKED,
               "a session of this person is open, expected one that ended with empty boots");
  return FALSE;
}

static gboolean
leave_nobody_out (EbbDatabase *database, GError **error)
{
  const EbbMember  nameless = { .name = (char *) "",
                                .colour = EBB_COLOUR_BLUE,
                                .quiet = EBB_QUIET_NEVER };
  g_autofree char *id = g_uuid_string_random ();
  gint64           n_people = ebb_database_get_pragma (database, "SELECT count(*) FROM person");

  return n_people != 0 || insert_person (database, id, &nameless, error);
}

gboolean
ebb_queries_delete_person (EbbDatabase *database, const char *id, GError **error)
{
  g_auto (EbbTransaction) transaction = { 0 };

  return ebb_transaction_begin (&transaction, database, error)
         && check_settled (database, id, error)
         && ebb_database_run (
             database,
             ebb_database_prepare (database, error, "DELETE FROM person WHERE id = ?", "s", id),
             error)
         && leave_nobody_out (database, error) && ebb_transaction_commit (&transaction, error);
}
