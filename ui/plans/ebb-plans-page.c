/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-plans-page.h"

#include <glib/gi18n.h>

#include "ebb-apply-button.h"
#include "ebb-columns.h"
#include "ebb-plan-words.h"
#include "ebb-rhythm.h"
#include "ebb-week-strip.h"

#define NEXT_MAX 5
#define MISSED_MAX 5
#define WEEK_SLOTS_MAX 100
#define DAY_S (24 * 60 * 60)

struct _EbbPlansPage
{
  AdwBin parent_instance;

  /* owned by the template */
  GtkStack            *stack;
  EbbWeekStrip        *week_strip;
  AdwPreferencesGroup *next_group;
  AdwPreferencesGroup *plans_group;
  AdwPreferencesGroup *quiet_group;
  AdwPreferencesGroup *missed_group;
  AdwActionRow        *background_row;
  GtkSwitch           *background_switch;
  GtkWidget           *quiet_from_row;
  GtkWidget           *quiet_until_row;
  GtkWidget           *quiet_error_label;

  /* owned */
  GPtrArray *rows;  /* of the groups */
  char      *shown; /* (nullable): what they are made of */
  char      *quiet; /* (nullable): what the rows of quiet hours say */

  /* state */
  gboolean is_showing;
};

G_DEFINE_FINAL_TYPE (EbbPlansPage, ebb_plans_page, ADW_TYPE_BIN)

static gboolean
background_set_cb (EbbPlansPage *self, gboolean is_wanted)
{
  if (!self->is_showing)
    gtk_widget_activate_action (GTK_WIDGET (self), "plans.remind-closed", "b", is_wanted);
  return self->is_showing ? GDK_EVENT_PROPAGATE : GDK_EVENT_STOP;
}

static void
quiet_applied_cb (EbbPlansPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "plans.quiet", "(ss)",
                              gtk_editable_get_text (GTK_EDITABLE (self->quiet_from_row)),
                              gtk_editable_get_text (GTK_EDITABLE (self->quiet_until_row)));
}

