/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-figure-painter.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ebb-words.h"

#define MARGIN_TOP 14
#define MARGIN_BOTTOM 34
#define SMALL_WIDTH 380
#define SIDE_SIZE 13
#define SIDE_WEIGHT PANGO_WEIGHT_BOLD
/* A fill that moves by less than this looks the same. */
#define SHARE_STEP 0.0025

static void
forget_zone (EbbZonePicture *picture)
{
  g_clear_pointer (&picture->body, gsk_render_node_unref);
  g_clear_pointer (&picture->number, gsk_render_node_unref);
  picture->is_kept = FALSE;
}

/**
 * ebb_figure_painter_forget:
 *
 * Frees the pictures: what they show looks different now.
 */
void
ebb_figure_painter_forget (EbbFigurePainter *self)
{
  for (int side = 0; side < EBB_N_SIDES; side++)
    for (int zone = 0; zone < EBB_N_ZONES; zone++)
      {
        EbbZonePicture *picture = &self->pictures[side][zone];

        forget_zone (picture);
        g_clear_pointer (&picture->outline, gsk_render_node_unref);
        g_clear_pointer (&picture->place.shape, cairo_surface_destroy);
        picture->is_outlined = FALSE;
      }
  g_clear_pointer (&self->words_node, gsk_render_node_unref);
  g_clear_pointer (&self->glyph_node, gsk_render_node_unref);
}

static double
find_scale (int width)
{
  return width / (width > SMALL_WIDTH ? 352.0 : 400.0);
}

static EbbFigureFrame
fit_frame (int width, int height)
{
  double scale = MIN ((height - MARGIN_TOP - MARGIN_BOTTOM) / EBB_LEG_HEIGHT, find_scale (width));
  double gap = 62 * scale + 18;

  return (EbbFigureFrame){
    .left_x = width / 2.0 - gap,
    .right_x = width / 2.0 + gap,
    .top = MARGIN_TOP + (height - MARGIN_TOP - MARGIN_BOTTOM - EBB_LEG_HEIGHT * scale) / 2,
    .scale = scale,
    .is_small = width <= SMALL_WIDTH,
  };
}

/**
 * ebb_figure_painter_find_height:
 *
 * Returns: the height that legs in @width have at most; more would be a blank
 */
int
ebb_figure_painter_find_height (int width)
{
  return (int) (find_scale (width) * EBB_LEG_HEIGHT) + MARGIN_TOP + MARGIN_BOTTOM;
}

/**
 * ebb_figure_painter_fit:
 *
 * Puts the legs into the middle of @width and @height.
 */
void
ebb_figure_painter_fit (EbbFigurePainter *self, int width, int height)
{
  ebb_figure_painter_forget (self);
  self->frame = fit_frame (width, height);
}

static gboolean
has_zone (EbbFigurePainter *self, EbbSide side, EbbZone zone)
{
  return (self->values->zones[side] & EBB_ZONE_BIT (zone)) != 0;
}

static EbbZoneMask
get_all_zones (EbbFigurePainter *self)
{
  return self->values->zones[EBB_SIDE_LEFT] | self->values->zones[EBB_SIDE_RIGHT];
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

static PangoLayout *
lay_out (EbbFigurePainter *self, const char *text, int size, PangoWeight weight)
{
  PangoLayout          *layout = gtk_widget_create_pango_layout (self->widget, text);
  PangoFontDescription *font = pango_font_description_copy (
      pango_context_get_font_description (gtk_widget_get_pango_context (self->widget)));
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_font_description_set_weight (font, weight);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout, attributes);
  return layout;
}

/* Returns the width it took. */
static double
draw_text (EbbFigurePainter *self, GtkSnapshot *snapshot, const char *text, TextPlace place)
{
  g_autoptr (PangoLayout) layout = lay_out (self, text, place.size, place.weight);
  int width;
  int height;

  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) (place.x - width * place.align),
                                                          (float) (place.y - height / 2.0)));
  gtk_snapshot_append_layout (snapshot, layout, &place.colour);
  gtk_snapshot_restore (snapshot);
  return width;
}

