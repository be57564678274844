/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "air.h"
#include "ebb-units.h"

/* What takes minutes to show at boots on the air, read from ebbctl. Their time passes unheard: they
 * have no lease that would run out meanwhile. */

#define ADDRESS "AA:00:00:00:00:0C"
#define LOOK_PERIOD_MS 50
#define LOOKED "Have you looked at the boots?"
/* What may not last a minute, and a little more than a sensor may be wrong by. */
#define SQUEEZE_MMHG 32
#define STEPS_MAX 4
/* For so long that samples say it too: as many looks in a row as five of them take. */
#define FIVE_SAMPLES 10

/* What happens to the boots once something is so. */
typedef struct
{
  gboolean (*is_due) (gpointer boots);
  void (*happen) (DoubleBoots *boots);
  guint n_looks; /* in a row that see it; 0 as 1 */
} Step;

typedef struct
{
  Step        steps[STEPS_MAX];
  gboolean    is_looked_at;
  const char *says;
  const char *end; /* in the history */
  const char *fault;
} Course;

typedef struct
{
  const Course *course;
  DoubleBoots  *boots;
  guint         n_steps;
  guint         n_looks;
  guint         source_id;
} Fate;

static void
age (DoubleBoots *boots, guint seconds)
{
  boots->ahead_us += (gint64) seconds * G_USEC_PER_SEC;
  boots->is_ageing = TRUE;
  ebb_sim_boots_advance_to (boots->sim,
                            ebb_clock_get_boottime_us (boots->bluez->clock) + boots->ahead_us);
  boots->is_ageing = FALSE;
}

static gboolean
are_tight (gpointer data)
{
  DoubleBoots *boots = data;

  return ebb_sim_boots_get_felt_pa (boots->sim, EBB_SIDE_LEFT) > ebb_mmhg_to_pa (SQUEEZE_MMHG);
}

static gboolean
were_stopped (gpointer boots)
{
  return air_count_stops (boots) > 0;
}

static gboolean
are_filling (gpointer data)
{
  DoubleBoots *boots = data;

  return ebb_sim_boots_get_status (boots->sim)->run_state == EBB_RUN_RUNNING;
}

static void
pass_the_gentle_start (DoubleBoots *boots)
{
  age (boots, 120);
}

static void
stand_still (DoubleBoots *boots)
{
  ebb_sim_boots_set_fault (boots->sim, EBB_SIM_FAULT_STUCK_PROGRAM, 1);
  age (boots, 65);
}

static void
go_on (DoubleBoots *boots)
{
  ebb_sim_boots_clear_fault (boots->sim, EBB_SIM_FAULT_STUCK_PROGRAM);
}

static void
open_a_zip (DoubleBoots *boots)
{
  ebb_sim_boots_set_fault (boots->sim, EBB_SIM_FAULT_LEAK, 1000);
  age (boots, 60);
}

static void
pass_a_cycle (DoubleBoots *boots)
{
  age (boots, 60);
}

/* Ten minutes, of a session of twenty. */
static void
come_to_their_end (DoubleBoots *boots)
{
  age (boots, 600);
}

static void
overheat (DoubleBoots *boots)
{
  ebb_sim_boots_set_fault (boots->sim, EBB_SIM_FAULT_NO_WATCH, 1);
  ebb_sim_boots_set_fault (boots->sim, EBB_SIM_FAULT_STUCK_HEATER,
                           ebb_sim_fault_get_entry (EBB_SIM_FAULT_STUCK_HEATER)->usual);
  age (boots, 240);
}

static const Course tight = {
  .steps = { { air_boots_have_air, pass_the_gentle_start },
             { are_tight, stand_still },
             { were_stopped, go_on } },
  .is_looked_at = TRUE,
  .says = "Ebb stopped: a zone stayed tight for 60 s.",
  .end = "\"fault\"",
  .fault = "\"stuck-squeeze\"",
};

static const Course leak = {
  .steps = { { air_boots_have_air, open_a_zip }, { are_filling, pass_a_cycle, FIVE_SAMPLES } },
  .says = "Hardly any air reached the legs any more",
  .end = "\"no-air\"",
  .fault = "\"none\"",
};

static const Course hot = {
  .steps = { { air_boots_have_air, overheat } },
  .is_looked_at = TRUE,
  .says = "Ebb stopped: heat was too high, or did not go off.",
  .end = "\"fault\"",
  .fault = "\"heat\"",
};

static const Course own_timer = {
  .steps = { { air_boots_have_air, come_to_their_end } },
  .says = "The boots ended it by themselves.",
  .end = "\"boots\"",
  .fault = "\"none\"",
};

static gboolean
look_cb (gpointer user_data)
{
  Fate       *fate = user_data;
  const Step *step = &fate->course->steps[fate->n_steps];

  if (step->is_due == NULL)
    {
      fate->source_id = 0;
      return G_SOURCE_REMOVE;
    }
  fate->n_looks = step->is_due (fate->boots) ? fate->n_looks + 1 : 0;
  if (fate->n_looks < MAX (step->n_looks, 1))
    return G_SOURCE_CONTINUE;
  fate->n_looks = 0;
  fate->n_steps++;
  step->happen (fate->boots);
  return G_SOURCE_CONTINUE;
}

static void
set_up (Air *self, gconstpointer data)
{
  EbbSimOptions options;

  air_set_up (self, data);
  ebb_sim_options_init (&options);
  options.tier = EBB_TIER_C;
  self->boots[0] = ebb_bluez_double_add_boots_of (
      self->bluez, ebb_definition_set_find (self->definitions, "ebb-simulated-c"),
      "Their own timer", ADDRESS, 3, &options);
  double_boots_show (self->boots[0]);
}

static void
test_course_has_its_sentence (Air *self, gconstpointer data)
{
  static const char *const line[] = { "run", "gentle-wave", "--boots", ADDRESS, "--yes", NULL };
  Fate                     fate = { .course = data, .boots = self->boots[0] };
  g_auto (AirEnd) end = { 0 };

  air_pair (self, ADDRESS);
  g_ptr_array_set_size (self->boots[0]->writes, 0);
  fate.source_id = g_timeout_add (LOOK_PERIOD_MS, look_cb, &fate);
  air_start_on_terminal (self, &end, line);
  if (fate.course->is_looked_at)
    {
      air_wait_screen (&end, LOOKED);
      air_type (&end, "looked\n");
    }
  air_wait_end (&end);
  g_clear_handle_id (&fate.source_id, g_source_remove);
  air_assert_ended (&end, EXIT_ENDED_EARLY, "");
  air_assert_said (&end, fate.course->says);
  air_assert_recorded (self, "end", fate.course->end);
  air_assert_recorded (self, "fault", fate.course->fault);
  air_assert_recorded (self, "empty_confirmed_by_boots", "true");
}

int
main (int argc, char **argv)
{
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);
#define ADD(path, course)                                                                          \
  g_test_add ("/on-the-air/minutes/" path, Air, &course, set_up, test_course_has_its_sentence,     \
              air_tear_down)
  ADD ("zone-that-stays-tight", tight);
  ADD ("zip-that-opens", leak);
  ADD ("heater-that-does-not-go-off", hot);
  ADD ("timer-of-their-own", own_timer);
#undef ADD
  return g_test_run ();
}
