/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-clock.h"
#include "ebb-link.h"

G_BEGIN_DECLS

#define ROUGH_LINK_DROPS (-1)

typedef enum
{
  ROUGH_TO_BOOTS,
  ROUGH_FROM_BOOTS,
} RoughWay;

/**
 * RoughLink:
 *
 * A link over another one, on whose air messages take their time, overtake each other, come twice
 * or never. What is on its way when the link is lost is lost with it.
 */
#define ROUGH_TYPE_LINK (rough_link_get_type ())
G_DECLARE_FINAL_TYPE (RoughLink, rough_link, ROUGH, LINK, GObject)

/* Who decides what becomes of a message, and sees it. */
typedef struct
{
  /* How long it takes, in ms, or ROUGH_LINK_DROPS; 0: it is there in the same call. Asked again for
   * a second copy, with @is_copy: ROUGH_LINK_DROPS then means that there is none. */
  int (*delay) (RoughLink *link, RoughWay way, EbbRole role, gboolean is_copy, gpointer user_data);
  /* What is written, before it is on its way; may change it. FALSE swallows it. */
  gboolean (
      *written) (RoughLink *link, EbbRole role, uint8_t *bytes, size_t size, gpointer user_data);
  /* To the boots: arrives there now. From the boots: is said now. */
  void (*at_boots) (RoughLink     *link,
                    RoughWay       way,
                    EbbRole        role,
                    const uint8_t *bytes,
                    size_t         size,
                    gpointer       user_data);
  /* From the boots: is about to be heard; then has been. */
  void (*heard) (RoughLink     *link,
                 EbbRole        role,
                 const uint8_t *bytes,
                 size_t         size,
                 gboolean       is_done,
                 gpointer       user_data);
} RoughAir;

RoughLink *rough_link_new (EbbLink *inner, EbbClock *clock, const RoughAir *air, gpointer user_data)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
