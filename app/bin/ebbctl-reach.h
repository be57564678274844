/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebbctl-app.h"

typedef enum
{
  CTL_REACH_TAKE,      /* makes them one's own, and pairs for it; one's own without a bond fail */
  CTL_REACH_PAIR,      /* as TAKE, and one's own without a bond are looked for and paired */
  CTL_REACH_TAKE_ANEW, /* ends the bond there is before; for boots that forgot this computer */
  CTL_REACH_LOOK,      /* only connects; boots without a bond are not ready then */
} CtlReachHow;

typedef void (*CtlReady) (CtlApp *app, EbbBoots *boots);
/* @message: what ctl_fail() would say */
typedef void (*CtlUnreached) (CtlApp *app, CtlExit exit_code, const char *message);

/* Calls @ready once boots called @name (NULL: the only ones of one's own, or in a demo the
 * simulated ones) are connected, scanning as needed. Fails as soon as that cannot come true, and
 * after 45 s, by @unreached, or by ctl_fail() if it is NULL. */
void ctl_reach_boots (CtlApp      *app,
                      const char  *name,
                      CtlReachHow  how,
                      CtlReady     ready,
                      CtlUnreached unreached);
/* (transfer container) (element-type EbbBoots): one's own boots that are there for this run: in a
 * demo the simulated ones of this process, else all others */
GPtrArray *ctl_list_own_boots (CtlApp *app) G_GNUC_WARN_UNUSED_RESULT;
/* Ends the program once the boots have heard that they are left alone. */
void ctl_leave_boots (CtlApp *app, EbbBoots *boots, CtlExit exit_code);
