/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How strong the boots are heard, in words; the radio's dBm means little to a person. */
typedef enum
{
  EBB_SIGNAL_UNKNOWN,
  EBB_SIGNAL_WEAK,   /* below -80 dBm, engineering choice */
  EBB_SIGNAL_FAIR,   /* -80 to -65 dBm */
  EBB_SIGNAL_STRONG, /* above -65 dBm */
} EbbSignal;

/**
 * EbbAdvertisement:
 *
 * What is known of a peer before anything is sent to it. Strings are never %NULL but for @name.
 */
typedef struct
{
  char     *identity;      /* how the link layer names the peer for good: its identity address */
  char     *name;          /* (nullable) */
  char    **service_uuids; /* lower case, 128-bit */
  GBytes   *manufacturer_data; /* (nullable) */
  guint16   company_id;        /* only with manufacturer_data */
  EbbSignal signal;
  gboolean  is_connectable;
} EbbAdvertisement;

EbbAdvertisement *ebb_advertisement_new (const char        *identity,
                                         const char        *name,
                                         const char *const *service_uuids)
    G_GNUC_WARN_UNUSED_RESULT;
EbbAdvertisement *ebb_advertisement_copy (const EbbAdvertisement *self) G_GNUC_WARN_UNUSED_RESULT;
void              ebb_advertisement_free (EbbAdvertisement *self);

EbbSignal ebb_signal_from_dbm (int signal_dbm);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EbbAdvertisement, ebb_advertisement_free)

G_END_DECLS