static void
ebb_plans_page_dispose (GObject *object)
{
  g_clear_pointer (&EBB_PLANS_PAGE (object)->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (ebb_plans_page_parent_class)->dispose (object);
}

static void
ebb_plans_page_finalize (GObject *object)
{
  g_free (EBB_PLANS_PAGE (object)->shown);
  g_free (EBB_PLANS_PAGE (object)->quiet);
  G_OBJECT_CLASS (ebb_plans_page_parent_class)->finalize (object);
}

static void
ebb_plans_page_class_init (EbbPlansPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ebb_plans_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = ebb_plans_page_finalize;
  g_type_ensure (EBB_TYPE_COLUMNS);
  g_type_ensure (EBB_TYPE_WEEK_STRIP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/ebb_boots/Ebb/plans/ebb-plans-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EbbPlansPage, stack);
  gtk_widget_class_bind_template_child (widget_class, EbbPlansPage, week_strip);
  gtk_widget_class_bind_template_child (widget_class, EbbPlansPage, next_group);
  gtk_widget_class_bind_template_child (widget_class, EbbPlansPage, plans_group);
  gtk_widget_class_bind_template_child (widget_class, EbbPlansPage, quiet_group);
  gtk_widget_class_bind_template_child (widget_class, EbbPlansPage, missed_group);
  gtk_widget_class_bind_template_child (widget_class, EbbPlansPage, background_row);
  gtk_widget_class_bind_template_child (widget_class, EbbPlansPage, background_switch);
  gtk_widget_class_bind_template_child (widget_class, EbbPlansPage, quiet_from_row);
  gtk_widget_class_bind_template_child (widget_class, EbbPlansPage, quiet_until_row);
  gtk_widget_class_bind_template_child (widget_class, EbbPlansPage, quiet_error_label);
  gtk_widget_class_bind_template_callback (widget_class, background_set_cb);
  gtk_widget_class_bind_template_callback (widget_class, quiet_applied_cb);
}

static void
ebb_plans_page_init (EbbPlansPage *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  ebb_apply_button_name (self->quiet_from_row);
  ebb_apply_button_name (self->quiet_until_row);
}

static gint64
get_now_s (EbbCore *core)
{
  return ebb_reminders_get_now_s (ebb_core_get_reminders (core));
}

/* ---- the week ---- */

static int
compare_chips (gconstpointer a, gconstpointer b)
{
  gint64 one_s = ((const EbbChip *) a)->planned.slot.start_s;
  gint64 other_s = ((const EbbChip *) b)->planned.slot.start_s;

  return (one_s > other_s) - (one_s < other_s);
}

static void
add_chip (GArray *chips, const EbbPlannedSlot *planned, EbbChipKind kind)
{
  EbbChip chip = { .planned = *planned, .kind = kind };

  g_array_append_val (chips, chip);
}

static void
add_skipped (EbbCore *core, gint64 from_s, gint64 until_s, GArray *chips)
{
  EbbPlans *plans = ebb_core_get_plans (core);

  for (guint i = 0; i < ebb_plans_get_n (plans); i++)
    {
      const EbbPlan *plan = ebb_plans_get_nth (plans, i);
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (plan->zone_id);

      for (guint n = 0; zone != NULL && n < plan->skipped->len; n++)
        {
          EbbPlannedSlot one = { .plan = plan };

          one.slot.local = g_array_index (plan->skipped, EbbLocalTime, n);
          one.slot.start_s = ebb_local_time_to_unix_s (&one.slot.local, zone);
          if (one.slot.start_s >= from_s && one.slot.start_s < until_s)
            add_chip (chips, &one, EBB_CHIP_SKIPPED);
        }
    }
}

/* From seven days that begin with @from_s. */
static GArray *
list_chips (EbbCore *core, gint64 from_s, gint64 until_s)
{
  GArray *chips = g_array_new (FALSE, FALSE, sizeof (EbbChip));
  g_autoptr (GArray) missed = ebb_reminders_list_missed (ebb_core_get_reminders (core), NULL);
  g_autoptr (GArray) planned = ebb_plans_list_slots (
      ebb_core_get_plans (core), NULL, get_now_s (core) - EBB_OFFER_S, WEEK_SLOTS_MAX);

  for (guint i = 0; i < missed->len; i++)
    {
      const EbbPlannedSlot *one = &g_array_index (missed, EbbPlannedSlot, i);

      if (one->slot.start_s >= from_s && one->slot.start_s < until_s)
        add_chip (chips, one, EBB_CHIP_MISSED);
    }
  for (guint i = 0; i < planned->len; i++)
    {
      const EbbPlannedSlot *one = &g_array_index (planned, EbbPlannedSlot, i);

      if (one->slot.start_s < until_s)
        add_chip (chips, one, EBB_CHIP_PLANNED);
    }
  add_skipped (core, from_s, until_s, chips);
  g_array_sort (chips, compare_chips);
  return chips;
}

static void
show_week (EbbPlansPage *self, EbbCore *core)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  EbbLocalTime now = ebb_local_time_from_unix_s (get_now_s (core), zone);
  EbbLocalTime today = ebb_local_time_add_days (&now, 0);
  EbbLocalTime next = ebb_local_time_add_days (&today, EBB_N_WEEKDAYS);
  g_autoptr (GArray) chips = list_chips (core, ebb_local_time_to_unix_s (&today, zone),
                                         ebb_local_time_to_unix_s (&next, zone));

  ebb_week_strip_show (self->week_strip, core, chips, &today, &today);
}

/* ---- rows ---- */

static GtkWidget *
add_row (EbbPlansPage        *self,
         AdwPreferencesGroup *group,
         const char          *title,
         const char          *subtitle,
         const char          *plan_id)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *arrow;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  if (plan_id != NULL)
    {
      arrow = gtk_image_new_from_icon_name ("go-next-symbolic");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "plans.edit");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", plan_id);
    }
  adw_preferences_group_add (group, row);
  g_object_set_data (G_OBJECT (row), "ebb-group", group);
  g_ptr_array_add (self->rows, row);
  return row;
}

