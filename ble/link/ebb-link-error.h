/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a caller would do differently, and nothing finer. */
typedef enum
{
  EBB_LINK_ERROR_NOT_CONNECTED, /* no link now; connect first */
  EBB_LINK_ERROR_UNREACHABLE,   /* did not answer a connection in time: try again */
  EBB_LINK_ERROR_INCOMPLETE,    /* connected, but a characteristic that is needed is missing */
  EBB_LINK_ERROR_NOT_PAIRED,    /* refused for want of encryption: pair */
  EBB_LINK_ERROR_BOND_LOST,     /* this computer has a bond and the boots do not: pair again */
  EBB_LINK_ERROR_PAIRING_REFUSED,
  EBB_LINK_ERROR_PAIRING_WRONG_CODE, /* a person said that codes differ, or typed another one */
  EBB_LINK_ERROR_PAIRING_TIMED_OUT,
  EBB_LINK_ERROR_PAIRING_LOST, /* the link ended in the middle of it */
  EBB_LINK_ERROR_PAIRING_CANCELLED,
  EBB_LINK_ERROR_BUSY,          /* another program holds these boots */
  EBB_LINK_ERROR_TIMED_OUT,     /* a request was not answered by its deadline */
  EBB_LINK_ERROR_REFUSED,       /* the boots answered with a refusal; see the message */
  EBB_LINK_ERROR_PROTOCOL,      /* the boots answered with bytes that are not the protocol */
  EBB_LINK_ERROR_WRONG_VERSION, /* another major version of the profile */
  EBB_LINK_ERROR_UNAVAILABLE,   /* no adapter, switched off, no service, no permission */
  EBB_LINK_ERROR_WRONG_IDENTITY, /* other boots than the ones that are meant: another serial number */
  EBB_LINK_ERROR_FAILED,         /* anything else; give up and say what it was */
} EbbLinkErrorCode;

#define EBB_LINK_ERROR (ebb_link_error_quark ())
GQuark ebb_link_error_quark (void);

G_END_DECLS
