/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-boots-log.h"

#include <stdio.h>
#include <time.h>

#include "ebb-control.h"
#include "ebb-units.h"

/**
 * ebb_boots_log_now_us:
 *
 * Returns: CLOCK_BOOTTIME, microseconds
 */
gint64
ebb_boots_log_now_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_BOOTTIME, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* Begins a line; fields are added as `"name": value` pairs and read much the same as text. */
static GString *
begin_line (gint64 at_us, const char *event)
{
  GString *line = g_string_new (NULL);

  g_string_printf (line, "{\"at_us\":%" G_GINT64_FORMAT ",\"event\":\"%s\"", at_us, event);
  return line;
}

static void
add_text (GString *line, const char *name, const char *text)
{
  g_string_append_printf (line, ",\"%s\":\"", name);
  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '"' || *c == '\\')
        g_string_append_printf (line, "\\%c", *c);
      else if ((unsigned char) *c < 0x20)
        g_string_append_printf (line, "\\u%04x", *c);
      else
        g_string_append_c (line, *c);
    }
  g_string_append_c (line, '"');
}

static void
add_number (GString *line, const char *name, gint64 number)
{
  g_string_append_printf (line, ",\"%s\":%" G_GINT64_FORMAT, name, number);
}

/* For people the same without the braces and quotes, with the seconds first. */
static void
print_as_text (const char *json)
{
  for (const char *c = json; *c != '\0'; c++)
    {
      if (*c == ',' && c[1] == '"')
        putchar (' ');
      else if (*c == ':' && c > json && c[-1] == '"')
        putchar ('=');
      else if (*c != '"' && *c != '{' && *c != '}')
        putchar (*c);
    }
  putchar ('\n');
}

static void
end_line (EbbBootsLog *self, GString *line)
{
  g_string_append_c (line, '}');
  if (self->format == EBB_BOOTS_LOG_JSON)
    puts (line->str);
  else
    print_as_text (line->str);
  fflush (stdout);
  g_string_free (line, TRUE);
}

/**
 * ebb_boots_log_note:
 * @event: one word that names what happened
 * @format: a sentence about it
 *
 * Writes down something that is said in words.
 */
void
ebb_boots_log_note (EbbBootsLog *self, const char *event, const char *format, ...)
{
  GString         *line = begin_line (ebb_boots_log_now_us (), event);
  g_autofree char *text = NULL;
  va_list          arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  add_text (line, "text", text);
  end_line (self, line);
}

static void
add_request (GString *line, const uint8_t *bytes, size_t size)
{
  EbbRequest      request;
  EbbDecodeResult decoded = ebb_request_decode (&request, bytes, size);

  if (decoded != EBB_DECODE_OK)
    {
      add_text (line, "malformed", ebb_decode_result_to_string (decoded));
      return;
    }
  add_text (line, "op", ebb_op_to_string (request.op));
  add_number (line, "sequence", request.sequence);
  add_number (line, "owner", request.owner);
  add_number (line, "epoch", request.epoch);
  if (request.op == EBB_OP_START)
    {
      add_text (line, "legs", ebb_legs_to_string (request.start.legs));
      add_number (line, "offset_s", request.start.offset_s);
      add_number (line, "duration_s", request.start.duration_s);
      add_number (line, "pressure_cap_pa", request.start.pressure_cap_pa);
      add_number (line, "intensity_pa", request.start.intensity_pa);
    }
  if (request.op == EBB_OP_SET_INTENSITY)
    add_number (line, "intensity_pa", request.set_intensity.intensity_pa);
  if (request.op == EBB_OP_SET_HEAT)
    add_number (line, "heat_ddeg", request.set_heat.heat_ddeg);
}

static void
add_stop (GString *line, const uint8_t *bytes, size_t size)
{
  uint32_t epoch;

  add_text (line, "op", "stop");
  if (ebb_stop_decode (&epoch, bytes, size))
    add_number (line, "epoch", epoch);
  else
    add_text (line, "malformed", "truncated");
}

/**
 * ebb_boots_log_describe:
 *
 * Returns: the word of the log for what the boots made of a write
 */
const char *
ebb_boots_log_describe (EbbSimWrite outcome)
{
  static const char *const names[] = {
    [EBB_SIM_WRITE_TAKEN] = "taken",
    [EBB_SIM_WRITE_NOT_ENCRYPTED] = "not-encrypted",
    [EBB_SIM_WRITE_NOT_WRITABLE] = "not-writable",
    [EBB_SIM_WRITE_UNHEARD] = "unheard",
    [EBB_SIM_WRITE_IGNORED] = "ignored",
  };

  return names[outcome];
}

/**
 * ebb_boots_log_write:
 * @at_us: when the bytes arrived
 * @outcome: what the boots made of them
 *
 * Writes down a write of a peer.
 */
