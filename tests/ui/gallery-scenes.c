/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "gallery-scenes.h"

#define FOUR_ZONES                                                                                 \
  (EBB_ZONE_BIT (EBB_ZONE_FOOT) | EBB_ZONE_BIT (EBB_ZONE_LOWER_CALF)                               \
   | EBB_ZONE_BIT (EBB_ZONE_UPPER_CALF) | EBB_ZONE_BIT (EBB_ZONE_UPPER_THIGH))
#define CALVES (EBB_ZONE_BIT (EBB_ZONE_LOWER_CALF) | EBB_ZONE_BIT (EBB_ZONE_UPPER_CALF))

static void
init_snapshot (EbbSnapshot *snapshot)
{
  ebb_snapshot_init (snapshot);
  snapshot->is_simulated = true;
  snapshot->legs = EBB_LEGS_BOTH;
  snapshot->zones[EBB_SIDE_LEFT] = snapshot->zones[EBB_SIDE_RIGHT] = FOUR_ZONES;
  snapshot->is_reading_known = true;
  snapshot->cap_pa = ebb_mmhg_to_pa (40);
  snapshot->intensity_pa = ebb_mmhg_to_pa (40);
  snapshot->length_s = 1200;
  snapshot->heat_ddeg = EBB_HEAT_OFF_DDEG;
  for (int side = 0; side < EBB_N_SIDES; side++)
    for (int zone = 0; zone < EBB_N_ZONES; zone++)
      {
        snapshot->zone[side][zone].pressure_pa = 0;
        snapshot->zone[side][zone].heat_ddeg = EBB_HEAT_OFF_DDEG;
      }
  snapshot->highest_pa = 0;
}

void
gallery_scene_init (GalleryScene *self, EbbProgram *program)
{
  *self = (GalleryScene){ .program = program };
  init_snapshot (&self->snapshot);
  self->capabilities = (EbbCapabilities){
    .zones = { FOUR_ZONES, FOUR_ZONES },
    .settable = { FOUR_ZONES, FOUR_ZONES },
    .heated = { CALVES, CALVES },
    .is_simulated = true,
    .measures_pressure = true,
    .measures_temperature = true,
    .has_heat = true,
    .has_own_timer = true,
    .has_battery = true,
    .can_identify = true,
    .pressure_max_pa = ebb_mmhg_to_pa (80),
    .pressure_step_pa = ebb_mmhg_to_pa (1),
    .heat_min_ddeg = 360,
    .heat_max_ddeg = 420,
    .lease_s = 10,
  };
  self->scene = (EbbScene){
    .snapshot = &self->snapshot,
    .has_boots = TRUE,
    .boots_name = "Simulated boots",
    .boots_state = EBB_BOOTS_READY,
    .boots_support = EBB_SUPPORT_SIMULATED,
    .boots_tier = EBB_TIER_A,
    .boots_timer_s = 10,
    .battery_percent = 82,
    .battery_start_percent = 20,
    .battery_end_percent = 10,
    .capabilities = &self->capabilities,
    .program = program,
    .legs = EBB_LEGS_BOTH,
    .length_s = 1200,
    .length_min_s = 300,
    .length_max_s = 1800,
    .checks = { TRUE, TRUE, TRUE },
    .cap_pa = ebb_mmhg_to_pa (40),
    .peak_pa = ebb_program_get_peak_pa (program, FOUR_ZONES),
    .refusals = self->refusals,
    .wall_us = G_GINT64_CONSTANT (1795293728000000),
    .can_lower_intensity = TRUE,
    .can_lower_heat = TRUE,
    .can_raise_heat = TRUE,
    .trace = self->trace,
  };
}

static void
read_plan (GalleryScene *self, guint at_ms, int32_t readings[EBB_N_SIDES][EBB_N_ZONES])
{
  for (int side = 0; side < EBB_N_SIDES; side++)
    for (int zone = 0; zone < EBB_N_ZONES; zone++)
      {
        int32_t plan_pa = ebb_program_plan_pa (self->program, FOUR_ZONES, zone, 1200,
                                               self->snapshot.intensity_pa, at_ms);

        readings[side][zone] = plan_pa - (plan_pa > 2000 && side == EBB_SIDE_RIGHT ? 266 : 0);
      }
}

static void
find_highest (EbbSnapshot *snapshot)
{
  snapshot->highest_pa = 0;
  for (int side = 0; side < EBB_N_SIDES; side++)
    for (int zone = 0; zone < EBB_N_ZONES; zone++)
      if (snapshot->zone[side][zone].pressure_pa > snapshot->highest_pa)
        {
          snapshot->highest_pa = snapshot->zone[side][zone].pressure_pa;
          snapshot->highest_side = side;
          snapshot->highest_zone = zone;
        }
}

