/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-columns.h"

/* Two columns and the gap between them, within the margins of a window of 700 pixels. */
#define WIDE_PX 660
#define GAP 24
#define ROW_GAP 18
#define FIGURE_MAX_HEIGHT 572

typedef enum
{
  PART_FIGURE,
  PART_HEAD,
  PART_BODY,
  PART_FOOT,
  N_PARTS,
} Part;

struct _EbbColumns
{
  GtkWidget parent_instance;

  /* owned */
  GtkWidget *parts[N_PARTS];

  /* state */
  EbbFootPlace foot_place;
  gboolean     is_in_parts;
  int          n_drawn; /* parts that are drawn, of the drawing order; below 0: it just came up */
  guint        tick_id; /* while there are parts that are not drawn */
};

typedef enum
{
  PROP_IN_PARTS = 1,
  N_PROPERTIES,
} Property;

/* The foot comes first: where it reaches below the view, the view is cut from then on, and what is
 * drawn already would be drawn again. */
static const Part drawing_order[N_PARTS] = { PART_FOOT, PART_HEAD, PART_BODY, PART_FIGURE };

static GParamSpec *properties[N_PROPERTIES];

static const char *const  part_names[N_PARTS] = { "figure", "head", "body", "foot" };
static GtkBuildableIface *parent_buildable;

static void
ebb_columns_add_child (GtkBuildable *buildable,
                       GtkBuilder   *builder,
                       GObject      *child,
                       const char   *type)
{
  EbbColumns *self = EBB_COLUMNS (buildable);

  for (int part = 0; part < N_PARTS; part++)
    if (g_strcmp0 (type, part_names[part]) == 0)
      {
        self->parts[part] = GTK_WIDGET (child);
        gtk_widget_set_parent (GTK_WIDGET (child), GTK_WIDGET (self));
        return;
      }
  parent_buildable->add_child (buildable, builder, child, type);
}

static void
buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = ebb_columns_add_child;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (EbbColumns,
                               ebb_columns,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_init))

static gboolean
is_shown (EbbColumns *self, Part part)
{
  return self->parts[part] != NULL && gtk_widget_should_layout (self->parts[part]);
}

/* A head alone has nothing to stand beside, and takes the whole width. */
static gboolean
is_wide (EbbColumns *self, int width)
{
  return width >= WIDE_PX
         && (is_shown (self, PART_FIGURE) || is_shown (self, PART_BODY)
             || is_shown (self, PART_FOOT));
}

static int
measure_height (EbbColumns *self, Part part, int width)
{
  int natural = 0;

  if (is_shown (self, part))
    gtk_widget_measure (self->parts[part], GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL,
                        NULL);
  return natural;
}

static int
stack_heights (const int *heights, gsize n)
{
  int sum = 0;

  for (gsize i = 0; i < n; i++)
    if (heights[i] > 0)
      sum += heights[i] + (sum > 0 ? ROW_GAP : 0);
  return sum;
}

static int
measure_narrow (EbbColumns *self, int width)
{
  int heights[N_PARTS];

  for (int part = 0; part < N_PARTS; part++)
    heights[part] = measure_height (self, part, width);
  return stack_heights (heights, N_PARTS);
}

static int
measure_wide (EbbColumns *self, int width)
{
  int      column = (width - GAP) / 2;
  gboolean is_across = self->foot_place == EBB_FOOT_ACROSS;
  int      foot = measure_height (self, PART_FOOT, is_across ? width : column);
  int      left[] = { measure_height (self, PART_FIGURE, column), is_across ? 0 : foot };
  int      right[] = { measure_height (self, PART_HEAD, column),
                       measure_height (self, PART_BODY, column) };
  int rows[] = { MAX (stack_heights (left, 2), stack_heights (right, 2)), is_across ? foot : 0 };

  return stack_heights (rows, 2);
}

