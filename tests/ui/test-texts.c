/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <adwaita.h>

#include "ebb-steady-text.h"
#include "ebb-stop-words.h"
#include "ebb-style.h"

/* Texts that change while air moves: what is kept of their sizes, and what they cost. */

static void
draw (GtkWidget *window)
{
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
}

/* Text that is no wider than the widest till now, and breaks into more lines than that one. */
static void
test_steady_text_has_room_for_all_of_its_lines (void)
{
  const char *words = "aaaaaaa aaaaaaa aaaa";
  GtkWidget  *window = gtk_window_new ();
  GtkWidget  *text = g_object_new (EBB_TYPE_STEADY_TEXT, NULL);
  GtkWidget  *plain = g_object_ref_sink (g_object_new (EBB_TYPE_STEADY_TEXT, NULL));
  int         width;
  int         needed;
  int         given;

  gtk_window_set_default_size (GTK_WINDOW (window), 900, 200);
  gtk_window_set_child (GTK_WINDOW (window), text);
  ebb_steady_text_set (EBB_STEADY_TEXT (plain), "aaa aaa aaa");
  gtk_widget_measure (plain, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  ebb_steady_text_set (EBB_STEADY_TEXT (plain), words);
  gtk_widget_measure (plain, GTK_ORIENTATION_VERTICAL, width, NULL, &needed, NULL, NULL);
  ebb_steady_text_set (EBB_STEADY_TEXT (text), "aaa aaa aaa aaa aaa aaa");
  draw (window);
  ebb_steady_text_set (EBB_STEADY_TEXT (text), words);
  gtk_widget_measure (text, GTK_ORIENTATION_VERTICAL, width, NULL, &given, NULL, NULL);
  g_assert_cmpint (given, ==, needed);
  g_object_unref (plain);
  gtk_window_destroy (GTK_WINDOW (window));
}

static int
measure_width (GtkWidget *widget, int height)
{
  int natural;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, height, NULL, &natural, NULL, NULL);
  return natural;
}

/* What it takes is kept until the text or its font is another, be it only bolder. */
static void
test_steady_text_knows_its_font (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *text = g_object_new (EBB_TYPE_STEADY_TEXT, NULL);
  int        width;

  gtk_window_set_child (GTK_WINDOW (window), text);
  ebb_steady_text_set (EBB_STEADY_TEXT (text), "No link yet");
  draw (window);
  width = measure_width (text, -1);
  gtk_widget_add_css_class (text, "heading");
  draw (window);
  g_assert_cmpint (measure_width (text, -1), >, width);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A text that comes with its page is asked for its size before its style is known. */
static void
test_steady_text_is_as_wide_as_what_is_drawn (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *text = g_object_new (EBB_TYPE_STEADY_TEXT, NULL);
  g_autoptr (PangoLayout) layout = NULL;
  int width;

  gtk_widget_add_css_class (text, "heading");
  gtk_widget_set_visible (text, FALSE);
  gtk_window_set_child (GTK_WINDOW (window), text);
  draw (window);
  gtk_widget_set_visible (text, TRUE);
  ebb_steady_text_set (EBB_STEADY_TEXT (text), "No link yet");
  measure_width (text, -1);
  draw (window);
  layout = gtk_widget_create_pango_layout (gtk_widget_get_first_child (text), "No link yet");
  pango_layout_get_pixel_size (layout, &width, NULL);
  g_assert_cmpint (measure_width (text, -1), ==, width);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A box tries width after width where that depends on the height, and lays the text out for each. */
static void
test_stop_words_are_as_wide_at_any_height (void)
{
  GtkWidget *words = g_object_ref_sink (g_object_new (EBB_TYPE_STOP_WORDS, NULL));
  int        width;

  ebb_stop_words_show (EBB_STOP_WORDS (words), "Letting the air out of both boots",
                       "still at 39 mmHg, and more than that");
  width = measure_width (words, -1);
  g_assert_cmpint (width, >=, 246);
  for (int height = 20; height < 200; height += 20)
    g_assert_cmpint (measure_width (words, height), ==, width);
  ebb_stop_words_set_is_column (EBB_STOP_WORDS (words), FALSE);
  g_assert_cmpint (measure_width (words, -1), >, width);
  g_object_unref (words);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ebb_style_load ();
  /* In which headings are bold, and no larger than other words. */
  g_object_set (gtk_settings_get_default (), "gtk-font-name", "Cantarell 11", NULL);
  g_test_add_func ("/ui/steady-text/has-room-for-all-of-its-lines",
                   test_steady_text_has_room_for_all_of_its_lines);
  g_test_add_func ("/ui/steady-text/knows-its-font", test_steady_text_knows_its_font);
  g_test_add_func ("/ui/steady-text/is-as-wide-as-what-is-drawn",
                   test_steady_text_is_as_wide_as_what_is_drawn);
  g_test_add_func ("/ui/stop-words/are-as-wide-at-any-height",
                   test_stop_words_are_as_wide_at_any_height);
  return g_test_run ();
}
