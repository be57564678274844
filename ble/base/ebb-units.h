/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <stdint.h>

/* 1 mmHg = 133.322 Pa (limits.json, "units"). Pressure is kept in whole pascals. */

/* "Not known", for any pressure in pascals. Never shown as 0. */
#define EBB_PRESSURE_UNKNOWN_PA INT32_MIN
/* "Not known" or "off", for any temperature in tenths of a degree Celsius. */
#define EBB_HEAT_OFF_DDEG INT16_MIN

int32_t ebb_mmhg_to_pa (double pressure_mmhg);
double  ebb_pa_to_mmhg (int32_t pressure_pa);
int     ebb_pa_to_whole_mmhg (int32_t pressure_pa);
