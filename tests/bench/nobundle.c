/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <dlfcn.h>
#include <stddef.h>
#include <sys/uio.h>

/* Preloaded into the bluetoothd of the benches, never into anything else.
 *
 * BlueZ as a server holds notifications up to 10 ms, to bundle them, when the client's supported
 * features have the bit for it, as BlueZ's own have. Boots are no BlueZ, so the bit is cleared on
 * its way out: an ATT write request (0x12) with a value of one byte, 0x05 or 0x07. */

#define ATT_WRITE_REQUEST 0x12
#define MULTIPLE_NOTIFICATIONS 0x04

ssize_t
writev (int descriptor, const struct iovec *parts, int n_parts)
{
  static ssize_t (*next) (int, const struct iovec *, int);

  if (next == NULL)
    *(void **) &next = dlsym (RTLD_NEXT, "writev");
  if (n_parts == 1 && parts[0].iov_len == 4)
    {
      unsigned char *bytes = parts[0].iov_base;

      if (bytes[0] == ATT_WRITE_REQUEST && (bytes[3] == 0x05 || bytes[3] == 0x07))
        bytes[3] &= (unsigned char) ~MULTIPLE_NOTIFICATIONS;
    }
  return next (descriptor, parts, n_parts);
}
