/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <gio/gio.h>

#include "ebb-bluez-dbus.h"
#include "ebb-clock.h"
#include "ebb-definition.h"
#include "ebb-sim-boots.h"

G_BEGIN_DECLS

typedef struct _EbbBluezDouble EbbBluezDouble;
typedef struct _DoubleBoots    DoubleBoots;
typedef struct _DoubleOther    DoubleOther;

typedef enum
{
  DOUBLE_PAIRING_JUST_WORKS,
  DOUBLE_PAIRING_CONFIRM,
  DOUBLE_PAIRING_ENTER,
} DoublePairing;

/* Bluetoothd 5.66 on a busy machine hears of a connection from Connect() before the kernel tells it,
 * and then tells nobody else. */
typedef enum
{
  DOUBLE_NEWS_TOLD,
  DOUBLE_NEWS_MISSED,  /* Connect() is answered all the same */
  DOUBLE_NEWS_REFUSED, /* Connect() is refused: they are connected already */
} DoubleNews;

typedef enum
{
  DOUBLE_ROAD_DESCRIPTOR,
  DOUBLE_ROAD_COMMAND, /* WriteValue, type "command" */
  DOUBLE_ROAD_REQUEST,
} DoubleRoad;

/* One write that reached the boots, without the channel if there was one. */
typedef struct
{
  EbbRole    role;
  DoubleRoad road;
  GBytes    *bytes;
  gint64     at_us; /* monotonic time */
} DoubleWrite;

/* A characteristic as BlueZ has it. */
typedef struct
{
  DoubleBoots                 *boots;
  EbbRole                      role;     /* the first of those that share it */
  EbbBluezGattCharacteristic1 *skeleton; /* (nullable): not shown now */
  GDBusMethodInvocation       *request;  /* (nullable): open, the boots have not answered */
  GDBusMethodInvocation       *acquire;  /* (nullable): open, see are_holds_late */
  int                          write_fd; /* BlueZ's end; -1 */
  int                          notify_fd;
  GSource                     *write_source;
  gboolean                     is_notifying;
} DoubleCharacteristic;

/* Boots in range. What a test may set, and what it may look at. */
struct _DoubleBoots
{
  EbbBluezDouble      *bluez;
  EbbSimBoots         *sim;
  EbbDefinition       *definition; /* (nullable): they are no boots, and advertise no service */
  char                *name;
  char                *address;
  char                *path;
  EbbBluezDevice1     *device; /* (nullable): BlueZ does not know them now */
  EbbBluezBattery1    *battery;
  DoubleCharacteristic characteristics[EBB_N_ROLES];

  /* how they and BlueZ behave */
  DoublePairing pairing;
  const char   *serial;        /* (nullable): in the place of their own: others at this address */
  const char   *pair_refusal;  /* (nullable): last word of the error they pair with */
  gboolean      has_lost_bond; /* they do, BlueZ does not */
  gboolean      ends_unbonded; /* and each link, when it is to be encrypted */
  guint         n_breaks;      /* so many subscriptions end in a link that was going anyway */
  guint         code;
  EbbRole       missing_role;      /* EBB_N_ROLES: none is */
  gboolean      are_services_late; /* until double_boots_show_services() */
  gboolean      is_unresolved;     /* BlueZ looks at their services, until double_boots_resolve() */
  gboolean      are_early_refused; /* writes until then are */
  gboolean      has_cache;         /* BlueZ goes on to show the services of a link that ended */
  gboolean      are_holds_late;    /* all but Stop's, until double_boots_answer_holds() */
  gboolean      has_no_descriptors; /* AcquireWrite and AcquireNotify are not supported */
  gboolean      is_unheard;         /* by any scan */
  gboolean      has_bond_alone;     /* BlueZ knows nothing of their services unless connected */
  gboolean      is_held;            /* another program has the descriptor of Stop */
  gboolean      is_battery_kept;    /* by BlueZ, for itself: it shows the percentage alone */
  DoubleNews    news;               /* of a connection */
  gboolean      is_silent;          /* requests stay open, an attempt to connect too */
  guint         n_aborted;          /* so many attempts to connect fail */
  guint         n_ended;            /* so many connections after those end at once */
  gboolean      leaves_at_start;    /* the link ends as START comes, which they still obey */
  gint64        ahead_us;           /* so much more time has passed for them */
  gboolean      is_ageing;          /* more of it passes now: no sample of it is heard */

