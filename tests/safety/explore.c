/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "explore.h"

#include <string.h>

/* Breadth first, so that the way to a state is a shortest one. */

#define STATES_MAX 6000000

typedef struct
{
  guint8      key[WORLD_KEY_SIZE];
  guint       before;
  const char *what;
} Seen;

/* A step that link, boots and human would take, were they doing their part. */
typedef struct
{
  guint from, to;
} Step;

typedef struct
{
  GArray     *seen;  /* of Seen, by number */
  guint32    *slots; /* number + 1, by hash of the key */
  guint       n_slots;
  GQueue      left;  /* of World, in the order of their numbers */
  GArray     *due;   /* of Step */
  GByteArray *wants; /* what each state must be able to reach, as bits */
  guint       at;
  Findings   *findings;
} Search;

enum
{
  WANTS_REST = 1 << 0,
  WANTS_RUN = 1 << 1,
  WANTS_PAUSE = 1 << 2,
  IS_REST = 1 << 3,
  IS_RUN = 1 << 4,
  IS_PAUSE = 1 << 5,
};

/* ---- what was seen ---- */

static guint32
hash_key (const guint8 *key)
{
  guint32 hash = 2166136261u;

  for (guint i = 0; i < WORLD_KEY_SIZE; i++)
    hash = (hash ^ key[i]) * 16777619u;
  return hash ^ hash >> 15;
}

static const Seen *
get_seen (const Search *self, guint number)
{
  return &g_array_index (self->seen, Seen, number);
}

/* The slot of @key, or the free one where it belongs. */
static guint
find_slot (const Search *self, const guint8 *key)
{
  guint slot = hash_key (key) & (self->n_slots - 1);

  while (self->slots[slot] != 0
         && memcmp (get_seen (self, self->slots[slot] - 1)->key, key, WORLD_KEY_SIZE) != 0)
    slot = (slot + 1) & (self->n_slots - 1);
  return slot;
}

static void
make_room (Search *self)
{
  if (self->seen->len * 2 < self->n_slots)
    return;
  self->n_slots *= 2;
  g_free (self->slots);
  self->slots = g_new0 (guint32, self->n_slots);
  for (guint i = 0; i < self->seen->len; i++)
    self->slots[find_slot (self, get_seen (self, i)->key)] = i + 1;
}

static char *
tell_way (const Search *self, guint number, const char *last)
{
  GString *way = g_string_new (last);

  for (guint at = number; get_seen (self, at)->what != NULL; at = get_seen (self, at)->before)
    {
      g_string_prepend (way, last != NULL || at != number ? " > " : "");
      g_string_prepend (way, get_seen (self, at)->what);
    }
  return g_string_free (way, FALSE);
}

static void
note_broken (Search *self, guint broken, guint number, const char *last)
{
  for (guint i = 0; i < N_INVARIANTS; i++)
    if ((broken >> i & 1) != 0 && self->findings->way[i] == NULL)
      self->findings->way[i] = tell_way (self, number, last);
  self->findings->broken |= broken;
}

static guint8
name_wants (const World *world)
{
  const EbbSessionState state = world->machine.state;
  guint                 wants = WANTS_REST;

  if (world_is_at_rest (world))
    wants = IS_REST;
  if (world_should_run (world))
    wants |= WANTS_RUN;
  if (world_should_pause (world))
    wants |= WANTS_PAUSE;
  if (!world->is_dead && state == EBB_SESSION_RUNNING)
    wants |= IS_RUN;
  if (!world->is_dead && state == EBB_SESSION_PAUSED)
    wants |= IS_PAUSE;
  return (guint8) wants;
}

/* Returns: its number */
static guint
see (Search *self, const World *world, const char *what)
{
  Seen   seen = { .before = self->at, .what = what };
  guint8 wants;
  guint  slot;

  world_pack (world, seen.key);
  slot = find_slot (self, seen.key);
  if (self->slots[slot] != 0)
    return self->slots[slot] - 1;
  g_array_append_val (self->seen, seen);
  self->slots[slot] = self->seen->len;
  wants = name_wants (world);
  g_byte_array_append (self->wants, &wants, 1);
  g_queue_push_tail (&self->left, g_memdup2 (world, sizeof *world));
  note_broken (self, world_judge (world), self->seen->len - 1, NULL);
  make_room (self);
  return self->seen->len - 1;
}

static void
see_step (const World *after, const char *what, gboolean is_due, gpointer data)
{
  Search *self = data;
  Step    step = { self->at, 0 };

  self->findings->n_transitions++;
  note_broken (self, after->broken, self->at, what);
  step.to = see (self, after, what);
  if (is_due && step.to != step.from)
    g_array_append_val (self->due, step);
}

/* ---- what can be reached ---- */

