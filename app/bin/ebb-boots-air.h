/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-bluez-peripheral.h"

G_BEGIN_DECLS

#define EBB_BOOTS_AIR_MAX_OFFERS 11

/**
 * EbbBootsAir:
 *
 * What boots of a tier offer on the air, and how their messages go over it: each role at a place of
 * its own, or, where one characteristic is for everything, most at one place, that of the features,
 * with the channel of the role in front of each message.
 */
typedef struct
{
  EbbTier  tier;
  EbbOffer offers[EBB_BOOTS_AIR_MAX_OFFERS];
  unsigned n_offers;
} EbbBootsAir;

void     ebb_boots_air_init (EbbBootsAir *self, EbbTier tier);
EbbRole  ebb_boots_air_find_place (const EbbBootsAir *self, EbbRole role);
gboolean ebb_boots_air_is_shared (const EbbBootsAir *self, EbbRole place);
gboolean ebb_boots_air_is_heard_at (const EbbBootsAir *self, EbbRole role, EbbRole place);

size_t ebb_boots_air_frame (const EbbBootsAir *self,
                            EbbRole            role,
                            const uint8_t     *bytes,
                            size_t             size,
                            uint8_t           *framed,
                            size_t             capacity);
/* @role: (inout): the place that was written to; whose message it is. All stays as it is for what is
 * nobody's. */
void ebb_boots_air_unframe (const EbbBootsAir *self,
                            EbbRole           *role,
                            const uint8_t    **bytes,
                            size_t            *size);

G_END_DECLS
