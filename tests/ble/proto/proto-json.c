/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-units.h"
#include "proto-vectors.h"

/* Decoded fields as JSON, so that a vector and a decoder can be compared in one step. */

static void
set_int (JsonObject *object, const char *key, gint64 value)
{
  json_object_set_int_member (object, key, value);
}

static void
set_heat (JsonObject *object, const char *key, int16_t heat_ddeg)
{
  if (heat_ddeg == EBB_HEAT_OFF_DDEG)
    json_object_set_null_member (object, key);
  else
    json_object_set_int_member (object, key, heat_ddeg);
}

static void
set_pressure (JsonObject *object, const char *key, int32_t pressure_pa)
{
  if (pressure_pa == EBB_PRESSURE_UNKNOWN_PA)
    json_object_set_null_member (object, key);
  else
    json_object_set_int_member (object, key, pressure_pa);
}

static void
set_masks (JsonObject *object, const char *key, const EbbZoneMask masks[EBB_N_SIDES])
{
  JsonObject *sides = json_object_new ();

  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      JsonArray *names = json_array_new ();

      for (int zone = 0; zone < EBB_N_ZONES; zone++)
        if ((masks[side] & EBB_ZONE_BIT (zone)) != 0)
          json_array_add_string_element (names, ebb_zone_to_string ((EbbZone) zone));
      json_object_set_array_member (sides, ebb_side_to_string ((EbbSide) side), names);
    }
  json_object_set_object_member (object, key, sides);
}

static void
add_features (JsonObject *object, const EbbFeatures *features)
{
  set_int (object, "major", features->major);
  set_int (object, "minor", features->minor);
  set_int (object, "bits", features->bits);
  set_masks (object, "zones", features->zones);
  set_masks (object, "settable", features->settable);
  set_masks (object, "heated", features->heated);
  set_int (object, "level_count", features->level_count);
  set_int (object, "pressure_min_pa", features->pressure_min_pa);
  set_int (object, "pressure_max_pa", features->pressure_max_pa);
  set_int (object, "pressure_step_pa", features->pressure_step_pa);
  set_heat (object, "heat_min_ddeg", features->heat_min_ddeg);
  set_heat (object, "heat_max_ddeg", features->heat_max_ddeg);
  set_int (object, "telemetry_fastest_ms", features->telemetry_fastest_ms);
  set_int (object, "lease_s", features->lease_s);
  set_int (object, "program_max_bytes", features->program_max_bytes);
}

static void
add_status (JsonObject *object, const EbbStatus *status)
{
  json_object_set_string_member (object, "run_state", ebb_run_state_to_string (status->run_state));
  json_object_set_string_member (object, "end_reason",
                                 ebb_end_reason_to_string (status->end_reason));
  json_object_set_string_member (object, "fault", ebb_boots_fault_to_string (status->fault));
  set_int (object, "epoch", status->epoch);
  set_int (object, "closed_epoch", status->closed_epoch);
  set_int (object, "owner", status->owner);
}

typedef JsonObject *(*NewZone) (const ProtoMessage *message, int side, int zone);

static JsonObject *
new_telemetry_zone (const ProtoMessage *message, int side, int zone)
{
  const EbbZoneTelemetry *held = &message->telemetry.zone[side][zone];
  JsonObject             *object = json_object_new ();

  set_pressure (object, "pressure_pa", held->pressure_pa);
  set_pressure (object, "setpoint_pa", held->setpoint_pa);
  set_heat (object, "temperature_ddeg", held->temperature_ddeg);
  set_heat (object, "heat_setpoint_ddeg", held->heat_setpoint_ddeg);
  return object;
}

static JsonObject *
new_program_zone (const ProtoMessage *message, int side, int zone)
{
  JsonObject *object = json_object_new ();

  set_int (object, "setpoint_pa", message->program.setpoint_pa[side][zone]);
  set_heat (object, "heat_ddeg", message->program.heat_ddeg[side][zone]);
  return object;
}

