/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-recording-line.h"
#include "ebb-session-view.h"
#include "gallery.h"

static void
shoot_session (Gallery *self, const char *name)
{
  EbbScene        *scene = &self->scene.scene;
  g_autofree char *line = NULL;
  g_autofree char *more = NULL;

  if (!EBB_IS_SESSION_VIEW (self->page))
    gallery_put_page (self, g_object_new (EBB_TYPE_SESSION_VIEW, NULL), "Ebb");
  ebb_session_view_show (EBB_SESSION_VIEW (self->page), scene);
  ebb_recording_line_show (self->page, scene);
  gtk_widget_set_visible (GTK_WIDGET (self->stop_bar), ebb_scene_is_stoppable (scene));
  ebb_scene_describe_stop (scene, &line, &more);
  ebb_stop_bar_show (self->stop_bar, line, more);
  gallery_shoot (self, name);
  gallery_scene_init (&self->scene, self->program);
}

static void
shoot_idle (Gallery *self)
{
  self->scene.scene.has_boots = FALSE;
  shoot_session (self, "4.02-no-boots");
  self->scene.scene.boots_state = EBB_BOOTS_AWAY;
  self->scene.scene.needs_connect = TRUE;
  gallery_scene_refuse (&self->scene, EBB_REFUSAL_NOT_CONNECTED, 0, 0);
  shoot_session (self, "4.05-disconnected");
  self->scene.scene.boots_state = EBB_BOOTS_CONNECTING;
  gallery_scene_refuse (&self->scene, EBB_REFUSAL_NOT_CONNECTED, 0, 0);
  shoot_session (self, "4.06-connecting");
  shoot_session (self, "4.07-ready");
  self->scene.scene.legs = EBB_LEGS_LEFT;
  memset (self->scene.scene.checks, 0, sizeof self->scene.scene.checks);
  gallery_scene_refuse (&self->scene, EBB_REFUSAL_CHECKS, 0, 0);
  shoot_session (self, "4.07-ready-left");
  self->scene.scene.boots_support = EBB_SUPPORT_CONFIRMED;
  self->scene.scene.boots_name = "Ada’s boots";
  self->scene.scene.cap_pa = 0;
  gallery_scene_refuse (&self->scene, EBB_REFUSAL_UNANSWERED, 0, 0);
  gallery_scene_refuse (&self->scene, EBB_REFUSAL_BATTERY, 18, 20);
  shoot_session (self, "4.08-refused");
  self->scene.snapshot.has_result = true;
  self->scene.snapshot.is_result_vented = true;
  self->scene.snapshot.end = EBB_END_BY_STOP;
  self->scene.snapshot.end_elapsed_ms = 725000;
  shoot_session (self, "4.13-finished");
  self->scene.scene.is_running_elsewhere = TRUE;
  self->scene.scene.elsewhere_pa = ebb_mmhg_to_pa (37);
  self->scene.snapshot.zone[EBB_SIDE_LEFT][EBB_ZONE_FOOT].pressure_pa = ebb_mmhg_to_pa (37);
  shoot_session (self, "4.20-elsewhere");
  gallery_scene_level (&self->scene);
  gallery_scene_refuse (&self->scene, EBB_REFUSAL_OUT_OF_LIMITS, 0, 0);
  shoot_session (self, "4.08-levels");
  gallery_scene_level (&self->scene);
  self->scene.scene.is_running_elsewhere = TRUE;
  shoot_session (self, "4.20-levels");
}

/* Every "As a table" under @widget that is seen. */
static void
open_table (GtkWidget *widget, gboolean is_open)
{
  if (GTK_IS_EXPANDER (widget) && gtk_widget_get_mapped (widget))
    gtk_expander_set_expanded (GTK_EXPANDER (widget), is_open);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    open_table (child, is_open);
}