  /* what happened */
  gboolean   is_paired;
  gboolean   is_connected;
  gboolean   is_battery_followed; /* by BlueZ, so that the percentage it shows is of now */
  guint      n_connects;
  guint      n_disconnects;
  guint      n_refused_writes; /* by D-Bus, while a descriptor was out */
  guint      n_strayed;        /* writes to nobody, or to what double_boots_show_stranger() shows */
  guint      n_uninvited;      /* touched before pairing: BlueZ would have paired by itself */
  GPtrArray *writes;           /* DoubleWrite */
  GDBusMethodInvocation *connect_call; /* (nullable): open */
  GDBusMethodInvocation *pair_call;    /* (nullable): open */
  DoubleOther           *other;        /* (nullable): another controller of theirs */
};

/**
 * EbbBluezDouble:
 *
 * As much of BlueZ as Ebb uses, on a private bus, with simulated boots in range. Written from
 * what bluetoothd 5.66 does.
 */
struct _EbbBluezDouble
{
  char                     *bus_address;
  EbbClock                 *clock;
  EbbDefinition            *definition;
  GDBusConnection          *connection; /* (nullable): not running */
  GDBusObjectManagerServer *objects;
  EbbBluezAdapter1         *adapter; /* (nullable): unplugged */
  EbbBluezAdapter1         *spare;   /* (nullable): another one, that hears nobody */
  EbbBluezAgentManager1    *agent_manager;
  GHashTable               *agents; /* unique name: path */
  GPtrArray                *boots;
  guint                     name_id;
  guint                     owners_id;
  guint                     tick_id;

  /* how it behaves */
  const char *adapter_path;
  gboolean    is_powered;
  gboolean    is_blocked; /* rfkill */
  gboolean    is_denied;  /* the bus lets nobody speak to it */

  /* what happened */
  gboolean  is_discovering;
  guint     n_calls; /* of methods of BlueZ and of properties, by anyone; atomic */
  guint     n_discoveries;
  guint     n_spare_discoveries;
  guint     n_default_agents; /* must stay 0 */
  guint     n_orphans;        /* agents whose program went without a word */
  char     *capability;       /* of the last agent */
  GVariant *filter;           /* of the last scan */
};

EbbBluezDouble *ebb_bluez_double_new (const char    *bus_address,
                                      EbbClock      *clock,
                                      EbbDefinition *definition);
void            ebb_bluez_double_free (EbbBluezDouble *self);

void         ebb_bluez_double_start (EbbBluezDouble *self);
void         ebb_bluez_double_stop (EbbBluezDouble *self);
void         ebb_bluez_double_plug_adapter (EbbBluezDouble *self);
void         ebb_bluez_double_unplug_adapter (EbbBluezDouble *self);
void         ebb_bluez_double_plug_spare (EbbBluezDouble *self, const char *path);
void         ebb_bluez_double_set_powered (EbbBluezDouble *self, gboolean is_powered);
DoubleBoots *ebb_bluez_double_add_boots (EbbBluezDouble *self, const char *address, guint64 seed);
DoubleBoots *ebb_bluez_double_add_boots_of (EbbBluezDouble      *self,
                                            EbbDefinition       *definition,
                                            const char          *name,
                                            const char          *address,
                                            guint64              seed,
                                            const EbbSimOptions *options);
void         ebb_bluez_double_fail (GDBusMethodInvocation *invocation, const char *last_word);

G_END_DECLS