void
gallery_scene_run (GalleryScene *self, guint at_ms)
{
  EbbSnapshot *snapshot = &self->snapshot;
  int32_t      now[EBB_N_SIDES][EBB_N_ZONES];
  int32_t      soon[EBB_N_SIDES][EBB_N_ZONES];

  snapshot->state = EBB_SESSION_RUNNING;
  snapshot->elapsed_ms = at_ms;
  snapshot->remaining_s = 1200 - at_ms / 1000;
  snapshot->n_cycles = ebb_program_count_cycles (self->program, FOUR_ZONES, 1200);
  snapshot->cycle = at_ms / MAX (1, ebb_program_get_cycle_ms (self->program, FOUR_ZONES)) + 1;
  snapshot->heat_ddeg = 400;
  snapshot->heat_left_s = 540;
  read_plan (self, at_ms, now);
  read_plan (self, at_ms + 500, soon);
  for (int side = 0; side < EBB_N_SIDES; side++)
    for (int zone = 0; zone < EBB_N_ZONES; zone++)
      {
        snapshot->zone[side][zone].pressure_pa = now[side][zone];
        snapshot->zone[side][zone].is_filling = soon[side][zone] > now[side][zone] + 20;
        if ((CALVES & EBB_ZONE_BIT (zone)) != 0)
          snapshot->zone[side][zone].heat_ddeg = 400;
      }
  find_highest (snapshot);
  self->scene.n_trace = 0;
  for (gint64 t = (gint64) at_ms - 60000; t <= at_ms; t += 500)
    if (t >= 0 && self->scene.n_trace < G_N_ELEMENTS (self->trace))
      {
        EbbTracePoint *point = &self->trace[self->scene.n_trace++];

        point->program_ms = (guint32) t;
        read_plan (self, (guint) t, point->pressure_pa);
      }
}

void
gallery_scene_refuse (GalleryScene *self, EbbRefusalCode code, gint64 value, gint64 bound)
{
  self->refusals[self->scene.n_refusals++] =
      (EbbRefusal){ .code = code, .value = value, .bound = bound };
}

void
gallery_scene_level (GalleryScene *self)
{
  static const int levels[EBB_N_ZONES] = { 3, 0, 3, 2, 0, 0, 0 };

  self->capabilities.level_count = 5;
  self->capabilities.measures_pressure = false;
  self->capabilities.pressure_max_pa = UINT16_MAX;
  self->scene.boots_name = "Boots with levels";
  self->scene.boots_support = EBB_SUPPORT_DOCUMENTED;
  self->snapshot.highest_pa = EBB_PRESSURE_UNKNOWN_PA;
  self->scene.elsewhere_pa = EBB_PRESSURE_UNKNOWN_PA;
  for (int side = 0; side < EBB_N_SIDES; side++)
    for (int zone = 0; zone < EBB_N_ZONES; zone++)
      {
        self->snapshot.zone[side][zone].pressure_pa = EBB_PRESSURE_UNKNOWN_PA;
        self->snapshot.zone[side][zone].setpoint_pa = levels[zone];
        self->snapshot.zone[side][zone].is_filling = levels[zone] == 2;
      }
}

void
gallery_scene_let_out (GalleryScene *self, guint stop_ms)
{
  static const int mmhg[EBB_N_SIDES][EBB_N_ZONES] = { { 14, 0, 17, 9, 0, 0, 0 },
                                                      { 24, 0, 26, 11, 0, 0, 0 } };
  EbbSnapshot     *snapshot = &self->snapshot;

  snapshot->state = EBB_SESSION_STOPPING;
  snapshot->stop_ms = stop_ms;
  snapshot->stop_count = stop_ms / 300 + 1;
  for (int side = 0; side < EBB_N_SIDES; side++)
    for (int zone = 0; zone < EBB_N_ZONES; zone++)
      snapshot->zone[side][zone].pressure_pa = ebb_mmhg_to_pa (mmhg[side][zone]);
  find_highest (snapshot);
}

