/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-screening.h"

#include <string.h>

#include "ebb-json-private.h"

#define SCREENING_FORMAT "screening/1"
#define SCREENING_MAX_BYTES (64 * 1024)
#define DAY_S (24u * 60 * 60)
#define DAYS_MAX 90
#define TEXT_CHARACTERS 400

#define CONSULT_COLD (EBB_EFFECT_CONSULT | EBB_EFFECT_NO_HEAT)

/* The mildest that a file may be (safety.md section 3). */
static const struct
{
  const char *id;
  guint       flags; /* all of these */
  guint       may;   /* what makes it milder, where that is foreseen */
  int         cap_mmhg;
  int         longest_s;
} mildest[EBB_N_QUESTIONS] = {
  [EBB_QUESTION_CLOT_NOW] = { "clot_now", EBB_EFFECT_BLOCKS | EBB_EFFECT_URGENT },
  [EBB_QUESTION_CLOT_PAST] = { "clot_past", CONSULT_COLD, .cap_mmhg = 40 },
  [EBB_QUESTION_ARTERY] = { "artery", CONSULT_COLD, .cap_mmhg = 30, .longest_s = 900 },
  [EBB_QUESTION_HEART] = { "heart", CONSULT_COLD | EBB_EFFECT_BELOW_KNEE, .cap_mmhg = 30,
                           .longest_s = 900 },
  [EBB_QUESTION_SKIN] = { "skin", EBB_EFFECT_BLOCKS, EBB_EFFECT_ONE_LEG },
  [EBB_QUESTION_VEINS] = { "veins", CONSULT_COLD, .cap_mmhg = 30 },
  [EBB_QUESTION_FEELING] = { "feeling", CONSULT_COLD, .cap_mmhg = 30, .longest_s = 900 },
  [EBB_QUESTION_BLEED] = { "bleed",
                           EBB_EFFECT_CONSULT | EBB_EFFECT_NO_TAPPING | EBB_EFFECT_NO_KNEADING,
                           .cap_mmhg = 30 },
  [EBB_QUESTION_BONES] = { "bones", EBB_EFFECT_CONSULT | EBB_EFFECT_NO_TAPPING, .cap_mmhg = 30 },
  [EBB_QUESTION_SURGERY] = { "surgery", CONSULT_COLD, .cap_mmhg = 30 },
  [EBB_QUESTION_PREGNANT] = { "pregnant", CONSULT_COLD | EBB_EFFECT_BELOW_KNEE, .cap_mmhg = 30,
                              .longest_s = 900 },
  [EBB_QUESTION_PREGNANT_SWELLING] = { "pregnant_swelling", EBB_EFFECT_BLOCKS | EBB_EFFECT_URGENT },
  [EBB_QUESTION_CANCER_LYMPH] = { "cancer_lymph", CONSULT_COLD, .cap_mmhg = 30 },
  [EBB_QUESTION_IMPLANT] = { "implant", CONSULT_COLD },
  [EBB_QUESTION_AGE] = { "age" },
  [EBB_QUESTION_REMOVE] = { "remove", EBB_EFFECT_BLOCKS, EBB_EFFECT_HELPER_LIFTS },
};

/* What stands for each flag, and the only value it may have. */
static const struct
{
  const char *key;
  guint       flag;
  gboolean    is_then; /* of "then": what holds after a professional agreed */
  gboolean    value;
  const char *text; /* where it is no truth */
} words[] = {
  { "block", EBB_EFFECT_BLOCKS, FALSE, TRUE, NULL },
  { "urgent", EBB_EFFECT_URGENT, FALSE, TRUE, NULL },
  { "consult", EBB_EFFECT_CONSULT, FALSE, TRUE, NULL },
  { "override", 0, FALSE, FALSE, NULL },
  { "heat", EBB_EFFECT_NO_HEAT, FALSE, FALSE, NULL },
  { "heat_override", EBB_EFFECT_NO_HEAT, FALSE, FALSE, NULL },
  { "scope", EBB_EFFECT_ONE_LEG, FALSE, FALSE, "affected leg; both if fever or spreading redness" },
  { "unless", EBB_EFFECT_HELPER_LIFTS, FALSE, FALSE, "helper_present" },
  { "heat", EBB_EFFECT_NO_HEAT, TRUE, FALSE, NULL },
  { "zones", EBB_EFFECT_BELOW_KNEE, TRUE, FALSE, "below_knee" },
  { "guided_tap", EBB_EFFECT_NO_TAPPING, TRUE, FALSE, NULL },
  { "guided_knead", EBB_EFFECT_NO_KNEADING, TRUE, FALSE, NULL },
};