static void
shoot_live (Gallery *self)
{
  self->scene.snapshot.state = EBB_SESSION_STARTING;
  shoot_session (self, "4.09-starting");
  gallery_scene_run (&self->scene, 496000);
  shoot_session (self, "4.10-running");
  gallery_scene_run (&self->scene, 496000);
  self->scene.scene.battery_percent = 18;
  shoot_session (self, "4.15-low-battery");
  gallery_scene_run (&self->scene, 496000);
  open_table (self->page, TRUE);
  shoot_session (self, "4.10-running-table");
  open_table (self->page, FALSE);
  self->scene.snapshot.state = EBB_SESSION_PAUSED;
  self->scene.snapshot.elapsed_ms = 498000;
  self->scene.snapshot.paused_ms = 65000;
  memset (self->scene.scene.checks, 0, sizeof self->scene.scene.checks);
  gallery_scene_refuse (&self->scene, EBB_REFUSAL_CHECKS, 0, 0);
  shoot_session (self, "4.11-paused");
  gallery_scene_let_out (&self->scene, 1400);
  shoot_session (self, "4.12-stopping");
  gallery_scene_let_out (&self->scene, 11200);
  self->scene.scene.is_closing = TRUE;
  self->scene.scene.closing_ms = 11200;
  shoot_session (self, "4.12-stopping-late-closing");
  self->scene.snapshot.state = EBB_SESSION_LINK_LOST;
  self->scene.snapshot.is_reading_known = false;
  self->scene.snapshot.link_lost_ms = 6200;
  self->scene.snapshot.link_lost_wall_us = self->scene.scene.wall_us;
  shoot_session (self, "4.16-link-lost");
  gallery_scene_let_out (&self->scene, 300);
  self->scene.snapshot.state = EBB_SESSION_FAULT;
  self->scene.snapshot.fault = EBB_FAULT_OVERSHOOT;
  self->scene.snapshot.fault_pa = ebb_mmhg_to_pa (58);
  shoot_session (self, "4.17-fault");
}

/* Why a session ended, each in its words. */
static void
shoot_ends (Gallery *self)
{
  for (EbbSessionEnd end = EBB_END_BY_COMPLETE; end < EBB_N_ENDS; end++)
    {
      g_autofree char *name = g_strdup_printf ("4.13-finished-%s", ebb_session_end_to_string (end));

      self->scene.snapshot.has_result = true;
      self->scene.snapshot.is_result_vented = true;
      self->scene.snapshot.end = end;
      self->scene.snapshot.end_elapsed_ms = 725000;
      shoot_session (self, name);
    }
  self->scene.snapshot.has_result = true;
  self->scene.snapshot.is_reading_known = false;
  self->scene.snapshot.end = EBB_END_BY_LINK_LOST;
  self->scene.snapshot.end_elapsed_ms = 725000;
  self->scene.scene.boots_state = EBB_BOOTS_AWAY;
  shoot_session (self, "4.13-finished-not-confirmed");
  /* Proven by one answer, before the first reading. */
  self->scene.snapshot.has_result = true;
  self->scene.snapshot.is_result_vented = true;
  self->scene.snapshot.is_reading_known = false;
  self->scene.snapshot.end = EBB_END_BY_LINK_LOST;
  self->scene.snapshot.end_elapsed_ms = 725000;
  shoot_session (self, "4.13-finished-without-a-reading");
  self->scene.snapshot.has_result = true;
  self->scene.snapshot.is_result_vented = true;
  self->scene.snapshot.is_record_lost = true;
  self->scene.snapshot.end = EBB_END_BY_STOP;
  shoot_session (self, "4.13-finished-not-written");
}

/* A valve that sticks holds a zone tight, or too tight; others, and what a person may do when the
 * boots say that they are empty. */