static void
draw_heat (EbbFigurePainter *self, GtkSnapshot *snapshot, int16_t heat_ddeg, TextPlace place)
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
draw_number (EbbFigurePainter *self, GtkSnapshot *snapshot, const EbbZoneLook *look, EbbZone zone)
{
  const EbbZoneReading *reading = &self->values->zone[look->side][zone];
  double                outward = look->side == EBB_SIDE_LEFT ? -1 : 1;
  double middle = look->side == EBB_SIDE_LEFT ? self->frame.left_x : self->frame.right_x;
  double y = self->frame.top + self->frame.scale * (look->band.top + look->band.bottom) / 2;
  g_autofree char *number = ebb_told_to_text (&look->told);
  TextPlace        place = {
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
find_look (EbbFigurePainter *self, EbbSide side, EbbZone zone)
{
  const EbbZoneReading *reading = &self->values->zone[side][zone];
  gboolean              is_used = ebb_legs_has_side (self->values->legs, side);
  EbbTold               told = self->motion->to[side][zone];

  return (EbbZoneLook){
    .side = side,
    .band = ebb_leg_shape_get_band (zone, self->values->zones[side]),
    .told = told,
    .share = round (self->motion->share[side][zone] / SHARE_STEP) * SHARE_STEP,
    .is_used = is_used,
    .is_filling = is_used && told.kind != EBB_TOLD_UNKNOWN && reading->is_filling,
    .is_heated = is_used && !self->values->is_unknown && reading->heat_ddeg != EBB_HEAT_OFF_DDEG,
    .heat_ddeg = reading->heat_ddeg,
  };
}

/* In whole pixels: then what is kept is copied as it is. */
static void
find_place (EbbFigurePainter *self, EbbZonePlace *place, const EbbZoneLook *look)
{
  double scale = self->frame.scale;
  double x = look->side == EBB_SIDE_LEFT ? self->frame.left_x : self->frame.right_x;
  double left = floor (x - 58 * scale);
  double top = floor (self->frame.top + scale * (look->band.top - 10));

  place->x = x;
  place->top = self->frame.top;
  place->scale = scale;
  place->bounds =
      GRAPHENE_RECT_INIT ((float) left, (float) top, (float) ceil (x + 58 * scale - left),
                          (float) ceil (self->frame.top + scale * (look->band.bottom + 10) - top));
  ebb_zone_painter_make_shape (place, look, gtk_widget_get_scale_factor (self->widget));
}

static GskRenderNode *
record_body (EbbFigurePainter *self, const EbbZoneLook *look, const EbbZonePlace *place)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  cairo_t     *cairo = gtk_snapshot_append_cairo (snapshot, &place->bounds);

  ebb_zone_painter_paint_body (cairo, &self->palette, look, place);
  cairo_destroy (cairo);
  return gtk_snapshot_free_to_node (snapshot);
}

/* (nullable): nothing stands out */
static GskRenderNode *
record_outline (EbbFigurePainter *self, const EbbZoneLook *look, const EbbZonePlace *place)
{
  cairo_surface_t *outline = ebb_zone_painter_make_outline (
      place, &self->palette, look, gtk_widget_get_scale_factor (self->widget));
  GtkSnapshot *snapshot;
  cairo_t     *cairo;

  if (outline == NULL)
    return NULL;
  snapshot = gtk_snapshot_new ();
  cairo = gtk_snapshot_append_cairo (snapshot, &place->bounds);
  cairo_set_source_surface (cairo, outline, 0, 0);
  cairo_paint (cairo);
  cairo_destroy (cairo);
  cairo_surface_destroy (outline);
  return gtk_snapshot_free_to_node (snapshot);
}

static GskRenderNode *
record_number (EbbFigurePainter *self, const EbbZoneLook *look, EbbZone zone)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  if (look->is_used && !self->values->is_empty)
    draw_number (self, snapshot, look, zone);
  return gtk_snapshot_free_to_node (snapshot);
}

static gboolean
is_same_outline (const EbbZoneLook *one, const EbbZoneLook *other)
{
  return one->is_used == other->is_used && one->is_filling == other->is_filling
         && one->is_heated == other->is_heated;
}

/* All of a zone but where its air is drawn. */
static gboolean
is_same_look (const EbbZoneLook *one, const EbbZoneLook *other)
{
  return is_same_outline (one, other) && one->told.kind == other->told.kind
         && one->told.number == other->told.number && one->heat_ddeg == other->heat_ddeg;
}

static void
record_zone (EbbFigurePainter *self, EbbZonePicture *picture, const EbbZoneLook *look, EbbZone zone)
{
  if (picture->place.shape == NULL)
    find_place (self, &picture->place, look);
  if (!picture->is_outlined || !is_same_outline (look, &picture->look))
    {
      g_clear_pointer (&picture->outline, gsk_render_node_unref);
      picture->outline = record_outline (self, look, &picture->place);
    }
  picture->is_outlined = TRUE;
  if (picture->is_kept && !is_same_look (look, &picture->look))
    forget_zone (picture);
  if (fabs (look->share - picture->look.share) > SHARE_STEP / 2)
    g_clear_pointer (&picture->body, gsk_render_node_unref);
  if (picture->body == NULL)
    picture->body = record_body (self, look, &picture->place);
  picture->look = *look;
  if (picture->is_kept)
    return;
  picture->number = record_number (self, look, zone);
  picture->is_kept = TRUE;
}