/* The steps by where they lead: those to @i begin at first[i]. */
static guint *
sort_steps (const Search *self, guint **first)
{
  const Step *steps = (const Step *) (gpointer) self->due->data;
  guint      *begin = g_new0 (guint, self->seen->len + 2);
  guint      *origins = g_new (guint, self->due->len + 1);

  for (guint i = 0; i < self->due->len; i++)
    begin[steps[i].to + 2]++;
  for (guint i = 2; i < self->seen->len + 2; i++)
    begin[i] += begin[i - 1];
  for (guint i = 0; i < self->due->len; i++)
    origins[begin[steps[i].to + 1]++] = steps[i].from;
  *first = begin;
  return origins;
}

/* Marks what comes from a state that is @goal to one of those, going backwards. */
static guint8 *
mark_reaching (const Search *self, const guint *origins, const guint *first, guint goal)
{
  guint8 *is_reaching = g_malloc0 (self->seen->len);
  GArray *left = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < self->seen->len; i++)
    if ((self->wants->data[i] & goal) != 0)
      {
        is_reaching[i] = 1;
        g_array_append_val (left, i);
      }
  while (left->len > 0)
    {
      guint at = g_array_index (left, guint, left->len - 1);

      g_array_set_size (left, left->len - 1);
      for (guint k = first[at]; k < first[at + 1]; k++)
        {
          if (is_reaching[origins[k]])
            continue;
          is_reaching[origins[k]] = 1;
          g_array_append_val (left, origins[k]);
        }
    }
  g_array_unref (left);
  return is_reaching;
}

static gboolean
is_one (const Search *self, guint goal)
{
  for (guint i = 0; i < self->seen->len; i++)
    if ((self->wants->data[i] & goal) != 0)
      return TRUE;
  return FALSE;
}

static void
judge_reaching (Search *self)
{
  static const struct
  {
    guint     wants, goal;
    Invariant invariant;
  } goals[] = { { WANTS_REST, IS_REST, L1_COMES_TO_REST },
                { WANTS_RUN, IS_RUN, L2_CAN_START },
                { WANTS_PAUSE, IS_PAUSE, L3_CAN_PAUSE } };
  g_autofree guint *first = NULL;
  g_autofree guint *origins = sort_steps (self, &first);

  for (guint k = 0; k < G_N_ELEMENTS (goals); k++)
    {
      if (!is_one (self, goals[k].goal))
        note_broken (self, 1u << goals[k].invariant, 0, NULL);
      g_autofree guint8 *is_reaching = mark_reaching (self, origins, first, goals[k].goal);

      for (guint i = 0; i < self->seen->len; i++)
        if ((self->wants->data[i] & goals[k].wants) != 0 && !is_reaching[i])
          {
            note_broken (self, 1u << goals[k].invariant, i, NULL);
            break;
          }
    }
}

/* ---- the whole ---- */

static void
search_init (Search *self, Findings *findings)
{
  *self = (Search){
    .seen = g_array_new (FALSE, FALSE, sizeof (Seen)),
    .n_slots = 1 << 16,
    .due = g_array_new (FALSE, FALSE, sizeof (Step)),
    .wants = g_byte_array_new (),
    .findings = findings,
  };
  self->slots = g_new0 (guint32, self->n_slots);
  g_queue_init (&self->left);
}

static void
search_clear (Search *self)
{
  g_array_unref (self->seen);
  g_array_unref (self->due);
  g_byte_array_unref (self->wants);
  g_free (self->slots);
  g_queue_clear_full (&self->left, g_free);
}

static gboolean
is_enough (const Findings *findings, guint awaited)
{
  return findings->broken != 0 && (findings->broken & awaited) == awaited;
}

void
explore (const EbbMachineRow *table,
         gsize                n_rows,
         guint                n_links,
         guint                max_epoch,
         const WorldFlaws    *flaws,
         guint                awaited,
         Findings            *findings)
{
  Search search;
  World  first, *world;

  *findings = (Findings){ 0 };
  search_init (&search, findings);
  world_init (&first, table, n_rows, n_links, max_epoch, flaws);
  see (&search, &first, NULL);
  while (!is_enough (findings, awaited) && search.seen->len < STATES_MAX
         && (world = g_queue_pop_head (&search.left)) != NULL)
    {
      world_visit (world, see_step, &search);
      search.at++;
      g_free (world);
    }
  findings->is_whole = g_queue_is_empty (&search.left);
  findings->n_states = search.seen->len;
  if (findings->is_whole)
    judge_reaching (&search);
  search_clear (&search);
}

void
findings_clear (Findings *findings)
{
  for (guint i = 0; i < N_INVARIANTS; i++)
    g_clear_pointer (&findings->way[i], g_free);
}