static void
shoot_faults (Gallery *self)
{
  for (EbbFault fault = EBB_FAULT_STUCK_SQUEEZE; fault <= EBB_FAULT_GATE; fault++)
    {
      g_autofree char *name = g_strdup_printf ("4.17-fault-%s", ebb_fault_to_string (fault));

      gallery_scene_let_out (&self->scene, 16000);
      self->scene.snapshot.state = EBB_SESSION_FAULT;
      self->scene.snapshot.fault = fault;
      self->scene.snapshot.fault_side = EBB_SIDE_RIGHT;
      self->scene.snapshot.fault_zone = EBB_ZONE_UPPER_CALF;
      self->scene.snapshot.is_reading_known = fault != EBB_FAULT_NO_READING;
      self->scene.snapshot.can_declare_open = fault == EBB_FAULT_NO_READING;
      shoot_session (self, name);
    }
  self->scene.snapshot.state = EBB_SESSION_FAULT;
  self->scene.snapshot.fault = EBB_FAULT_STUCK_SQUEEZE;
  self->scene.snapshot.is_vented = true;
  self->scene.snapshot.highest_pa = 0;
  for (int side = 0; side < EBB_N_SIDES; side++)
    for (int zone = 0; zone < EBB_N_ZONES; zone++)
      self->scene.snapshot.zone[side][zone].pressure_pa = 0;
  shoot_session (self, "4.17-fault-empty");
}

/* A person asked for it; it is said wherever a session is. */
static void
shoot_recordings (Gallery *self)
{
  g_autofree char *path =
      g_build_filename (g_get_user_data_dir (), "ebb", "traces", "2026-11-21-20-41-08.jsonl", NULL);
  g_autoptr (GError) error =
      g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NO_SPACE, "the disk is full");

  self->scene.scene.is_recorded = TRUE;
  shoot_session (self, "4.07-ready-recorded");
  gallery_scene_run (&self->scene, 496000);
  self->scene.scene.is_recorded = TRUE;
  self->scene.scene.recording = path;
  shoot_session (self, "4.10-running-recorded");
  gallery_scene_run (&self->scene, 496000);
  self->scene.scene.is_recorded = TRUE;
  self->scene.scene.recording_error = error;
  shoot_session (self, "4.10-running-recording-failed");
}

/* Another program of the account runs a session: one at a time. */
static void
shoot_held (Gallery *self)
{
  self->scene.scene.holder = "ebbctl";
  self->scene.scene.holder_since_us = self->scene.scene.wall_us - 60 * G_USEC_PER_SEC;
  gallery_scene_refuse (&self->scene, EBB_REFUSAL_SESSION_ELSEWHERE, 0, 0);
  shoot_session (self, "4.08-held-by-ebbctl");
}

/* The same, as that program tells it. */
static void
shoot_other (Gallery *self, const char *name, EbbSessionState state, guint asked_ms)
{
  gallery_scene_run_elsewhere (&self->scene, state);
  self->scene.scene.elsewhere_asked_ms = asked_ms;
  shoot_session (self, name);
}

static void
shoot_others (Gallery *self)
{
  shoot_other (self, "4.20-of-account", EBB_SESSION_RUNNING, 0);
  shoot_other (self, "4.20-of-account-asked", EBB_SESSION_RUNNING, 900);
  shoot_other (self, "4.20-of-account-unheeded", EBB_SESSION_RUNNING, 2600);
  shoot_other (self, "4.20-of-account-stopping", EBB_SESSION_STOPPING, 0);
  shoot_other (self, "4.20-of-account-paused", EBB_SESSION_PAUSED, 0);
  shoot_other (self, "4.20-of-account-link-lost", EBB_SESSION_LINK_LOST, 0);
}

static void
shoot_long_pause (Gallery *self)
{
  self->scene.snapshot.state = EBB_SESSION_PAUSED;
  self->scene.snapshot.elapsed_ms = 498000;
  self->scene.snapshot.paused_ms = 9 * 60 * 1000 + 41000;
  shoot_session (self, "4.11-paused-long");
  gallery_scene_let_out (&self->scene, 600);
  self->scene.snapshot.end = EBB_END_BY_PAUSE_TIMEOUT;
  shoot_session (self, "4.12-stopping-paused-too-long");
}

void
gallery_shoot_sessions (Gallery *self)
{
  shoot_idle (self);
  shoot_live (self);
  shoot_ends (self);
  shoot_faults (self);
  shoot_recordings (self);
  shoot_held (self);
  shoot_others (self);
  shoot_long_pause (self);
}
