/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-boots-section.h"

#include <glib/gi18n.h>

#include "ebb-boots-section-private.h"
#include "ebb-boots-set.h"
#include "ebb-current-session-elsewhere.h"
#include "ebb-current-session-set.h"

enum
{
  SIGNAL_PUSH,
  SIGNAL_POP,
  SIGNAL_HOME,
  SIGNAL_FORGET,
  SIGNAL_SAY,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EbbBootsSection, ebb_boots_section, G_TYPE_OBJECT)

static EbbBootsList *
get_list (EbbBootsSection *self)
{
  return ebb_core_get_boots_list (self->core);
}

static gboolean
is_live (EbbBootsSection *self)
{
  return ebb_current_session_get_snapshot (ebb_core_get_current_session (self->core))->state
         != EBB_SESSION_IDLE;
}

/* Ending a bond cuts the link: not with a session on the boots, here or in another program. */
static gboolean
are_in_session (EbbBootsSection *self, EbbBoots *boots)
{
  return is_live (self)
         || ebb_current_session_is_elsewhere_on (ebb_core_get_current_session (self->core), boots);
}

static gboolean
is_in_session (EbbBootsSection *self)
{
  return are_in_session (self, self->boots);
}

static GArray *
read_all (EbbBootsSection *self, GListModel *model, gboolean *has_simulated)
{
  GArray *facts = g_array_new (FALSE, TRUE, sizeof (EbbBootsFacts));

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (EbbBoots) boots = g_list_model_get_item (model, i);
      EbbBootsFacts one;

      ebb_boots_facts_read (&one, boots);
      *has_simulated |= one.is_in_process;
      /* There is nothing to press in a session. */
      one.needs_connect = one.needs_connect && !is_live (self);
      g_array_append_val (facts, one);
    }
  return facts;
}

static void
say_news (EbbBootsSection *self, const EbbBootsScene *scene)
{
  g_autofree char *news = self->is_entered ? ebb_boots_page_dup_news (scene) : NULL;

  if (news == NULL || g_strcmp0 (news, self->said) == 0)
    return;
  g_free (self->said);
  self->said = g_steal_pointer (&news);
  g_signal_emit (self, signals[SIGNAL_SAY], 0, self->said);
}

static void
show_list (EbbBootsSection *self)
{
  EbbBootsList *list = get_list (self);
  gboolean      is_known_simulated = FALSE;
  gboolean      is_near_simulated = FALSE;
  g_autoptr (GArray) known = read_all (self, ebb_boots_list_get_known (list), &is_known_simulated);
  g_autoptr (GArray) nearby = read_all (self, ebb_boots_list_get_nearby (list), &is_near_simulated);
  g_autoptr (GPtrArray) adapters = ebb_boots_list_list_adapters (list);
  EbbBootsScene scene = {
    .known = (const EbbBootsFacts *) known->data,
    .n_known = known->len,
    .nearby = (const EbbBootsFacts *) nearby->data,
    .n_nearby = nearby->len,
    .radio_state = ebb_boots_list_get_radio_state (list),
    .is_scanning = ebb_boots_list_is_scanning (list),
    .scan_left_s = ebb_boots_list_get_scan_left_s (list),
    .is_crowded = ebb_boots_list_is_crowded (list),
    .notice = self->notice,
    .has_simulated = is_known_simulated,
    .is_live = is_live (self),
    .adapters = ebb_boots_section_may_choose_adapter (self) ? adapters : NULL,
  };

  ebb_boots_section_tell_adapter (self, adapters);
  ebb_boots_page_show (self->list_page, &scene);
  say_news (self, &scene);
}

static void
show_pairing (EbbBootsSection *self)
{
  EbbPairingScene scene;

  if (self->pairing == NULL || self->pairing_page == NULL)
    return;
  ebb_pairing_get_scene (self->pairing, &scene);
  ebb_pairing_page_show (self->pairing_page, &scene);
}

/**
 * ebb_boots_section_choose:
 *
 * Takes @boots for the next session, and connects them if they are not.
 */
