/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebbctl-app.h"

/* person: who there is in the household. */
void ctl_person (CtlApp *app, char **arguments);
/* @arguments: "pressure" or "length", and a number or "none" */
void ctl_person_limit (CtlApp *app, const EbbMember *member, char **arguments);
void ctl_person_born (CtlApp *app, const EbbMember *member, char **arguments);
