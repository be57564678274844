/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebbctl-link-words.h"

#include <glib/gi18n.h>

#include "ebb-link-error.h"

#define NO_ANSWER N_ ("they do not answer; switch them on, stay within 2 m, close other apps")

static const char *const sentences[] = {
  [EBB_LINK_ERROR_NOT_CONNECTED] = NO_ANSWER,
  [EBB_LINK_ERROR_UNREACHABLE] = NO_ANSWER,
  [EBB_LINK_ERROR_TIMED_OUT] = NO_ANSWER,
  [EBB_LINK_ERROR_INCOMPLETE] =
      N_ ("these boots lack a part that Ebb needs; nothing that moves air was sent: switch "
          "them off and on and try again"),
  [EBB_LINK_ERROR_NOT_PAIRED] = N_ ("they are not paired with this computer; see ebbctl pair"),
  [EBB_LINK_ERROR_BOND_LOST] =
      N_ ("the boots forgot this computer; they were reset, or paired with another: hold their "
          "pair button until its light blinks, then ebbctl pair --again"),
  [EBB_LINK_ERROR_PAIRING_REFUSED] =
      N_ ("the boots refused to pair; they may belong to another computer or phone: hold "
          "their pair button until its light blinks, then pair again"),
  [EBB_LINK_ERROR_PAIRING_WRONG_CODE] =
      N_ ("the codes were not the same, and nothing was kept; other boots may have answered: "
          "pair again and compare every digit"),
  [EBB_LINK_ERROR_PAIRING_TIMED_OUT] =
      N_ ("pairing took too long; hold the pair button, stay within 2 m and pair again"),
  [EBB_LINK_ERROR_PAIRING_LOST] =
      N_ ("the link was lost while pairing, and nothing was kept; stay within 2 m and pair again"),
  [EBB_LINK_ERROR_PAIRING_CANCELLED] = N_ ("pairing was stopped, and nothing was kept"),
  [EBB_LINK_ERROR_BUSY] = N_ ("another program holds these boots; close it and try again"),
  [EBB_LINK_ERROR_REFUSED] = N_ ("the boots refused, and did nothing new; wait until they have "
                                 "stopped, then try again"),
  [EBB_LINK_ERROR_PROTOCOL] =
      N_ ("they are not what they say they are; nothing that moves air was sent"),
  [EBB_LINK_ERROR_WRONG_VERSION] =
      N_ ("they speak a version that Ebb does not understand; a newer Ebb may"),
  [EBB_LINK_ERROR_UNAVAILABLE] = N_ ("Bluetooth can not be used now; switch it on and try again"),
  [EBB_LINK_ERROR_WRONG_IDENTITY] =
      N_ ("these are not the boots you paired, and Ebb sent them nothing; if you replaced "
          "them: ebbctl forget, hold their pair button, then ebbctl pair"),
  [EBB_LINK_ERROR_FAILED] = N_ ("that did not work, and Ebb does not know why; switch the boots "
                                "off and on and try again"),
};
G_STATIC_ASSERT (G_N_ELEMENTS (sentences) == EBB_LINK_ERROR_FAILED + 1);

char *
ctl_dup_link_words (const GError *error)
{
  gboolean is_of_link =
      error->domain == EBB_LINK_ERROR && error->code >= 0 && error->code <= EBB_LINK_ERROR_FAILED;

  /* Translators: what went wrong and what to do, then the same in English for a report. */
  return g_strdup_printf (_ ("%s (%s)"),
                          _ (sentences[is_of_link ? error->code : EBB_LINK_ERROR_FAILED]),
                          error->message);
}

CtlExit
ctl_get_link_exit (const GError *error)
{
  return g_error_matches (error, EBB_LINK_ERROR, EBB_LINK_ERROR_BUSY) ? CTL_EXIT_BUSY
                                                                      : CTL_EXIT_NO_BOOTS;
}