static const char *const top_keys[] = {
  "schema",
  "revision",
  "validity_days",
  "clinician_ok_validity_days",
  "reask",
  "merge",
  "effects",
  "items",
  "every_session",
  "wording_rules",
  NULL,
};
static const char *const item_keys[] = { "id", "ask", "effect", "from", NULL };
static const char *const effect_keys[] = {
  "block",   "urgent", "override",      "scope", "unless",
  "consult", "heat",   "heat_override", "then",  NULL,
};
static const char *const then_keys[] = {
  "cap", "max_s", "heat", "zones", "guided_tap", "guided_knead", NULL,
};
static const char *const age_keys[] = { "<18", ">=65", NULL };
static const char *const old_keys[] = { "heat_cap", "heat_max_s", "first_session_cap", NULL };
static const char *const young_keys[] = { "block", NULL };

/**
 * ebb_question_to_string:
 *
 * Returns: the id of @question in screening.json, a static string
 */
const char *
ebb_question_to_string (EbbQuestion question)
{
  return (unsigned) question < EBB_N_QUESTIONS ? mildest[question].id : "unknown";
}

/**
 * ebb_question_from_string:
 * @question: (out): as it was if there is none
 *
 * Returns: whether a question has this id
 */
gboolean
ebb_question_from_string (const char *id, EbbQuestion *question)
{
  for (int i = 0; i < EBB_N_QUESTIONS; i++)
    {
      if (g_strcmp0 (mildest[i].id, id) != 0)
        continue;
      *question = (EbbQuestion) i;
      return TRUE;
    }
  return FALSE;
}

static gboolean
read_word (const EbbJsonScope *scope, gsize i, guint *flags, GError **error)
{
  JsonNode   *node = json_object_get_member (scope->object, words[i].key);
  const char *text;
  gboolean    truth;

  if (words[i].text != NULL)
    {
      if (!ebb_json_get_text (scope, words[i].key, TEXT_CHARACTERS, &text, error))
        return FALSE;
      if (strcmp (text, words[i].text) != 0)
        return ebb_json_refuse (scope, words[i].key, node, error, "\"%s\"", words[i].text);
    }
  else
    {
      if (!ebb_json_get_truth (scope, words[i].key, &truth, error))
        return FALSE;
      if (truth != words[i].value)
        return ebb_json_refuse (scope, words[i].key, node, error,
                                words[i].value ? "true" : "false");
    }
  *flags |= words[i].flag;
  return TRUE;
}

