/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <X11/Xlib.h>
#include <X11/Xutil.h>

/* inject: presses keys and clicks as a person would, by XTEST, and looks at single pixels.
 *
 * Reads commands from standard input, one a line: "key NAME", "click X Y", "code NAME", "color X Y".
 * Answers each with one line of JSON; "pressed_us" is the boot time, in microseconds, taken just
 * before the press was handed to the X server. The library of XTEST is the one that xdotool brings;
 * its headers are not needed. */

static int (*fake_key) (Display *display, unsigned code, Bool is_press, unsigned long delay_ms);
static int (*fake_button) (Display      *display,
                           unsigned      button,
                           Bool          is_press,
                           unsigned long delay_ms);
static int (*fake_motion) (Display *display, int screen, int x, int y, unsigned long delay_ms);

static long long
read_clock_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_BOOTTIME, &now);
  return (long long) now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static void
press_key (Display *display, unsigned code)
{
  long long pressed_us = read_clock_us ();

  fake_key (display, code, True, CurrentTime);
  XFlush (display);
  fake_key (display, code, False, CurrentTime);
  XSync (display, False);
  printf ("{\"pressed_us\": %lld}\n", pressed_us);
}

static void
click (Display *display, int x, int y)
{
  fake_motion (display, -1, x, y, CurrentTime);
  XSync (display, False);
  fake_button (display, 1, True, CurrentTime);
  fake_button (display, 1, False, CurrentTime);
  XSync (display, False);
  printf ("{\"clicked\": [%d, %d]}\n", x, y);
}

static void
print_color (Display *display, int x, int y)
{
  XImage *image = XGetImage (display, DefaultRootWindow (display), x, y, 1, 1, AllPlanes, ZPixmap);

  if (image == NULL)
    {
      printf ("{\"error\": \"no pixel there\"}\n");
      return;
    }
  printf ("{\"color\": \"%06lx\"}\n", XGetPixel (image, 0, 0) & 0xffffff);
  XDestroyImage (image);
}

static void
perform (Display *display, const char *line)
{
  char name[64];
  int  x, y;

  if (sscanf (line, "click %d %d", &x, &y) == 2)
    click (display, x, y);
  else if (sscanf (line, "color %d %d", &x, &y) == 2)
    print_color (display, x, y);
  else if (sscanf (line, "key %63s", name) == 1)
    press_key (display, XKeysymToKeycode (display, XStringToKeysym (name)));
  else if (sscanf (line, "code %63s", name) == 1)
    printf ("{\"code\": %d}\n", XKeysymToKeycode (display, XStringToKeysym (name)));
  else
    printf ("{\"error\": \"expected key NAME, click X Y, code NAME or color X Y\"}\n");
}

static Bool
load_xtest (void)
{
  void *library = dlopen ("libXtst.so.6", RTLD_NOW);

  if (library == NULL)
    return False;
  *(void **) &fake_key = dlsym (library, "XTestFakeKeyEvent");
  *(void **) &fake_button = dlsym (library, "XTestFakeButtonEvent");
  *(void **) &fake_motion = dlsym (library, "XTestFakeMotionEvent");
  return fake_key != NULL && fake_button != NULL && fake_motion != NULL;
}

int
main (void)
{
  Display *display = XOpenDisplay (NULL);
  char     line[256];

  if (display == NULL || !load_xtest ())
    {
      fprintf (stderr, "inject: expected a display, and libXtst.so.6\n");
      return 2;
    }
  setvbuf (stdout, NULL, _IOLBF, 0);
  while (fgets (line, sizeof line, stdin) != NULL)
    perform (display, line);
  XCloseDisplay (display);
  return 0;
}
