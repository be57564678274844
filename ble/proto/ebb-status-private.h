/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-byte-reader.h"
#include "ebb-byte-writer.h"
#include "ebb-status.h"

/* The state part that Status and two answers on the control point have in common. The reader goes
 * past its end when there are too few bytes: the caller asks it. */
void            ebb_status_read (EbbStatus *status, EbbByteReader *reader);
void            ebb_status_write (const EbbStatus *status, EbbByteWriter *writer);
EbbDecodeResult ebb_status_check (const EbbStatus *status);

int32_t ebb_pressure_read (EbbByteReader *reader);
void    ebb_pressure_write (int32_t pressure_pa, EbbByteWriter *writer);