void
ebb_boots_section_choose (EbbBootsSection *self, EbbBoots *boots)
{
  EbbBootsState state = ebb_boots_get_state (boots);

  ebb_current_session_set_boots (ebb_core_get_current_session (self->core), boots);
  if (state == EBB_BOOTS_AWAY || state == EBB_BOOTS_NEARBY)
    ebb_boots_connect (boots);
  g_signal_emit (self, signals[SIGNAL_HOME], 0);
}

/*< private >
 * ebb_boots_section_check_legs:
 *
 * Opens the page of the leg check, right above the session. Does nothing while a session runs.
 */
void
ebb_boots_section_check_legs (EbbBootsSection *self, EbbBoots *boots)
{
  if (is_live (self))
    return;
  /* Whatever page is left is left before it begins. */
  g_signal_emit (self, signals[SIGNAL_HOME], 0);
  if (ebb_leg_check_begin (ebb_core_get_leg_check (self->core), boots))
    g_signal_emit (self, signals[SIGNAL_PUSH], 0, "legs");
}

static void
pairing_done_cb (EbbBootsSection *self)
{
  g_autoptr (EbbBoots) boots = g_object_ref (ebb_pairing_get_boots (self->pairing));

  g_clear_object (&self->pairing);
  ebb_boots_section_choose (self, boots);
  if (ebb_boots_get_sides (boots) == EBB_SIDES_UNKNOWN)
    ebb_boots_section_check_legs (self, boots);
}

static void
forgotten_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  /* The list shows whether they are still there; what could not be undone is for the log. */
  if (!ebb_boots_forget_finish (EBB_BOOTS (source), result, &error))
    g_message ("boots could not be forgotten: %s", error->message);
}

static void
declined_forgotten_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EbbBootsSection) self = user_data;
  g_autoptr (GError) error = NULL;
  const char *name = ebb_boots_get_name (EBB_BOOTS (source));

  g_free (self->notice);
  if (ebb_boots_forget_finish (EBB_BOOTS (source), result, &error))
    self->notice =
        g_strdup_printf (_ ("Nobody said that “%s” are yours, so Ebb forgot them. It let their "
                            "light blink and sent nothing else. To use them, pair them again."),
                         name);
  else
    self->notice =
        g_strdup_printf (_ ("Nobody said that “%s” are yours, and they could not be forgotten: "
                            "they are still in the list. Open them there and press Forget."),
                         name);
  ebb_boots_section_refresh (self);
}

/* Until somebody at the boots has said yes they are nobody's (safety.md H10). */
static void
decline (EbbBootsSection *self, EbbBoots *boots)
{
  EbbCurrentSession *session = ebb_core_get_current_session (self->core);

  if (ebb_current_session_get_boots (session) == boots)
    ebb_current_session_set_boots (session, NULL);
  ebb_boots_forget_async (boots, NULL, declined_forgotten_cb, g_object_ref (self));
}

static void
pairing_declined_cb (EbbBootsSection *self)
{
  g_autoptr (EbbBoots) boots = g_object_ref (ebb_pairing_get_boots (self->pairing));

  g_clear_object (&self->pairing);
  decline (self, boots);
  g_signal_emit (self, signals[SIGNAL_POP], 0);
}

/**
 * ebb_boots_section_pair:
 *
 * Opens the page of pairing for @boots.
 */
