/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* libFuzzer's entry. The first byte, modulo the number of messages, says which decoder gets the
 * rest. Aborts when decoding, encoding and decoding again do not agree. */
int LLVMFuzzerTestOneInput (const uint8_t *bytes, size_t size);
