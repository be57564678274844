/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <adwaita.h>

#include "ebb-core.h"

G_BEGIN_DECLS

typedef enum
{
  EBB_CHIP_PLANNED,
  EBB_CHIP_SKIPPED,
  EBB_CHIP_MISSED,
} EbbChipKind;

/* A slot of the week. */
typedef struct
{
  EbbPlannedSlot planned;
  EbbChipKind    kind;
} EbbChip;

/**
 * EbbWeekStrip:
 *
 * Seven days from the first of a week on, each with what is planned for it. Calendar time follows the
 * direction of the text. What its chips do are "plans.skip", "plans.take-back" and "plans.edit".
 */
#define EBB_TYPE_WEEK_STRIP (ebb_week_strip_get_type ())
G_DECLARE_FINAL_TYPE (EbbWeekStrip, ebb_week_strip, EBB, WEEK_STRIP, AdwBin)

/* @chips: (element-type EbbChip): in order of time. @first: its day; @today: that of now */
void ebb_week_strip_show (EbbWeekStrip       *self,
                          EbbCore            *core,
                          const GArray       *chips,
                          const EbbLocalTime *first,
                          const EbbLocalTime *today);

G_END_DECLS