void
ebb_boots_section_pair (EbbBootsSection *self, EbbBoots *boots)
{
  ebb_boots_list_stop_scan (get_list (self));
  ebb_boots_section_leave_pairing (self);
  self->pairing = ebb_pairing_new (boots);
  g_signal_connect_object (self->pairing, "changed", G_CALLBACK (show_pairing), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pairing, "done", G_CALLBACK (pairing_done_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pairing, "declined", G_CALLBACK (pairing_declined_cb), self,
                           G_CONNECT_SWAPPED);
  show_pairing (self);
  g_signal_emit (self, signals[SIGNAL_PUSH], 0, "pairing");
}

/**
 * ebb_boots_section_pair_again:
 *
 * Opens the page of pairing for boots that were one's own before, and begins: the person has pressed
 * for it already. A bond that only this computer has ends with it.
 */
void
ebb_boots_section_pair_again (EbbBootsSection *self, EbbBoots *boots)
{
  if (are_in_session (self, boots))
    return;
  ebb_boots_section_pair (self, boots);
  ebb_pairing_do (self->pairing, "start", NULL);
}

/**
 * ebb_boots_section_open:
 *
 * Opens the page of @boots.
 */
void
ebb_boots_section_open (EbbBootsSection *self, EbbBoots *boots)
{
  g_set_object (&self->boots, boots);
  ebb_boots_section_refresh (self);
  g_signal_emit (self, signals[SIGNAL_PUSH], 0, "device");
}

/**
 * ebb_boots_section_ask_forget:
 *
 * Has the window ask before anything is forgotten.
 */
void
ebb_boots_section_ask_forget (EbbBootsSection *self)
{
  if (self->boots != NULL && !is_in_session (self))
    g_signal_emit (self, signals[SIGNAL_FORGET], 0);
}

static void
ebb_boots_section_dispose (GObject *object)
{
  EbbBootsSection *self = EBB_BOOTS_SECTION (object);

  g_clear_object (&self->pairing);
  g_clear_object (&self->boots);
  g_clear_object (&self->reported);
  g_clear_object (&self->core);
  g_clear_object (&self->search);
  g_clear_pointer (&self->notice, g_free);
  g_clear_pointer (&self->said, g_free);
  g_clear_object (&self->device);
  g_clear_object (&self->report);
  g_clear_weak_pointer (&self->report_page);
  G_OBJECT_CLASS (ebb_boots_section_parent_class)->dispose (object);
}

static void
ebb_boots_section_class_init (EbbBootsSectionClass *klass)
{
  GType type = EBB_TYPE_BOOTS_SECTION;

  G_OBJECT_CLASS (klass)->dispose = ebb_boots_section_dispose;
  signals[SIGNAL_PUSH] = g_signal_new ("push", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_POP] =
      g_signal_new ("pop", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_HOME] =
      g_signal_new ("home", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FORGET] =
      g_signal_new ("forget", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_SAY] = g_signal_new ("say", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ebb_boots_section_init (EbbBootsSection *self)
{
}

/* Whoever looks at the list waits for boots: a radio that is back begins to look by itself. */
static void
look_for_boots (EbbBootsSection *self)
{
  if (self->is_entered && !is_live (self)
      && ebb_boots_list_get_radio_state (get_list (self)) == EBB_RADIO_READY)
    ebb_boots_list_scan (get_list (self));
}

/**
 * ebb_boots_section_new:
 *
 * Returns: (transfer full): a section over @core
 */
EbbBootsSection *
ebb_boots_section_new (EbbCore *core)
{
  EbbBootsSection *self = g_object_new (EBB_TYPE_BOOTS_SECTION, NULL);

  self->core = g_object_ref (core);
  g_signal_connect_object (get_list (self), "radio-back", G_CALLBACK (look_for_boots), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/* What the boots of the device page report; NULL while no session listens to them. */
static const EbbSnapshot *
find_readings (EbbBootsSection *self)
{
  EbbCurrentSession *session = ebb_core_get_current_session (self->core);

  EbbBoots *chosen = ebb_current_session_get_boots (session);

  if (!is_live (self) || chosen == NULL
      || (chosen != self->boots && ebb_boots_get_partner (chosen) != self->boots))
    return NULL;
  return ebb_current_session_get_snapshot (session);
}

/* STOP stands in the window. */
static gboolean
is_stoppable (EbbBootsSection *self)
{
  return ebb_current_session_is_stop_shown (ebb_core_get_current_session (self->core));
}

static void
show_device (EbbBootsSection *self)
{
  EbbBootsFacts facts;

  if (self->boots == NULL || self->device_page == NULL)
    return;
  ebb_boots_facts_read (&facts, self->boots);
  ebb_boots_section_read_set (self, &facts);
  facts.needs_connect = facts.needs_connect && !is_in_session (self);
  ebb_boots_section_show_switches (self, &facts);
  ebb_device_page_show (self->device_page, &facts, is_in_session (self), find_readings (self));
}

/**
 * ebb_boots_section_refresh:
 *
 * Shows what the core has now, on each of the pages that were made.
 */
void
ebb_boots_section_refresh (EbbBootsSection *self)
{
  g_return_if_fail (EBB_IS_BOOTS_SECTION (self));

  ebb_boots_section_enable_search (self, !is_live (self));
  if (self->list_page != NULL)
    show_list (self);
  show_device (self);
  ebb_boots_section_show_report (self, is_stoppable (self));
}

/**
 * ebb_boots_section_make_page:
 * @name: "boots", "device" or "pairing"; each once
 *
 * Returns: (transfer floating): the page, which shows what the core has; to be put below the widget
 *   that has the actions
 */
GtkWidget *
ebb_boots_section_make_page (EbbBootsSection *self, const char *name)
{
  g_return_val_if_fail (EBB_IS_BOOTS_SECTION (self), NULL);

  if (g_str_equal (name, "boots"))
    {
      self->list_page = g_object_new (EBB_TYPE_BOOTS_PAGE, NULL);
      g_signal_connect_object (self->list_page, "unfinished", G_CALLBACK (show_list), self,
                               G_CONNECT_SWAPPED);
      show_list (self);
      return GTK_WIDGET (self->list_page);
    }
  if (g_str_equal (name, "device"))
    {
      self->device_page = g_object_new (EBB_TYPE_DEVICE_PAGE, NULL);
      show_device (self);
      return GTK_WIDGET (self->device_page);
    }
  if (g_str_equal (name, "report"))
    return ebb_boots_section_make_report_page (self);
  g_return_val_if_fail (g_str_equal (name, "pairing"), NULL);
  self->pairing_page = g_object_new (EBB_TYPE_PAIRING_PAGE, NULL);
  show_pairing (self);
  return GTK_WIDGET (self->pairing_page);
}

/**
 * ebb_boots_section_forget:
 *
 * Forgets the boots of the device page; the person was asked.
 */
void
ebb_boots_section_forget (EbbBootsSection *self)
{
  EbbCurrentSession *session = ebb_core_get_current_session (self->core);

  g_return_if_fail (EBB_IS_BOOTS_SECTION (self));

  if (self->boots == NULL || is_in_session (self))
    return;
  if (ebb_current_session_get_boots (session) == self->boots)
    ebb_current_session_set_boots (session, NULL);
  ebb_boots_forget_async (self->boots, NULL, forgotten_cb, NULL);
  g_clear_object (&self->boots);
  g_signal_emit (self, signals[SIGNAL_POP], 0);
}

/**
 * ebb_boots_section_enter:
 *
 * Looks for boots: 30 s, and only while the page is open; anew when a radio is back.
 */
void
ebb_boots_section_enter (EbbBootsSection *self)
{
  g_return_if_fail (EBB_IS_BOOTS_SECTION (self));

  self->is_entered = TRUE;
  look_for_boots (self);
  ebb_boots_section_refresh (self);
}

/**
 * ebb_boots_section_leave_pairing:
 *
 * Ends a pairing that was not finished. Its page, which nobody sees any more, is not told.
 */
void
ebb_boots_section_leave_pairing (EbbBootsSection *self)
{
  g_autoptr (EbbPairing) pairing = NULL;
  EbbPairingScene scene;

  g_return_if_fail (EBB_IS_BOOTS_SECTION (self));

  pairing = g_steal_pointer (&self->pairing);
  if (pairing == NULL)
    return;
  g_signal_handlers_disconnect_by_data (pairing, self);
  ebb_pairing_get_scene (pairing, &scene);
  if (scene.stage == EBB_PAIRING_STAGE_BLINK)
    decline (self, ebb_pairing_get_boots (pairing));
  ebb_pairing_do (pairing, "cancel", NULL);
}
