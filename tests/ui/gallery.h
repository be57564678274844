/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-adaptive.h"
#include "ebb-stop-bar.h"
#include "gallery-scenes.h"

/* One window, in which page after page is shown and a picture of it is kept. */
typedef struct
{
  GtkWindow   *window;
  EbbAdaptive *adaptive;
  GtkWidget   *box;
  GtkWidget   *page; /* between header and STOP bar */
  GtkWidget   *title;
  EbbStopBar  *stop_bar;
  EbbProgram  *program;
  const char  *directory;
  GalleryScene scene;
} Gallery;

/* Keeps a picture of the window, when it is drawn. */
void gallery_shoot (Gallery *self, const char *name);
void gallery_put_page (Gallery *self, GtkWidget *page, const char *title);

/* Every state of the page of the session; gallery-session.c. */
void gallery_shoot_sessions (Gallery *self);
