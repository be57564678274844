/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-sim-boots.h"

G_BEGIN_DECLS

/* How what happens is written to standard output. */
typedef enum
{
  EBB_BOOTS_LOG_TEXT, /* for people */
  EBB_BOOTS_LOG_JSON, /* one object a line, for programs */
} EbbBootsLogFormat;

/**
 * EbbBootsLog:
 *
 * The boots' own record of what reached them and what they did. Every line carries "at_us": boot
 * time in microseconds, for a write the moment its bytes arrived.
 */
typedef struct
{
  EbbBootsLogFormat format;
} EbbBootsLog;

gint64 ebb_boots_log_now_us (void);

void ebb_boots_log_note (EbbBootsLog *self, const char *event, const char *format, ...)
    G_GNUC_PRINTF (3, 4);
void        ebb_boots_log_write (EbbBootsLog   *self,
                                 gint64         at_us,
                                 EbbRole        role,
                                 const uint8_t *bytes,
                                 size_t         size,
                                 const char    *outcome);
const char *ebb_boots_log_describe (EbbSimWrite outcome);
void        ebb_boots_log_answer (EbbBootsLog *self, const uint8_t *bytes, size_t size);
void        ebb_boots_log_status (EbbBootsLog *self, const EbbStatus *status);
void        ebb_boots_log_blink (EbbBootsLog *self, guint left_ms);
void        ebb_boots_log_pressure (EbbBootsLog *self, EbbSimBoots *boots);

G_END_DECLS