static void
set_zones (JsonObject         *object,
           const ProtoMessage *message,
           const EbbZoneMask   masks[EBB_N_SIDES],
           NewZone             new_zone)
{
  JsonObject *sides = json_object_new ();

  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      JsonObject *zones = json_object_new ();

      for (int zone = 0; zone < EBB_N_ZONES; zone++)
        if ((masks[side] & EBB_ZONE_BIT (zone)) != 0)
          json_object_set_object_member (zones, ebb_zone_to_string ((EbbZone) zone),
                                         new_zone (message, side, zone));
      json_object_set_object_member (sides, ebb_side_to_string ((EbbSide) side), zones);
    }
  json_object_set_object_member (object, "zone", sides);
}

static void
add_telemetry (JsonObject *object, const ProtoMessage *message)
{
  const EbbTelemetry *telemetry = &message->telemetry;

  json_object_set_string_member (object, "run_state",
                                 ebb_run_state_to_string (telemetry->run_state));
  set_int (object, "epoch", telemetry->epoch);
  set_int (object, "closed_epoch", telemetry->closed_epoch);
  set_int (object, "counter", telemetry->counter);
  set_int (object, "elapsed_ms", telemetry->elapsed_ms);
  set_int (object, "remaining_s", telemetry->remaining_s);
  set_int (object, "lease_left_ms", telemetry->lease_left_ms);
  set_int (object, "cycle", telemetry->cycle);
  set_int (object, "intensity_pa", telemetry->intensity_pa);
  set_masks (object, "filling", telemetry->filling);
  set_masks (object, "zones", telemetry->zones);
  set_zones (object, message, telemetry->zones, new_telemetry_zone);
}

static void
add_start (JsonObject *object, const EbbRequest *request)
{
  set_int (object, "program_crc", request->start.program_crc);
  set_int (object, "offset_s", request->start.offset_s);
  set_int (object, "duration_s", request->start.duration_s);
  json_object_set_string_member (object, "legs", ebb_legs_to_string (request->start.legs));
  set_int (object, "pressure_cap_pa", request->start.pressure_cap_pa);
  set_heat (object, "heat_cap_ddeg", request->start.heat_cap_ddeg);
  set_int (object, "intensity_pa", request->start.intensity_pa);
}

static void
add_parameters (JsonObject *object, const EbbRequest *request)
{
  switch (request->op)
    {
    case EBB_OP_HELLO:
      set_int (object, "major", request->hello.major);
      set_int (object, "minor", request->hello.minor);
      set_int (object, "nonce", request->hello.nonce);
      break;
    case EBB_OP_BEGIN_PROGRAM:
      set_int (object, "size", request->begin_program.size);
      set_int (object, "crc", request->begin_program.crc);
      break;
    case EBB_OP_COMMIT_PROGRAM:
      set_int (object, "crc", request->commit_program.crc);
      break;
    case EBB_OP_START:
      add_start (object, request);
      break;
    case EBB_OP_SET_INTENSITY:
      set_int (object, "intensity_pa", request->set_intensity.intensity_pa);
      break;
    case EBB_OP_SET_HEAT:
      set_heat (object, "heat_ddeg", request->set_heat.heat_ddeg);
      break;
    case EBB_OP_IDENTIFY:
      set_int (object, "duration_s", request->identify.duration_s);
      break;
    case EBB_OP_SET_TELEMETRY_PERIOD:
      set_int (object, "period_ms", request->set_telemetry_period.period_ms);
      break;
    case EBB_OP_READ_STATE:
    case EBB_OP_RENEW:
    case EBB_OP_RESPONSE:
      break;
    }
}

static void
add_request (JsonObject *object, const EbbRequest *request)
{
  json_object_set_string_member (object, "op", ebb_op_to_string (request->op));
  set_int (object, "sequence", request->sequence);
  set_int (object, "owner", request->owner);
  set_int (object, "epoch", request->epoch);
  add_parameters (object, request);
}