static void
ebb_columns_measure (GtkWidget     *widget,
                     GtkOrientation orientation,
                     int            for_size,
                     int           *minimum,
                     int           *natural,
                     int           *minimum_baseline,
                     int           *natural_baseline)
{
  EbbColumns *self = EBB_COLUMNS (widget);

  *minimum = *natural = 0;
  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      int width = for_size >= 0 ? for_size : WIDE_PX;

      *minimum = *natural =
          is_wide (self, width) ? measure_wide (self, width) : measure_narrow (self, width);
      return;
    }
  for (int part = 0; part < N_PARTS; part++)
    if (is_shown (self, part))
      {
        int part_minimum;
        int part_natural;

        gtk_widget_measure (self->parts[part], orientation, -1, &part_minimum, &part_natural, NULL,
                            NULL);
        *minimum = MAX (*minimum, part_minimum);
        *natural = MAX (*natural, part_natural);
      }
  *natural = MAX (2 * *natural + GAP, *minimum);
}

/* Gives @part its place and returns where the next one begins. */
static int
place_part (EbbColumns *self, Part part, GdkRectangle place)
{
  if (!is_shown (self, part))
    return place.y;
  gtk_widget_size_allocate (self->parts[part], &place, -1);
  return place.y + place.height + ROW_GAP;
}

static const Part *
get_order (EbbColumns *self)
{
  static const Part across[N_PARTS] = { PART_HEAD, PART_FIGURE, PART_BODY, PART_FOOT };
  static const Part under[N_PARTS] = { PART_HEAD, PART_FIGURE, PART_FOOT, PART_BODY };

  return self->foot_place == EBB_FOOT_ACROSS ? across : under;
}

static void
allocate_narrow (EbbColumns *self, int width)
{
  const Part *order = get_order (self);
  int         y = 0;

  for (int i = 0; i < N_PARTS; i++)
    y = place_part (self, order[i],
                    (GdkRectangle){ 0, y, width, measure_height (self, order[i], width) });
}

static void
allocate_wide (EbbColumns *self, int width, int height)
{
  int      column = (width - GAP) / 2;
  gboolean is_across = self->foot_place == EBB_FOOT_ACROSS;
  gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int      figure_x = is_rtl ? width - column : 0;
  int      other_x = is_rtl ? 0 : width - column;
  int      foot = measure_height (self, PART_FOOT, is_across ? width : column);
  int      head = measure_height (self, PART_HEAD, column);
  int      body = measure_height (self, PART_BODY, column);
  int      right = stack_heights ((int[]){ head, body }, 2);
  int      figure = measure_height (self, PART_FIGURE, column);
  int      room = foot > 0 ? height - foot - ROW_GAP : height;
  int      y;

  figure = MAX (figure, MIN (room, FIGURE_MAX_HEIGHT));
  if (is_across && right > figure)
    figure = right;
  y = place_part (self, PART_FIGURE, (GdkRectangle){ figure_x, 0, column, figure });
  if (is_across)
    place_part (self, PART_FOOT, (GdkRectangle){ 0, y, width, foot });
  else
    place_part (self, PART_FOOT, (GdkRectangle){ figure_x, y, column, foot });
  /* What is beside a figure stands at its middle; a form begins at the top. */
  y = is_across ? MAX (0, (figure - right) / 2) : 0;
  y = place_part (self, PART_HEAD, (GdkRectangle){ other_x, y, column, head });
  place_part (self, PART_BODY, (GdkRectangle){ other_x, y, column, body });
}

static void
ebb_columns_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  if (is_wide (EBB_COLUMNS (widget), width))
    allocate_wide (EBB_COLUMNS (widget), width, height);
  else
    allocate_narrow (EBB_COLUMNS (widget), width);
}

static int
find_focused (EbbColumns *self, const Part *order)
{
  GtkWidget *child = gtk_widget_get_focus_child (GTK_WIDGET (self));

  for (int i = 0; i < N_PARTS && child != NULL; i++)
    if (self->parts[order[i]] == child)
      return i;
  return -1;
}

