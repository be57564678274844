/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-figure.h"

#include <glib/gi18n.h>

#include "ebb-palette.h"
#include "ebb-words.h"
#include "ebb-zone-painter.h"

#define MARGIN_TOP 14
#define MARGIN_BOTTOM 34
#define SMALL_WIDTH 380
#define MINIMUM_WIDTH 280
#define NATURAL_WIDTH 460
#define MINIMUM_HEIGHT 270
#define NATURAL_HEIGHT 344

typedef struct
{
  double   left_x; /* the middle of the left leg */
  double   right_x;
  double   top;
  double   scale;
  gboolean is_small;
} Frame;

struct _EbbFigure
{
  GtkWidget parent_instance;

  /* state */
  EbbFigureValues values;
  Frame           frame;
  char           *description;

  /* owned: what was drawn last, kept until it would look different */
  EbbPalette     palette;
  gboolean       has_palette;
  EbbZoneLook    looks[EBB_N_SIDES][EBB_N_ZONES];
  GskRenderNode *zone_nodes[EBB_N_SIDES][EBB_N_ZONES];
  GskRenderNode *words_node;
  GskRenderNode *glyph_node;
};

G_DEFINE_FINAL_TYPE (EbbFigure, ebb_figure, GTK_TYPE_WIDGET)

static gboolean
has_zone (EbbFigure *self, EbbSide side, EbbZone zone)
{
  return (self->values.zones[side] & EBB_ZONE_BIT (zone)) != 0;
}

static EbbZoneMask
get_all_zones (EbbFigure *self)
{
  return self->values.zones[EBB_SIDE_LEFT] | self->values.zones[EBB_SIDE_RIGHT];
}

static void
forget_pictures (EbbFigure *self)
{
  for (int side = 0; side < EBB_N_SIDES; side++)
    for (int zone = 0; zone < EBB_N_ZONES; zone++)
      g_clear_pointer (&self->zone_nodes[side][zone], gsk_render_node_unref);
  g_clear_pointer (&self->words_node, gsk_render_node_unref);
  g_clear_pointer (&self->glyph_node, gsk_render_node_unref);
}

static void
colours_changed_cb (EbbFigure *self)
{
  forget_pictures (self);
  self->has_palette = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static double
find_scale_for_width (int width)
{
  return width / (width > SMALL_WIDTH ? 352.0 : 400.0);
}

static Frame
fit_frame (int width, int height)
{
  double scale =
      MIN ((height - MARGIN_TOP - MARGIN_BOTTOM) / EBB_LEG_HEIGHT, find_scale_for_width (width));
  double gap = 62 * scale + 18;

  return (Frame){
    .left_x = width / 2.0 - gap,
    .right_x = width / 2.0 + gap,
    .top = MARGIN_TOP + (height - MARGIN_TOP - MARGIN_BOTTOM - EBB_LEG_HEIGHT * scale) / 2,
    .scale = scale,
    .is_small = width <= SMALL_WIDTH,
  };
}

typedef struct
{
  double      x;
  double      y;     /* of the middle of the line */
  double      align; /* 0: to the right of x, 0.5: around it, 1: to its left */
  int         size;  /* pixels */
  PangoWeight weight;
  GdkRGBA     colour;
} TextPlace;

/* Returns the width it took. */
static double
draw_text (EbbFigure *self, GtkSnapshot *snapshot, const char *text, TextPlace place)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  PangoFontDescription *font = pango_font_description_copy (
      pango_context_get_font_description (gtk_widget_get_pango_context (GTK_WIDGET (self))));
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  int width;
  int height;

  pango_font_description_set_absolute_size (font, place.size * PANGO_SCALE);
  pango_font_description_set_weight (font, place.weight);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) (place.x - width * place.align),
                                                          (float) (place.y - height / 2.0)));
  gtk_snapshot_append_layout (snapshot, layout, &place.colour);
  gtk_snapshot_restore (snapshot);
  return width;
}