static gboolean
read_words (const EbbJsonScope *scope, gboolean is_then, guint *flags, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (words[i].is_then == is_then && ebb_json_has (scope, words[i].key)
          && !read_word (scope, i, flags, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_then (const EbbJsonScope *scope, EbbQuestion question, EbbEffect *effect, GError **error)
{
  int    cap_max = mildest[question].cap_mmhg > 0 ? mildest[question].cap_mmhg : 100;
  int    longest_max = mildest[question].longest_s > 0 ? mildest[question].longest_s : 3600;
  double cap_mmhg;
  int    longest_s;

  if (!ebb_json_allow_keys (scope, then_keys, error)
      || !read_words (scope, TRUE, &effect->flags, error))
    return FALSE;
  if (ebb_json_has (scope, "cap") || mildest[question].cap_mmhg > 0)
    {
      if (!ebb_json_get_number (scope, "cap", 10, cap_max, &cap_mmhg, error))
        return FALSE;
      effect->cap_pa = ebb_mmhg_to_pa (cap_mmhg);
    }
  if (ebb_json_has (scope, "max_s") || mildest[question].longest_s > 0)
    {
      if (!ebb_json_get_whole (scope, "max_s", 1, longest_max, &longest_s, error))
        return FALSE;
      effect->longest_s = (guint) longest_s;
    }
  return TRUE;
}

/* Whatever a file says of it, a question does at least what safety.md says. */
static gboolean
check_mildest (const EbbJsonScope *scope,
               EbbQuestion         question,
               const EbbEffect    *effect,
               GError            **error)
{
  const guint milder = EBB_EFFECT_ONE_LEG | EBB_EFFECT_HELPER_LIFTS;

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      guint    flag = words[i].flag;
      gboolean is_lacking = (mildest[question].flags & flag & ~effect->flags) != 0;
      gboolean is_too_mild = (effect->flags & flag & milder & ~mildest[question].may) != 0;

      g_autofree char *key = g_strconcat (words[i].is_then ? "then." : "", words[i].key, NULL);

      if (is_lacking)
        return ebb_json_refuse (scope, key, NULL, error, "%s",
                                words[i].text != NULL ? words[i].text
                                : words[i].value      ? "true"
                                                      : "false");
      if (is_too_mild)
        return ebb_json_refuse (scope, words[i].key,
                                json_object_get_member (scope->object, words[i].key), error,
                                "no such key here");
    }
  return TRUE;
}

static gboolean
read_effect (EbbScreening       *screening,
             const EbbJsonScope *scope,
             EbbQuestion         question,
             GError            **error)
{
  EbbEffect       *effect = &screening->effect[question];
  g_autofree char *path = g_strdup_printf ("%s.then", scope->path);
  EbbJsonScope     then;

  *effect = (EbbEffect){ .cap_pa = G_MAXINT32, .longest_s = G_MAXUINT };
  if (!ebb_json_allow_keys (scope, effect_keys, error)
      || !read_words (scope, FALSE, &effect->flags, error))
    return FALSE;
  if (ebb_json_has (scope, "then") || mildest[question].cap_mmhg > 0)
    {
      if (!ebb_json_get_scope (scope, "then", &then, error))
        return FALSE;
      then.path = path;
      if (!read_then (&then, question, effect, error))
        return FALSE;
    }
  return check_mildest (scope, question, effect, error);
}

static gboolean
read_age (EbbScreening *screening, const EbbJsonScope *scope, GError **error)
{
  g_autofree char *young_path = g_strdup_printf ("%s.<18", scope->path);
  g_autofree char *old_path = g_strdup_printf ("%s.>=65", scope->path);
  EbbJsonScope     young, old;
  guint            flags = 0;
  int              heat_tenths, heat_s;
  double           first_mmhg;

  screening->effect[EBB_QUESTION_AGE] =
      (EbbEffect){ .flags = EBB_EFFECT_BLOCKS, .cap_pa = G_MAXINT32, .longest_s = G_MAXUINT };
  if (!ebb_json_allow_keys (scope, age_keys, error)
      || !ebb_json_get_scope (scope, "<18", &young, error)
      || !ebb_json_get_scope (scope, ">=65", &old, error))
    return FALSE;
  young.path = young_path;
  old.path = old_path;
  if (!ebb_json_allow_keys (&young, young_keys, error) || !read_word (&young, 0, &flags, error)
      || !ebb_json_allow_keys (&old, old_keys, error)
      || !ebb_json_get_tenths (&old, "heat_cap", 25, 40, &heat_tenths, error)
      || !ebb_json_get_whole (&old, "heat_max_s", 0, 900, &heat_s, error)
      || !ebb_json_get_number (&old, "first_session_cap", 10, 30, &first_mmhg, error))
    return FALSE;
  screening->old_heat_cap_ddeg = (gint16) heat_tenths;
  screening->old_heat_longest_s = (guint) heat_s;
  screening->old_first_cap_pa = ebb_mmhg_to_pa (first_mmhg);
  return TRUE;
}

static gboolean
read_item (EbbScreening *screening, JsonArray *items, EbbQuestion question, GError **error)
{
  JsonNode        *node = json_array_get_element (items, question);
  g_autofree char *path = g_strdup_printf ("items[%d]", question);
  g_autofree char *effect_path = g_strdup_printf ("%s.effect", mildest[question].id);
  EbbJsonScope     scope = { .path = path }, effect;
  const char      *id, *ask, *from;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error (error, EBB_MODEL_ERROR, EBB_MODEL_ERROR_INVALID,
                   "%s is no object, expected the question \"%s\"", path, mildest[question].id);
      return FALSE;
    }
  scope.object = json_node_get_object (node);
  if (!ebb_json_allow_keys (&scope, item_keys, error)
      || !ebb_json_get_text (&scope, "id", TEXT_CHARACTERS, &id, error)
      || !ebb_json_get_text (&scope, "ask", TEXT_CHARACTERS, &ask, error)
      || !ebb_json_get_text (&scope, "from", TEXT_CHARACTERS, &from, error)
      || !ebb_json_get_scope (&scope, "effect", &effect, error))
    return FALSE;
  if (strcmp (id, mildest[question].id) != 0)
    return ebb_json_refuse (&scope, "id", json_object_get_member (scope.object, "id"), error,
                            "\"%s\" at this place", mildest[question].id);
  screening->ask[question] = g_strdup (ask);
  effect.path = effect_path;
  return question == EBB_QUESTION_AGE ? read_age (screening, &effect, error)
                                      : read_effect (screening, &effect, question, error);
}

static gboolean
read_top (EbbScreening *screening, const EbbJsonScope *top, JsonArray **items, GError **error)
{
  int days, agreed_days;

  if (!ebb_json_check_version (top, "schema", SCREENING_FORMAT, error)
      || !ebb_json_allow_keys (top, top_keys, error)
      || !ebb_json_get_whole (top, "revision", 1, 1000000, &screening->revision, error)
      || !ebb_json_get_whole (top, "validity_days", 1, DAYS_MAX, &days, error)
      || !ebb_json_get_whole (top, "clinician_ok_validity_days", 1, DAYS_MAX, &agreed_days, error)
      || !ebb_json_get_list (top, "items", EBB_N_QUESTIONS, EBB_N_QUESTIONS, items, error))
    return FALSE;
  screening->valid_s = (guint) days * DAY_S;
  screening->agreed_valid_s = (guint) agreed_days * DAY_S;
  return TRUE;
}

/**
 * ebb_screening_parse:
 * @size: in bytes, -1 if @json ends with NUL
 *
 * Reads the questions and what each does. A file that lacks one, has them in another order, or does
 * less than safety.md section 3 says, is refused, and @screening is left as it was. It is to be
 * cleared with ebb_screening_clear().
 *
 * Returns: %FALSE with %EBB_MODEL_ERROR that names the key, its value and what was expected
 */
gboolean
ebb_screening_parse (EbbScreening *screening, const char *json, gssize size, GError **error)
{
  g_autoptr (JsonNode) root = ebb_json_parse (json, size, SCREENING_MAX_BYTES, error);
  g_auto (EbbScreening) read = { 0 };
  EbbJsonScope top = { .path = "" };
  JsonArray   *items;

  if (root == NULL)
    return FALSE;
  top.object = json_node_get_object (root);
  if (!read_top (&read, &top, &items, error))
    return FALSE;
  for (int question = 0; question < EBB_N_QUESTIONS; question++)
    {
      if (!read_item (&read, items, (EbbQuestion) question, error))
        return FALSE;
    }
  *screening = read;
  read = (EbbScreening){ 0 };
  return TRUE;
}

/**
 * ebb_screening_load:
 *
 * As ebb_screening_parse(), from the file at @path; the message begins with @path. Blocks while it
 * reads.
 *
 * Returns: %FALSE with %EBB_MODEL_ERROR, @screening left as it was
 */
gboolean
ebb_screening_load (EbbScreening *screening, const char *path, GError **error)
{
  return ebb_json_load (path, SCREENING_MAX_BYTES, (EbbJsonParse) ebb_screening_parse, screening,
                        error);
}

void
ebb_screening_clear (EbbScreening *screening)
{
  for (guint i = 0; i < EBB_N_QUESTIONS; i++)
    g_clear_pointer (&screening->ask[i], g_free);
}
