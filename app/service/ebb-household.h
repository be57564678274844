/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <glib-object.h>

#include "ebb-autostart.h"
#include "ebb-people.h"
#include "ebb-plans.h"
#include "ebb-programs.h"
#include "ebb-reminders.h"
#include "ebb-screen-lock.h"

G_BEGIN_DECLS

/**
 * EbbHousehold:
 *
 * Who there is, what they plan, and what they are reminded of. It knows no boots and has no radio: all of it
 * can be there for days without a window.
 */
#define EBB_TYPE_HOUSEHOLD (ebb_household_get_type ())
G_DECLARE_FINAL_TYPE (EbbHousehold, ebb_household, EBB, HOUSEHOLD, GObject)

/* From here on somebody is reminded, also of what other programs of the account write down. Only for a program
 * that shows people what it is told. */
void ebb_household_begin (EbbHousehold *self);

/* (transfer none), all of them, for as long as the household lives */
EbbPeople    *ebb_household_get_people (EbbHousehold *self);
EbbPlans     *ebb_household_get_plans (EbbHousehold *self);
EbbPrograms  *ebb_household_get_programs (EbbHousehold *self);
EbbReminders *ebb_household_get_reminders (EbbHousehold *self);

/* (nullable) (transfer none): a demonstration is not started with the desktop, and a terminal has no lock */
EbbAutostart  *ebb_household_get_autostart (EbbHousehold *self);
EbbScreenLock *ebb_household_get_screen_lock (EbbHousehold *self);

/* (nullable) (transfer full), and a setter: as those of the core */
char *ebb_household_dup_setting (EbbHousehold *self, const char *key) G_GNUC_WARN_UNUSED_RESULT;
void  ebb_household_save_setting (EbbHousehold *self, const char *key, const char *value);

G_END_DECLS