static void
draw_heat (EbbFigure *self, GtkSnapshot *snapshot, int16_t heat_ddeg, TextPlace place)
{
  g_autofree char *text = ebb_words_heat (heat_ddeg);
  double           width;
  double           glyph_x;

  place.size = 12;
  place.weight = PANGO_WEIGHT_SEMIBOLD;
  place.colour = self->palette.heat_text;
  if (place.align < 0.5)
    place.x += 17;
  width = draw_text (self, snapshot, text, place);
  glyph_x = place.align < 0.5 ? place.x - 16 : place.x - width - 17;
  if (self->glyph_node == NULL)
    {
      GtkSnapshot *inner = gtk_snapshot_new ();
      cairo_t     *cairo = gtk_snapshot_append_cairo (inner, &GRAPHENE_RECT_INIT (-2, -2, 18, 14));

      ebb_zone_painter_paint_heat_glyph (cairo, &self->palette);
      cairo_destroy (cairo);
      self->glyph_node = gtk_snapshot_free_to_node (inner);
    }
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) glyph_x, (float) (place.y - 5)));
  gtk_snapshot_append_node (snapshot, self->glyph_node);
  gtk_snapshot_restore (snapshot);
}

static void
draw_number (EbbFigure *self, GtkSnapshot *snapshot, const EbbZoneLook *look, EbbZone zone)
{
  const EbbZoneReading *reading = &self->values.zone[look->side][zone];
  double                outward = look->side == EBB_SIDE_LEFT ? -1 : 1;
  double middle = look->side == EBB_SIDE_LEFT ? self->frame.left_x : self->frame.right_x;
  double y = self->frame.top + self->frame.scale * (look->band.top + look->band.bottom) / 2;
  g_autofree char *number =
      look->whole_mmhg < 0 ? g_strdup ("?") : g_strdup_printf ("%d", look->whole_mmhg);
  TextPlace place = {
    .x = middle + outward * (46 * self->frame.scale + 8),
    .y = look->is_heated ? y - 9 : y,
    .align = outward < 0 ? 1 : 0,
    .size = self->frame.is_small ? 17 : 20,
    .weight = look->is_filling ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_SEMIBOLD,
    .colour = self->palette.text,
  };

  draw_text (self, snapshot, number, place);
  place.y = y + 13;
  if (look->is_heated)
    draw_heat (self, snapshot, reading->heat_ddeg, place);
}

static EbbZoneLook
find_look (EbbFigure *self, EbbSide side, EbbZone zone)
{
  const EbbZoneReading *reading = &self->values.zone[side][zone];
  gboolean              is_used = ebb_legs_has_side (self->values.legs, side);

  return (EbbZoneLook){
    .side = side,
    .band = ebb_leg_shape_get_band (zone, self->values.zones[side]),
    .whole_mmhg = self->values.is_empty     ? 0
                  : self->values.is_unknown ? -1
                                            : ebb_pa_to_whole_mmhg (reading->pressure_pa),
    .cap_mmhg = ebb_pa_to_whole_mmhg (self->values.cap_pa),
    .is_used = is_used,
    .is_filling = is_used && !self->values.is_unknown && reading->is_filling,
    .is_heated = is_used && !self->values.is_unknown && reading->heat_ddeg != EBB_HEAT_OFF_DDEG,
    .heat_ddeg = reading->heat_ddeg,
  };
}

static GskRenderNode *
record_zone (EbbFigure *self, const EbbZoneLook *look, EbbZone zone)
{
  GtkSnapshot    *snapshot = gtk_snapshot_new ();
  double          x = look->side == EBB_SIDE_LEFT ? self->frame.left_x : self->frame.right_x;
  double          reach = 58 * self->frame.scale;
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (
      (float) (x - reach), (float) (self->frame.top + self->frame.scale * (look->band.top - 10)),
      (float) (2 * reach), (float) (self->frame.scale * (look->band.bottom - look->band.top + 20)));
  cairo_t *cairo = gtk_snapshot_append_cairo (snapshot, &bounds);

  cairo_translate (cairo, x, self->frame.top);
  cairo_scale (cairo, self->frame.scale, self->frame.scale);
  ebb_zone_painter_paint (cairo, &self->palette, look);
  cairo_destroy (cairo);
  if (look->is_used && !self->values.is_empty)
    draw_number (self, snapshot, look, zone);
  return gtk_snapshot_free_to_node (snapshot);
}