static void
add_next (EbbPlansPage *self, EbbCore *core)
{
  g_autoptr (GArray) next =
      ebb_plans_list_slots (ebb_core_get_plans (core), NULL, get_now_s (core), NEXT_MAX);

  for (guint i = 0; i < next->len; i++)
    {
      const EbbPlannedSlot *one = &g_array_index (next, EbbPlannedSlot, i);
      g_autofree char      *when = ebb_plan_words_when (one->slot.start_s, get_now_s (core));
      g_autofree char      *what = ebb_plan_words_what (core, one->plan, one->length_s);

      add_row (self, self->next_group, when, what, one->plan->id);
    }
  if (next->len == 0)
    add_row (self, self->next_group, _ ("Nothing"), _ ("No plan comes again."), NULL);
}

static void
add_plans (EbbPlansPage *self, EbbCore *core)
{
  EbbPlans *plans = ebb_core_get_plans (core);

  for (guint i = 0; i < ebb_plans_get_n (plans); i++)
    {
      const EbbPlan   *plan = ebb_plans_get_nth (plans, i);
      g_autofree char *what = ebb_plan_words_what (core, plan, plan->length_s);
      g_autofree char *rhythm = ebb_plan_words_rhythm (plan);

      add_row (self, self->plans_group, what, rhythm, plan->id);
    }
}

static void
add_missed (EbbPlansPage *self, EbbCore *core)
{
  g_autoptr (GArray) missed = ebb_reminders_list_missed (ebb_core_get_reminders (core), NULL);

  gtk_widget_set_visible (GTK_WIDGET (self->missed_group), missed->len > 0);
  for (guint i = 0; i < MIN (missed->len, MISSED_MAX); i++)
    {
      const EbbPlannedSlot *one = &g_array_index (missed, EbbPlannedSlot, i);
      g_autofree char      *when = ebb_plan_words_when (one->slot.start_s, get_now_s (core));
      g_autofree char      *what = ebb_plan_words_what (core, one->plan, 0);

      gtk_widget_add_css_class (add_row (self, self->missed_group, when, what, NULL), "past");
    }
}

/* All that the rows are made of, in one text. */
static char *
dup_key (EbbCore *core)
{
  EbbPlans *plans = ebb_core_get_plans (core);
  g_autoptr (GArray) next = ebb_plans_list_slots (plans, NULL, get_now_s (core), NEXT_MAX);
  g_autoptr (GArray) missed = ebb_reminders_list_missed (ebb_core_get_reminders (core), NULL);
  GString *key = g_string_new (NULL);

  g_string_append_printf (key, "%" G_GINT64_FORMAT " %u", get_now_s (core) / DAY_S, missed->len);
  for (guint i = 0; i < next->len; i++)
    g_string_append_printf (key, " %" G_GINT64_FORMAT,
                            g_array_index (next, EbbPlannedSlot, i).slot.start_s);
  for (guint i = 0; i < ebb_plans_get_n (plans); i++)
    {
      const EbbPlan   *plan = ebb_plans_get_nth (plans, i);
      g_autofree char *what = ebb_plan_words_what (core, plan, plan->length_s);
      g_autofree char *rhythm = ebb_plan_words_rhythm (plan);

      g_string_append_printf (key, "\n%s %s %s", plan->id, what, rhythm);
    }
  return g_string_free (key, FALSE);
}

static void
show_rows (EbbPlansPage *self, EbbCore *core)
{
  g_autofree char *wanted = dup_key (core);

  if (g_strcmp0 (wanted, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&wanted);
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);

      adw_preferences_group_remove (g_object_get_data (G_OBJECT (row), "ebb-group"), row);
    }
  g_ptr_array_set_size (self->rows, 0);
  add_next (self, core);
  add_plans (self, core);
  add_missed (self, core);
}

