/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-units.h"

#include <math.h>

static const double PA_PER_MMHG = 133.322;

/**
 * ebb_mmhg_to_pa:
 *
 * Returns: @pressure_mmhg in pascals, to the nearest whole pascal
 */
int32_t
ebb_mmhg_to_pa (double pressure_mmhg)
{
  return (int32_t) lround (pressure_mmhg * PA_PER_MMHG);
}

/**
 * ebb_pa_to_mmhg:
 *
 * Returns: @pressure_pa in mmHg; %NAN if it is %EBB_PRESSURE_UNKNOWN_PA
 */
double
ebb_pa_to_mmhg (int32_t pressure_pa)
{
  return pressure_pa == EBB_PRESSURE_UNKNOWN_PA ? NAN : pressure_pa / PA_PER_MMHG;
}

/**
 * ebb_pa_to_whole_mmhg:
 *
 * The number a screen shows. Every screen uses this one, so that the figure, the table and the
 * sentence never differ by rounding.
 *
 * Returns: @pressure_pa in whole mmHg, or -1 if it is unknown
 */
int
ebb_pa_to_whole_mmhg (int32_t pressure_pa)
{
  if (pressure_pa == EBB_PRESSURE_UNKNOWN_PA)
    return -1;
  return (int) lround (pressure_pa / PA_PER_MMHG);
}
