/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "service-fixture.h"

/* Who wears the boots: what that person answered, and the sessions they had. */

/* Somebody of 40 years who said no to everything an hour ago. */
EbbAnswers service_wearer_make_answers (ServiceFixture *fixture);
/* Said in this program. */
void service_wearer_answer (ServiceFixture *fixture, const EbbAnswers *answers);
/* A session without a fault, written by another program of the account. */
void service_wearer_have_had (ServiceFixture *fixture,
                              const char     *id,
                              gint64          ended_ago_s,
                              guint           run_s);
/* Three of them, more than a day ago: as many as the extended limit asks for. */
void service_wearer_have_had_three (ServiceFixture *fixture);
