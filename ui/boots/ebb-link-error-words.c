/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-link-error-words.h"

#include <glib/gi18n.h>

#include "ebb-boots.h"

typedef struct
{
  const char *cause;
  const char *help;
} Words;

#define NO_ANSWER                                                                                  \
  {                                                                                                \
    N_ ("The boots do not answer"),                                                                \
        N_ ("Switch them on, stay within 2\302\240m, close other apps.")                           \
  }

static const Words all_words[] = {
  [EBB_LINK_ERROR_NOT_CONNECTED] = NO_ANSWER,
  [EBB_LINK_ERROR_UNREACHABLE] = NO_ANSWER,
  [EBB_LINK_ERROR_TIMED_OUT] = NO_ANSWER,
  [EBB_LINK_ERROR_INCOMPLETE] = { N_ ("These boots lack a part that Ebb needs"),
                                  N_ ("Ebb sent nothing that moves air. Switch them off and on, "
                                      "then try again.") },
  [EBB_LINK_ERROR_NOT_PAIRED] = { N_ ("Not paired with this computer"),
                                  N_ ("Ebb can only stop them so. Pair them to use them.") },
  [EBB_LINK_ERROR_BOND_LOST] = { N_ ("The boots forgot this computer"),
                                 N_ ("They were reset, or paired with another. Hold their pair "
                                     "button until its light blinks, then pair again. Their name "
                                     "and history stay.") },
  [EBB_LINK_ERROR_PAIRING_REFUSED] = { N_ ("The boots refused to pair"),
                                       N_ ("They may belong to another computer or phone. Hold the "
                                           "pair button until its light blinks, then pair "
                                           "again.") },
  [EBB_LINK_ERROR_PAIRING_WRONG_CODE] = { N_ ("The codes were not the same"),
                                          N_ ("Nothing was kept: other boots may have answered. "
                                              "Pair again, and compare every digit.") },
  [EBB_LINK_ERROR_PAIRING_TIMED_OUT] = { N_ ("Pairing took too long"),
                                         N_ ("Hold the pair button, stay within 2\302\240m, close "
                                             "other apps.") },
  [EBB_LINK_ERROR_PAIRING_LOST] = { N_ ("The link was lost while pairing"),
                                    N_ ("Nothing was kept. Stay within 2\302\240m, then pair "
                                        "again.") },
  [EBB_LINK_ERROR_PAIRING_CANCELLED] = { N_ ("Pairing was stopped"),
                                         N_ ("Nothing was kept. Pair again when you are ready.") },
  [EBB_LINK_ERROR_BUSY] = { N_ ("Another program holds these boots"),
                            N_ ("Close the other program, then try again.") },
  [EBB_LINK_ERROR_REFUSED] = { N_ ("The boots refused"),
                               N_ ("They did nothing new. Wait until they have stopped, then try "
                                   "again.") },
  [EBB_LINK_ERROR_PROTOCOL] = { N_ ("These are not the boots they say they are"),
                                N_ ("Ebb sent nothing that moves air. Pair again if you replaced "
                                    "them.") },
  [EBB_LINK_ERROR_WRONG_VERSION] = { N_ ("These boots speak another version"),
                                     N_ ("Ebb does not understand them. A newer Ebb may.") },
  [EBB_LINK_ERROR_UNAVAILABLE] = { N_ ("Bluetooth can not be used now"),
                                   N_ ("Switch Bluetooth on, then try again.") },
  [EBB_LINK_ERROR_WRONG_IDENTITY] = { N_ ("These are not the boots you paired"),
                                      N_ ("Nothing that moves air was sent to them. Pair again if "
                                          "you replaced them.") },
  [EBB_LINK_ERROR_FAILED] = { N_ ("That did not work"),
                              N_ ("Ebb does not know why; the details may tell. Switch the boots "
                                  "off and on, then try again.") },
};
G_STATIC_ASSERT (G_N_ELEMENTS (all_words) == EBB_LINK_ERROR_FAILED + 1);

static const Words *
find (const GError *error)
{
  if (error->domain != EBB_LINK_ERROR || error->code < 0 || error->code > EBB_LINK_ERROR_FAILED)
    return &all_words[EBB_LINK_ERROR_FAILED];
  return &all_words[error->code];
}

/**
 * ebb_link_error_words_say_cause:
 *
 * Returns: what went wrong, as a heading
 */
const char *
ebb_link_error_words_say_cause (const GError *error)
{
  return _ (find (error)->cause);
}

/**
 * ebb_link_error_words_say_help:
 *
 * Returns: what it means, and what to do
 */
const char *
ebb_link_error_words_say_help (const GError *error)
{
  return _ (find (error)->help);
}
