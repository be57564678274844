/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-sim-firmware-private.h"
#include "ebb-units.h"

/* What the boots know of being empty (PROTOCOL.md sections 5 and 7). */

/* A zone without a reading is taken for empty when its valve has been open so long. */
#define VENTING_SURE_MS 10000

/* The highest reading there is, and whether every zone has one. */
static int32_t
find_highest_pa (const EbbSimFirmware *self, bool *is_all)
{
  int32_t highest_pa = EBB_PRESSURE_UNKNOWN_PA;

  *is_all = true;
  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      for (int zone = 0; zone < EBB_N_ZONES; zone++)
        {
          int32_t pressure_pa = self->sensors.pressure_pa[side][zone];

          if ((self->features.zones[side] & EBB_ZONE_BIT (zone)) == 0)
            continue;
          *is_all &= pressure_pa != EBB_PRESSURE_UNKNOWN_PA;
          highest_pa = MAX (highest_pa, pressure_pa);
        }
    }
  return highest_pa;
}

/* The fullest zone is not known while any zone is not. */
int32_t
ebb_sim_firmware_get_highest_pa (const EbbSimFirmware *self)
{
  bool    is_all;
  int32_t highest_pa = find_highest_pa (self, &is_all);

  return is_all ? highest_pa : EBB_PRESSURE_UNKNOWN_PA;
}

/* Every zone that can be read, and long enough for one that cannot. */
bool
ebb_sim_firmware_seems_empty (const EbbSimFirmware *self)
{
  bool    is_all;
  int32_t highest_pa = find_highest_pa (self, &is_all);

  return highest_pa < EBB_SIM_VENTED_BELOW_PA && (is_all || self->venting_ms >= VENTING_SURE_MS);
}