/* ---- reminders ---- */

static const char *
say_background (EbbAutostart *autostart)
{
  if (autostart == NULL)
    return _ ("A demonstration reminds while its window is open.");
  switch (ebb_autostart_get_state (autostart))
    {
    case EBB_AUTOSTART_ON:
      return _ ("On: Ebb is started with your desktop, without a window. Nothing starts until you "
                "press Start.");
    case EBB_AUTOSTART_ASKING:
      return _ ("The desktop is being asked.");
    case EBB_AUTOSTART_REFUSED:
      return _ (
          "Not allowed by the system. Its settings say which apps may run in the background.");
    case EBB_AUTOSTART_FAILED:
      return _ ("It could not be written down. Ebb reminds while its window is open.");
    default:
      return _ ("Off: Ebb reminds while its window is open.");
    }
}

static void
show_background (EbbPlansPage *self, EbbCore *core)
{
  EbbAutostart *autostart = ebb_household_get_autostart (ebb_core_get_household (core));
  gboolean is_on = autostart != NULL && ebb_autostart_get_state (autostart) == EBB_AUTOSTART_ON;

  self->is_showing = TRUE;
  adw_action_row_set_subtitle (self->background_row, say_background (autostart));
  gtk_widget_set_sensitive (GTK_WIDGET (self->background_switch), autostart != NULL);
  gtk_switch_set_active (self->background_switch, is_on);
  gtk_switch_set_state (self->background_switch, is_on);
  self->is_showing = FALSE;
}

static char *
describe_minute (int minute)
{
  return minute == EBB_QUIET_NONE_MIN ? g_strdup ("") : ebb_plan_stop_by_to_string (minute);
}

/* What somebody is typing stays until what is kept changes. */
static void
show_quiet (EbbPlansPage *self, EbbCore *core)
{
  const EbbMember *member = ebb_people_get_current (ebb_core_get_people (core));
  g_autofree char *title = NULL;
  g_autofree char *from = NULL;
  g_autofree char *until = NULL;
  g_autofree char *wanted = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->quiet_group), member != NULL);
  if (member == NULL)
    return;
  from = describe_minute (member->quiet.from_min);
  until = describe_minute (member->quiet.until_min);
  wanted = g_strdup_printf ("%s %s %s %s", member->id, member->name, from, until);
  if (g_strcmp0 (wanted, self->quiet) == 0)
    return;
  g_free (self->quiet);
  self->quiet = g_steal_pointer (&wanted);
  /* Translators: whose quiet hours they are. */
  title = member->name[0] != '\0' ? g_strdup_printf (_ ("Quiet hours of %s"), member->name)
                                  : g_strdup (_ ("Quiet hours"));
  adw_preferences_group_set_title (self->quiet_group, title);
  gtk_editable_set_text (GTK_EDITABLE (self->quiet_from_row), from);
  gtk_editable_set_text (GTK_EDITABLE (self->quiet_until_row), until);
}

void
ebb_plans_page_show (EbbPlansPage *self, EbbCore *core)
{
  g_return_if_fail (EBB_IS_PLANS_PAGE (self));

  gtk_stack_set_visible_child_name (
      self->stack, ebb_plans_get_n (ebb_core_get_plans (core)) > 0 ? "plans" : "empty");
  show_week (self, core);
  show_rows (self, core);
  show_background (self, core);
  show_quiet (self, core);
}

/**
 * ebb_plans_page_say_quiet:
 * @error: (nullable): nothing is wrong
 *
 * Why the quiet hours were not taken, below them.
 */
void
ebb_plans_page_say_quiet (EbbPlansPage *self, const char *error)
{
  g_return_if_fail (EBB_IS_PLANS_PAGE (self));

  gtk_label_set_label (GTK_LABEL (self->quiet_error_label), error != NULL ? error : "");
  gtk_widget_set_visible (self->quiet_error_label, error != NULL);
}