static void
add_response (JsonObject *object, const EbbResponse *response)
{
  const char *op = ebb_op_to_string (response->op);

  if (g_str_equal (op, "unknown"))
    set_int (object, "op", response->op);
  else
    json_object_set_string_member (object, "op", op);
  json_object_set_string_member (object, "result", ebb_result_to_string (response->result));
  set_int (object, "sequence", response->sequence);
  if (!response->has_state)
    return;
  if (response->op == EBB_OP_HELLO)
    {
      set_int (object, "major", response->major);
      set_int (object, "minor", response->minor);
      set_int (object, "nonce_echo", response->nonce_echo);
    }
  json_object_set_object_member (object, "status", json_object_new ());
  add_status (json_object_get_object_member (object, "status"), &response->status);
  set_pressure (object, "highest_pa", response->highest_pa);
}

static void
add_chunk (JsonObject *object, const EbbProgramChunk *chunk)
{
  g_autoptr (GString) data = g_string_new (NULL);

  for (size_t i = 0; i < chunk->size; i++)
    g_string_append_printf (data, "%02x", chunk->bytes[i]);
  set_int (object, "offset", chunk->offset);
  json_object_set_string_member (object, "data", data->str);
}

static void
set_percents (JsonObject *object, const char *key, const uint8_t *percent, unsigned n_cycles)
{
  JsonArray *array = json_array_new ();

  for (unsigned i = 0; i < n_cycles; i++)
    json_array_add_int_element (array, percent[i]);
  json_object_set_array_member (object, key, array);
}

static void
add_program (JsonObject *object, const ProtoMessage *message, GBytes *bytes)
{
  const EbbWireProgram *program = &message->program;
  gsize                 size;
  const guint8         *data = g_bytes_get_data (bytes, &size);

  json_object_set_string_member (object, "pattern", ebb_pattern_to_string (program->pattern));
  json_object_set_boolean_member (object, "is_alternate", program->is_alternate);
  set_int (object, "inflate_ds", program->inflate_ds);
  set_int (object, "hold_ds", program->hold_ds);
  set_int (object, "deflate_ds", program->deflate_ds);
  set_int (object, "rest_ds", program->rest_ds);
  set_int (object, "heat_s", program->heat_s);
  set_masks (object, "zones", program->zones);
  set_percents (object, "lead_in_percent", program->lead_in_percent, program->n_lead_in);
  set_percents (object, "lead_out_percent", program->lead_out_percent, program->n_lead_out);
  set_zones (object, message, program->zones, new_program_zone);
  set_int (object, "crc", ebb_wire_program_crc (data, size));
  set_int (object, "cycle_ms", ebb_wire_program_cycle_ms (program));
  set_int (object, "peak_pa", ebb_wire_program_peak_pa (program));
}

static void
add_message (JsonObject *object, ProtoKind kind, const ProtoMessage *message, GBytes *bytes)
{
  switch (kind)
    {
    case PROTO_FEATURES:
      add_features (object, &message->features);
      break;
    case PROTO_STATUS:
      add_status (object, &message->status);
      break;
    case PROTO_TELEMETRY:
      add_telemetry (object, message);
      break;
    case PROTO_STOP:
      set_int (object, "epoch", message->stop_epoch);
      break;
    case PROTO_REQUEST:
      add_request (object, &message->request);
      break;
    case PROTO_RESPONSE:
      add_response (object, &message->response);
      break;
    case PROTO_CHUNK:
      add_chunk (object, &message->chunk);
      break;
    case PROTO_PROGRAM:
      add_program (object, message, bytes);
      break;
    case N_PROTO_KINDS:
    default:
      g_assert_not_reached ();
    }
}

JsonNode *
proto_message_to_json (ProtoKind kind, const ProtoMessage *message, GBytes *bytes)
{
  JsonNode   *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  add_message (object, kind, message, bytes);
  json_node_take_object (node, object);
  return node;
}