void
gallery_scene_run_elsewhere (GalleryScene *self, EbbSessionState state)
{
  EbbSnapshot *other = &self->elsewhere;

  gallery_scene_run (self, 496000);
  *other = self->snapshot;
  other->state = state;
  other->stop_count = 3;
  other->stop_ms = 700;
  other->link_lost_ms = 6000;
  other->is_reading_known = state != EBB_SESSION_LINK_LOST;
  for (int side = 0; state == EBB_SESSION_PAUSED && side < EBB_N_SIDES; side++)
    for (int zone = 0; zone < EBB_N_ZONES; zone++)
      other->zone[side][zone].pressure_pa = other->highest_pa = 0;
  self->snapshot.state = EBB_SESSION_IDLE;
  self->scene.boots_state = EBB_BOOTS_NEARBY;
  self->scene.elsewhere = other;
  self->scene.elsewhere_identity = "AA:01";
  self->scene.elsewhere_name = "Simulated boots";
  self->scene.holder = "ebbctl";
  self->scene.holder_since_us = self->scene.wall_us - 60 * G_USEC_PER_SEC;
}

EbbBootsFacts
gallery_facts_simulated (const EbbCapabilities *capabilities)
{
  return (EbbBootsFacts){
    .unheard_s = -1,
    .identity = "simulated",
    .name = "Simulated boots",
    .state = EBB_BOOTS_READY,
    .support = EBB_SUPPORT_SIMULATED,
    .tier = EBB_TIER_A,
    .timer_s = 10,
    .is_recognised = TRUE,
    .is_known = TRUE,
    .is_simulated = TRUE,
    .is_in_process = TRUE,
    .capabilities = capabilities,
    .battery_percent = 82,
    .joinable_name = "Right boot",
    .sides = EBB_SIDES_SWAPPED,
    .manufacturer = "The Ebb Authors",
    .model = "Simulated boots",
    .firmware = "1.0",
  };
}

EbbBootsFacts
gallery_facts_nearby (const char *identity, const char *name, gboolean is_recognised)
{
  return (EbbBootsFacts){
    .unheard_s = -1,
    .identity = identity,
    .name = name,
    .state = EBB_BOOTS_NEARBY,
    .support = is_recognised ? EBB_SUPPORT_DOCUMENTED : EBB_SUPPORT_RECOGNISED,
    .signal = EBB_SIGNAL_STRONG,
    .is_recognised = is_recognised,
    .battery_percent = -1,
  };
}

/* Verbs that do nothing: a row whose action is missing would be drawn insensitive. */
static const struct
{
  const char *group;
  const char *name;
  const char *type; /* "b": a switch */
} actions[] = {
  { "win", "show-boots", NULL },
  { "win", "show-programs", NULL },
  { "win", "show-wear", NULL },
  { "win", "wear-done", NULL },
  { "win", "close-anyway", NULL },
  { "session", "start", NULL },
  { "session", "pause", NULL },
  { "session", "end", NULL },
  { "session", "connect", NULL },
  { "session", "cancel-connect", NULL },
  { "session", "dismiss", NULL },
  { "session", "declare-open", NULL },
  { "session", "clear-fault", NULL },
  { "session", "choose-program", "s" },
  { "boots", "add-simulated", NULL },
  { "boots", "scan", NULL },
  { "boots", "all", "b" },
  { "boots", "report", "s" },
  { "boots", "power-on", NULL },
  { "boots", "settings", NULL },
  { "boots", "open", "s" },
  { "boots", "pair", "s" },
  { "device", "use", NULL },
  { "device", "connect", NULL },
  { "device", "pair", NULL },
  { "device", "blink", NULL },
  { "device", "forget", NULL },
  { "pairing", "start", NULL },
  { "pairing", "same", NULL },
  { "pairing", "different", NULL },
  { "pairing", "mine", NULL },
  { "pairing", "not-mine", NULL },
  { "pairing", "blink", NULL },
  { "device", "legs", NULL },
  { "device", "join", NULL },
  { "device", "part", NULL },
  { "legs", "start", NULL },
  { "legs", "left", NULL },
  { "legs", "right", NULL },
  { "legs", "neither", NULL },
  { "legs", "leave", NULL },
  { "device", "report", NULL },
  { "device", "record", "b" },
  { "report", "recording", "b" },
  { "device", "reconnect", "b" },
};

void
gallery_add_actions (GtkWidget *window)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      const char         *type = actions[i].type;
      GSimpleActionGroup *group = g_object_get_data (G_OBJECT (window), actions[i].group);
      g_autoptr (GSimpleAction) action =
          g_strcmp0 (type, "b") == 0
              ? g_simple_action_new_stateful (actions[i].name, NULL, g_variant_new_boolean (FALSE))
              : g_simple_action_new (actions[i].name, type != NULL ? G_VARIANT_TYPE (type) : NULL);

      if (group == NULL)
        {
          group = g_simple_action_group_new ();
          g_object_set_data_full (G_OBJECT (window), actions[i].group, group, g_object_unref);
          gtk_widget_insert_action_group (window, actions[i].group, G_ACTION_GROUP (group));
        }
      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
    }
}