static void
append_node (GtkSnapshot *snapshot, GskRenderNode *node)
{
  if (node != NULL)
    gtk_snapshot_append_node (snapshot, node);
}

/* Whether a picture is drawn in this frame: once it was, it is from then on. */
static gboolean
show_picture (EbbFigurePainter *self, gboolean *is_shown)
{
  if (!*is_shown && self->n_allowed == 0)
    {
      self->is_partial = TRUE;
      return FALSE;
    }
  if (!*is_shown)
    self->n_allowed--;
  *is_shown = TRUE;
  return TRUE;
}

static void
draw_zone (EbbFigurePainter *self, GtkSnapshot *snapshot, EbbSide side, EbbZone zone)
{
  EbbZoneLook     look = find_look (self, side, zone);
  EbbZonePicture *picture = &self->pictures[side][zone];

  if (!show_picture (self, &picture->is_shown))
    return;
  record_zone (self, picture, &look, zone);
  append_node (snapshot, picture->outline);
  append_node (snapshot, picture->body);
  append_node (snapshot, picture->number);
}

static void
draw_unit (EbbFigurePainter *self, GtkSnapshot *snapshot, TextPlace place)
{
  g_autofree char *levels = NULL;

  if (!ebb_figure_values_has_only_levels (self->values))
    {
      draw_text (self, snapshot, _ ("mmHg"), place);
      return;
    }
  /* Translators: stands where the unit stands, for numbers as in "L2": the highest level. */
  levels = g_strdup_printf (_ ("Level of %u"), self->values->level_count);
  draw_text (self, snapshot, levels, place);
}

/* Names between the legs, sides under the feet: nothing here moves while a session runs. */
static GskRenderNode *
record_words (EbbFigurePainter *self)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  EbbZoneMask  existing = get_all_zones (self);
  double       middle = gtk_widget_get_width (self->widget) / 2.0;
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
  if (!self->values->is_empty)
    draw_unit (self, snapshot, place);
  place.size = SIDE_SIZE;
  place.weight = SIDE_WEIGHT;
  place.colour = self->palette.text;
  place.x = self->frame.left_x;
  draw_text (self, snapshot, ebb_words_side (EBB_SIDE_LEFT), place);
  place.x = self->frame.right_x;
  draw_text (self, snapshot, ebb_words_side (EBB_SIDE_RIGHT), place);
  return gtk_snapshot_free_to_node (snapshot);
}

/**
 * ebb_figure_painter_find_free:
 *
 * Returns: the width that is free outside the words under the feet, in a figure of @width and any
 *   height, on either side
 */
int
ebb_figure_painter_find_free (EbbFigurePainter *self, int width)
{
  /* The larger the legs, the further apart. */
  EbbFigureFrame frame = fit_frame (width, ebb_figure_painter_find_height (width));
  int            widest = 0;

  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      g_autoptr (PangoLayout) layout =
          lay_out (self, ebb_words_side ((EbbSide) side), SIDE_SIZE, SIDE_WEIGHT);
      int word;

      pango_layout_get_pixel_size (layout, &word, NULL);
      widest = MAX (widest, word);
    }
  return (int) (frame.left_x - widest / 2.0);
}

static void
draw_words (EbbFigurePainter *self, GtkSnapshot *snapshot)
{
  if (self->words_node == NULL)
    self->words_node = record_words (self);
  append_node (snapshot, self->words_node);
}

/**
 * ebb_figure_painter_come_up:
 *
 * From now on every zone may be left out again, until it is drawn.
 */
void
ebb_figure_painter_come_up (EbbFigurePainter *self)
{
  for (int side = 0; side < EBB_N_SIDES; side++)
    for (int zone = 0; zone < EBB_N_ZONES; zone++)
      self->pictures[side][zone].is_shown = FALSE;
  self->are_words_shown = FALSE;
}

/**
 * ebb_figure_painter_draw:
 * @n_allowed: as many pictures are drawn for the first time since it came up, the words and each
 *   zone being one; the rest is left out
 *
 * Records what looks different from the last time, and draws it.
 *
 * Returns: whether all of it was drawn
 */
gboolean
ebb_figure_painter_draw (EbbFigurePainter *self, GtkSnapshot *snapshot, guint n_allowed)
{
  if (!self->has_palette)
    ebb_palette_read (&self->palette, self->widget);
  self->has_palette = TRUE;
  self->n_allowed = n_allowed;
  self->is_partial = FALSE;
  if (show_picture (self, &self->are_words_shown))
    draw_words (self, snapshot);
  for (EbbSide side = EBB_SIDE_LEFT; side < EBB_N_SIDES; side++)
    for (EbbZone zone = EBB_ZONE_FOOT; zone < EBB_N_ZONES; zone++)
      if (has_zone (self, side, zone))
        draw_zone (self, snapshot, side, zone);
  return !self->is_partial;
}
