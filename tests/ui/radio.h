/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-bluez-double-crowd.h"
#include "login-double.h"

G_BEGIN_DECLS

typedef struct
{
  EbbBluezDouble   *bluez;
  EbbDefinitionSet *definitions;
  DoubleBoots      *boots; /* whom the commands are about: those that came last */
  DoubleCrowd      *crowd; /* (nullable) */
  LoginDouble      *login; /* (nullable) */
  GMainLoop        *loop;
  guint             mark;    /* so many writes had reached the boots when "mark" was said */
  char             *refusal; /* (nullable): last word of the error that pairing ends in */
  char             *serial;  /* (nullable): of others at the address of the boots */
} Radio;

/* radio-boots.c; all but the first are commands, as in the table of radio.c */
DoubleBoots *radio_add_boots (Radio               *self,
                              const char          *definition,
                              const char          *name,
                              const EbbSimOptions *options);
void         radio_add_kind (Radio *self, const char *kind);
void         radio_add_stranger (Radio *self, const char *name);
void         radio_add_twin (Radio *self, const char *argument);

/* radio-others.c: commands, as in the table of radio.c */
void radio_take_over (Radio *self, const char *argument);
void radio_hold (Radio *self, const char *argument);
void radio_let_go (Radio *self, const char *argument);
void radio_replace (Radio *self, const char *serial);
void radio_restore (Radio *self, const char *argument);
void radio_lack (Radio *self, const char *role_name);
void radio_complete (Radio *self, const char *argument);
void radio_begin_login (Radio *self, const char *argument);
void radio_sleep (Radio *self, const char *argument);
void radio_wake (Radio *self, const char *argument);

G_END_DECLS