static gboolean
is_same_look (const EbbZoneLook *one, const EbbZoneLook *other)
{
  return one->whole_mmhg == other->whole_mmhg && one->cap_mmhg == other->cap_mmhg
         && one->is_used == other->is_used && one->is_filling == other->is_filling
         && one->is_heated == other->is_heated && one->heat_ddeg == other->heat_ddeg;
}

static void
draw_zone (EbbFigure *self, GtkSnapshot *snapshot, EbbSide side, EbbZone zone)
{
  EbbZoneLook look = find_look (self, side, zone);

  if (self->zone_nodes[side][zone] == NULL || !is_same_look (&look, &self->looks[side][zone]))
    {
      g_clear_pointer (&self->zone_nodes[side][zone], gsk_render_node_unref);
      self->zone_nodes[side][zone] = record_zone (self, &look, zone);
      self->looks[side][zone] = look;
    }
  if (self->zone_nodes[side][zone] != NULL)
    gtk_snapshot_append_node (snapshot, self->zone_nodes[side][zone]);
}

/* Names between the legs, sides under the feet: nothing here moves while a session runs. */
static GskRenderNode *
record_words (EbbFigure *self)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  EbbZoneMask  existing = get_all_zones (self);
  double       middle = gtk_widget_get_width (GTK_WIDGET (self)) / 2.0;
  TextPlace    place = {
       .x = middle,
       .align = 0.5,
       .size = self->frame.is_small ? 11 : 12,
       .weight = PANGO_WEIGHT_MEDIUM,
       .colour = self->palette.dim,
  };

  for (EbbZone zone = EBB_ZONE_FOOT; zone < EBB_N_ZONES; zone++)
    if ((existing & EBB_ZONE_BIT (zone)) != 0)
      {
        EbbLegBand band = ebb_leg_shape_get_band (zone, existing);

        place.y = self->frame.top + self->frame.scale * (band.top + band.bottom) / 2;
        draw_text (self, snapshot, ebb_words_zone (zone, existing), place);
      }
  place.y = self->frame.top + EBB_LEG_HEIGHT * self->frame.scale + 18;
  place.size = 11;
  if (!self->values.is_empty)
    draw_text (self, snapshot, _ ("mmHg"), place);
  place.size = 13;
  place.weight = PANGO_WEIGHT_BOLD;
  place.colour = self->palette.text;
  place.x = self->frame.left_x;
  draw_text (self, snapshot, ebb_words_side (EBB_SIDE_LEFT), place);
  place.x = self->frame.right_x;
  draw_text (self, snapshot, ebb_words_side (EBB_SIDE_RIGHT), place);
  return gtk_snapshot_free_to_node (snapshot);
}

static void
ebb_figure_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  EbbFigure *self = EBB_FIGURE (widget);

  if (!self->has_palette)
    ebb_palette_read (&self->palette, widget);
  self->has_palette = TRUE;
  if (self->words_node == NULL)
    self->words_node = record_words (self);
  if (self->words_node != NULL)
    gtk_snapshot_append_node (snapshot, self->words_node);
  for (int side = 0; side < EBB_N_SIDES; side++)
    for (int zone = 0; zone < EBB_N_ZONES; zone++)
      if (has_zone (self, side, zone))
        draw_zone (self, snapshot, side, zone);
}