/* Tab goes the same way in a wide window as in a narrow one, whatever is taller. */
static gboolean
ebb_columns_focus (GtkWidget *widget, GtkDirectionType direction)
{
  EbbColumns *self = EBB_COLUMNS (widget);
  const Part *order = get_order (self);
  int         step = direction == GTK_DIR_TAB_FORWARD ? 1 : -1;
  int         i = find_focused (self, order);

  if (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD)
    return GTK_WIDGET_CLASS (ebb_columns_parent_class)->focus (widget, direction);
  if (i < 0)
    i = step > 0 ? 0 : N_PARTS - 1;
  for (; i >= 0 && i < N_PARTS; i += step)
    if (is_shown (self, order[i]) && gtk_widget_child_focus (self->parts[order[i]], direction))
      return TRUE;
  return FALSE;
}

/* The next part at the next frame. What waits in between, a press on Stop, has its turn. */
static gboolean
draw_next_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  EbbColumns *self = EBB_COLUMNS (widget);

  self->n_drawn++;
  gtk_widget_queue_draw (widget);
  if (self->n_drawn < N_PARTS)
    return G_SOURCE_CONTINUE;
  self->tick_id = 0;
  return G_SOURCE_REMOVE;
}

static void
stop_drawing_in_parts (EbbColumns *self)
{
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
  self->tick_id = 0;
  self->n_drawn = N_PARTS;
}

static void
ebb_columns_map (GtkWidget *widget)
{
  EbbColumns *self = EBB_COLUMNS (widget);

  GTK_WIDGET_CLASS (ebb_columns_parent_class)->map (widget);
  if (!self->is_in_parts)
    return;
  /* The first frame has enough to do: it lays the page out; and the second lays out what a scrolled
   * window finds only then. */
  self->n_drawn = -2;
  self->tick_id = gtk_widget_add_tick_callback (widget, draw_next_cb, NULL, NULL);
}

static void
ebb_columns_unmap (GtkWidget *widget)
{
  stop_drawing_in_parts (EBB_COLUMNS (widget));
  GTK_WIDGET_CLASS (ebb_columns_parent_class)->unmap (widget);
}

static void
ebb_columns_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  EbbColumns *self = EBB_COLUMNS (widget);

  for (int i = 0; i < self->n_drawn; i++)
    if (self->parts[drawing_order[i]] != NULL)
      gtk_widget_snapshot_child (widget, self->parts[drawing_order[i]], snapshot);
}

static GtkSizeRequestMode
ebb_columns_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
ebb_columns_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  EbbColumns *self = EBB_COLUMNS (object);

  switch ((Property) id)
    {
    case PROP_IN_PARTS:
      self->is_in_parts = g_value_get_boolean (value);
      break;
    case N_PROPERTIES:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      break;
    }
}

static void
ebb_columns_dispose (GObject *object)
{
  EbbColumns *self = EBB_COLUMNS (object);

  for (int part = 0; part < N_PARTS; part++)
    g_clear_pointer (&self->parts[part], gtk_widget_unparent);
  G_OBJECT_CLASS (ebb_columns_parent_class)->dispose (object);
}

static void
ebb_columns_class_init (EbbColumnsClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ebb_columns_dispose;
  object_class->set_property = ebb_columns_set_property;
  widget_class->map = ebb_columns_map;
  widget_class->unmap = ebb_columns_unmap;
  widget_class->snapshot = ebb_columns_snapshot;
  widget_class->measure = ebb_columns_measure;
  widget_class->size_allocate = ebb_columns_size_allocate;
  widget_class->get_request_mode = ebb_columns_get_request_mode;
  widget_class->focus = ebb_columns_focus;

  /**
   * EbbColumns:in-parts:
   *
   * Whether a page that comes up is drawn one part a frame, not all of them in one. A page that
   * comes up while air moves must not hold up a press on Stop; one that tells of trouble is drawn
   * at once.
   */
  properties[PROP_IN_PARTS] =
      g_param_spec_boolean ("in-parts", NULL, NULL, FALSE,
                            G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
ebb_columns_init (EbbColumns *self)
{
  self->n_drawn = N_PARTS;
}

/**
 * ebb_columns_set_foot_place:
 *
 * Where the foot goes; %EBB_FOOT_ACROSS unless set.
 */
void
ebb_columns_set_foot_place (EbbColumns *self, EbbFootPlace place)
{
  g_return_if_fail (EBB_IS_COLUMNS (self));

  self->foot_place = place;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
