/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-radio-status.h"

#include <glib/gi18n.h>

struct _EbbRadioStatus
{
  AdwBin parent_instance;

  /* owned by the template */
  GtkWidget *icon;
  GtkWidget *title_label;
  GtkWidget *text_label;
  GtkWidget *command_row;
  GtkWidget *action_button;

  /* state */
  const char *command; /* (nullable): borrowed from the table */
};

G_DEFINE_FINAL_TYPE (EbbRadioStatus, ebb_radio_status, ADW_TYPE_BIN)

typedef struct
{
  const char *icon;
  const char *title;
  const char *text;
  const char *button; /* (nullable) */
  const char *action;
  const char *command; /* (nullable): what to type in a terminal */
} Words;

static const Words all_words[] = {
  [EBB_RADIO_READY] = { "bluetooth-symbolic", N_ ("Nothing found yet"),
                        N_ ("Switch the boots on and hold their pair button. Close their phone "
                            "app: most boots talk to one app at a time."),
                        N_ ("Look Again"), "boots.scan", NULL },
  [EBB_RADIO_NO_ADAPTER] = { "bluetooth-hardware-disabled-symbolic",
                             N_ ("No Bluetooth on this computer"),
                             N_ ("Plug in an adapter, or use simulated boots."), NULL, NULL, NULL },
  [EBB_RADIO_OFF] = { "bluetooth-disabled-symbolic", N_ ("Bluetooth is off"),
                      N_ ("Boots can be found when it is on."), N_ ("Turn On"), "boots.power-on",
                      NULL },
  [EBB_RADIO_BLOCKED] = { "bluetooth-hardware-disabled-symbolic", N_ ("Bluetooth is blocked"),
                          N_ ("By airplane mode or a switch on the computer."),
                          N_ ("Bluetooth Settings"), "boots.settings", NULL },
  [EBB_RADIO_NO_SERVICE] = { "bluetooth-disabled-symbolic",
                             N_ ("The Bluetooth service is not running"),
                             N_ ("Ebb needs BlueZ. Start it with the command below."),
                             N_ ("Try Again"), "boots.scan",
                             "sudo systemctl enable --now bluetooth" },
  [EBB_RADIO_NO_PERMISSION] = { "bluetooth-disabled-symbolic", N_ ("Ebb may not use Bluetooth"),
                                N_ ("This installation has no access to the Bluetooth service."),
                                N_ ("Try Again"), "boots.scan",
                                "sudo usermod --append --groups bluetooth $USER" },
};

static void
copy_clicked_cb (EbbRadioStatus *self)
{
  if (self->command != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->command);
}

static void
ebb_radio_status_class_init (EbbRadioStatusClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/ebb_boots/Ebb/boots/ebb-radio-status.ui");
  gtk_widget_class_bind_template_child (widget_class, EbbRadioStatus, icon);
  gtk_widget_class_bind_template_child (widget_class, EbbRadioStatus, title_label);
  gtk_widget_class_bind_template_child (widget_class, EbbRadioStatus, text_label);
  gtk_widget_class_bind_template_child (widget_class, EbbRadioStatus, command_row);
  gtk_widget_class_bind_template_child (widget_class, EbbRadioStatus, action_button);
  gtk_widget_class_bind_template_callback (widget_class, copy_clicked_cb);
}

static void
ebb_radio_status_init (EbbRadioStatus *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ebb_radio_status_say:
 *
 * Returns: (nullable): why nothing can be reached by radio; %NULL if it can
 */
const char *
ebb_radio_status_say (EbbRadioState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (all_words), NULL);

  return state != EBB_RADIO_READY ? _ (all_words[state].title) : NULL;
}

/**
 * ebb_radio_status_show:
 *
 * Words and the one button that helps.
 */
void
ebb_radio_status_show (EbbRadioStatus *self, EbbRadioState state)
{
  const Words *words = &all_words[state];

  g_return_if_fail (EBB_IS_RADIO_STATUS (self));
  g_return_if_fail (state < G_N_ELEMENTS (all_words));

  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), words->icon);
  gtk_label_set_label (GTK_LABEL (self->title_label), _ (words->title));
  gtk_label_set_label (GTK_LABEL (self->text_label), _ (words->text));
  gtk_widget_set_visible (self->action_button, words->button != NULL);
  if (words->button != NULL)
    {
      gtk_button_set_label (GTK_BUTTON (self->action_button), _ (words->button));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->action_button), words->action);
    }
  self->command = words->command;
  gtk_widget_set_visible (gtk_widget_get_parent (self->command_row), words->command != NULL);
  if (words->command != NULL)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->command_row), words->command);
}

/**
 * ebb_radio_status_dup_words:
 *
 * Returns: (transfer full): what it says, in a line, to be heard
 */
char *
ebb_radio_status_dup_words (EbbRadioState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (all_words), NULL);

  return g_strdup_printf ("%s. %s", _ (all_words[state].title), _ (all_words[state].text));
}