static void
ebb_figure_measure (GtkWidget     *widget,
                    GtkOrientation orientation,
                    int            for_size,
                    int           *minimum,
                    int           *natural,
                    int           *minimum_baseline,
                    int           *natural_baseline)
{
  gboolean is_width = orientation == GTK_ORIENTATION_HORIZONTAL;

  *minimum = is_width ? MINIMUM_WIDTH : MINIMUM_HEIGHT;
  *natural = is_width ? NATURAL_WIDTH : NATURAL_HEIGHT;
  /* Where the width decides the scale, more height would be a blank. */
  if (!is_width && for_size > 0)
    *natural = CLAMP ((int) (find_scale_for_width (for_size) * EBB_LEG_HEIGHT) + MARGIN_TOP
                          + MARGIN_BOTTOM,
                      MINIMUM_HEIGHT, NATURAL_HEIGHT);
  *minimum_baseline = *natural_baseline = -1;
}

static GtkSizeRequestMode
ebb_figure_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
ebb_figure_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  EbbFigure *self = EBB_FIGURE (widget);

  forget_pictures (self);
  self->frame = fit_frame (width, height);
}

static void
ebb_figure_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (ebb_figure_parent_class)->css_changed (widget, change);
  colours_changed_cb (EBB_FIGURE (widget));
}

static void
ebb_figure_finalize (GObject *object)
{
  EbbFigure *self = EBB_FIGURE (object);

  forget_pictures (self);
  g_free (self->description);
  G_OBJECT_CLASS (ebb_figure_parent_class)->finalize (object);
}

static void
ebb_figure_class_init (EbbFigureClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = ebb_figure_finalize;
  widget_class->snapshot = ebb_figure_snapshot;
  widget_class->measure = ebb_figure_measure;
  widget_class->get_request_mode = ebb_figure_get_request_mode;
  widget_class->size_allocate = ebb_figure_size_allocate;
  widget_class->css_changed = ebb_figure_css_changed;
  gtk_widget_class_set_css_name (widget_class, "figure");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
ebb_figure_init (EbbFigure *self)
{
  ebb_figure_values_init (&self->values);
  self->frame = fit_frame (NATURAL_WIDTH, NATURAL_HEIGHT);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Legs"),
                                  -1);
  ebb_palette_watch (GTK_WIDGET (self), G_CALLBACK (colours_changed_cb));
}

/**
 * ebb_figure_new:
 *
 * Returns: a figure without zones
 */
GtkWidget *
ebb_figure_new (void)
{
  return g_object_new (EBB_TYPE_FIGURE, NULL);
}

static gboolean
is_same_reading (const EbbZoneReading *one, const EbbZoneReading *other)
{
  return one->pressure_pa == other->pressure_pa && one->setpoint_pa == other->setpoint_pa
         && one->temperature_ddeg == other->temperature_ddeg && one->heat_ddeg == other->heat_ddeg
         && one->is_filling == other->is_filling;
}

static gboolean
looks_the_same (const EbbFigureValues *one, const EbbFigureValues *other)
{
  gboolean is_same = one->legs == other->legs && one->cap_pa == other->cap_pa
                     && one->is_empty == other->is_empty && one->is_unknown == other->is_unknown;

  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      is_same = is_same && one->zones[side] == other->zones[side];
      for (int zone = 0; zone < EBB_N_ZONES; zone++)
        is_same = is_same && is_same_reading (&one->zone[side][zone], &other->zone[side][zone]);
    }
  return is_same;
}

/**
 * ebb_figure_show:
 *
 * Draws again only if something looks different.
 */
void
ebb_figure_show (EbbFigure *self, const EbbFigureValues *values)
{
  g_autofree char *description = NULL;

  g_return_if_fail (EBB_IS_FIGURE (self));

  if (self->description != NULL && looks_the_same (values, &self->values))
    return;
  description = ebb_figure_values_describe (values);
  if (memcmp (values->zones, self->values.zones, sizeof values->zones) != 0
      || values->is_empty != self->values.is_empty || values->legs != self->values.legs)
    forget_pictures (self);
  self->values = *values;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (g_strcmp0 (description, self->description) == 0)
    return;
  g_free (self->description);
  self->description = g_steal_pointer (&description);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  self->description, -1);
}
