/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebbctl-radio.h"

#include <glib/gi18n.h>

/* A radio that is only waking up is not reported as gone. */
#define RADIO_SETTLES_MS 1500

const char *
ctl_say_radio (CtlApp *app)
{
  static const char *const sentences[] = {
    [EBB_RADIO_READY] = NULL,
    [EBB_RADIO_NO_ADAPTER] =
        N_ ("no Bluetooth on this computer; plug in an adapter, or use --demo"),
    [EBB_RADIO_OFF] = N_ ("Bluetooth is off; switch it on and try again"),
    [EBB_RADIO_BLOCKED] = N_ ("Bluetooth is blocked by airplane mode or a switch on the computer"),
    [EBB_RADIO_NO_SERVICE] =
        N_ ("the Bluetooth service is not running; start it: systemctl start bluetooth"),
    [EBB_RADIO_NO_PERMISSION] =
        N_ ("Ebb may not use Bluetooth: this account or installation has no access to it"),
  };
  EbbRadioState state = ebb_boots_list_get_radio_state (ebb_core_get_boots_list (app->core));

  if (state == EBB_RADIO_NO_ADAPTER && app->adapter != NULL)
    return _ ("this computer has no such Bluetooth adapter; expected the name of one that is "
              "there, as hci0, or no --adapter");
  return sentences[state] != NULL ? _ (sentences[state]) : NULL;
}

const char *
ctl_explain_radio (CtlApp *app)
{
  const char *sentence = ctl_say_radio (app);
  gint64      now_us = ebb_clock_get_boottime_us (ebb_composition_get_clock (app->composition));

  if (sentence == NULL)
    {
      app->radio_down_us = 0;
      return NULL;
    }
  if (app->radio_down_us == 0)
    app->radio_down_us = now_us;
  if (now_us - app->radio_down_us < RADIO_SETTLES_MS * 1000)
    return NULL;
  return sentence;
}