void
ebb_boots_log_write (EbbBootsLog   *self,
                     gint64         at_us,
                     EbbRole        role,
                     const uint8_t *bytes,
                     size_t         size,
                     const char    *outcome)
{
  GString *line = begin_line (at_us, "write");
  GString *hex = g_string_new (NULL);

  for (size_t i = 0; i < size; i++)
    g_string_append_printf (hex, "%02x", bytes[i]);
  add_text (line, "role", ebb_role_to_string (role));
  add_text (line, "hex", hex->str);
  if (role == EBB_ROLE_CONTROL)
    add_request (line, bytes, size);
  else if (role == EBB_ROLE_STOP)
    add_stop (line, bytes, size);
  add_text (line, "outcome", outcome);
  end_line (self, line);
  g_string_free (hex, TRUE);
}

/**
 * ebb_boots_log_answer:
 *
 * Writes down an answer on the control point.
 */
void
ebb_boots_log_answer (EbbBootsLog *self, const uint8_t *bytes, size_t size)
{
  GString    *line = begin_line (ebb_boots_log_now_us (), "answer");
  EbbResponse response;

  if (ebb_response_decode (&response, bytes, size) == EBB_DECODE_OK)
    {
      add_text (line, "op", ebb_op_to_string (response.op));
      add_text (line, "result", ebb_result_to_string (response.result));
      add_number (line, "sequence", response.sequence);
    }
  end_line (self, line);
}

/**
 * ebb_boots_log_status:
 *
 * Writes down a change of state.
 */
void
ebb_boots_log_status (EbbBootsLog *self, const EbbStatus *status)
{
  GString *line = begin_line (ebb_boots_log_now_us (), "status");

  add_text (line, "run_state", ebb_run_state_to_string (status->run_state));
  add_text (line, "end_reason", ebb_end_reason_to_string (status->end_reason));
  add_text (line, "fault", ebb_boots_fault_to_string (status->fault));
  add_number (line, "epoch", status->epoch);
  add_number (line, "closed_epoch", status->closed_epoch);
  add_number (line, "owner", status->owner);
  end_line (self, line);
}

/**
 * ebb_boots_log_blink:
 * @left_ms: for how long it is going to blink; 0: it has ended
 *
 * Writes down what somebody beside the boots sees of their light.
 */
void
ebb_boots_log_blink (EbbBootsLog *self, guint left_ms)
{
  GString *line = begin_line (ebb_boots_log_now_us (), "blink");

  add_text (line, "light", left_ms > 0 ? "on" : "off");
  if (left_ms > 0)
    add_number (line, "left_ms", left_ms);
  end_line (self, line);
}

static void
add_side (GString *line, EbbSimBoots *boots, EbbSide side)
{
  EbbZoneMask zones = ebb_sim_boots_get_features (boots)->zones[side];
  const char *comma = "";

  if (zones == 0)
    return;
  g_string_append_printf (line, ",\"%s_pa\":{", ebb_side_to_string (side));
  for (int zone = 0; zone < EBB_N_ZONES; zone++)
    {
      if ((zones & EBB_ZONE_BIT (zone)) == 0)
        continue;
      g_string_append_printf (line, "%s\"%s\":%d", comma, ebb_zone_to_string ((EbbZone) zone),
                              ebb_sim_boots_get_pressure_pa (boots, side, (EbbZone) zone));
      comma = ",";
    }
  g_string_append_c (line, '}');
}

/**
 * ebb_boots_log_pressure:
 *
 * Writes down the true pressure in every chamber, what each leg feels of it, and where the run is.
 */
void
ebb_boots_log_pressure (EbbBootsLog *self, EbbSimBoots *boots)
{
  GString     *line = begin_line (ebb_boots_log_now_us (), "pressure");
  EbbTelemetry telemetry;

  ebb_sim_boots_get_telemetry (boots, &telemetry);
  add_text (line, "run_state", ebb_run_state_to_string (telemetry.run_state));
  add_number (line, "epoch", telemetry.epoch);
  add_number (line, "elapsed_ms", telemetry.elapsed_ms);
  add_number (line, "lease_left_ms", telemetry.lease_left_ms);
  add_number (line, "battery_percent", (gint64) ebb_sim_boots_get_battery (boots));
  add_side (line, boots, EBB_SIDE_LEFT);
  add_side (line, boots, EBB_SIDE_RIGHT);
  add_number (line, "felt_left_pa", ebb_sim_boots_get_felt_pa (boots, EBB_SIDE_LEFT));
  add_number (line, "felt_right_pa", ebb_sim_boots_get_felt_pa (boots, EBB_SIDE_RIGHT));
  end_line (self, line);
}
