/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-bluez-agent-private.h"

#include "ebb-bluez-dbus.h"

#define ERROR_REJECTED "org.bluez.Error.Rejected"
#define PASSKEY_MAX 999999

struct _EbbBluezAgent
{
  GObject parent_instance;

  /* owned */
  GDBusConnection       *connection;
  EbbBluezAgent1        *skeleton;
  char                  *owner;       /* of BlueZ's name: nobody else may ask */
  char                  *device_path; /* the one device spoken for */
  char                  *path;
  GDBusMethodInvocation *question; /* (nullable): waits for the person */

  /* borrowed */
  EbbBluezAgentNeed need;
  gpointer          user_data;

  /* state */
  EbbPairingNeed question_need;
  gboolean       was_declined;
  gboolean       was_typed;
};

G_DEFINE_FINAL_TYPE (EbbBluezAgent, ebb_bluez_agent, G_TYPE_OBJECT)

static void
reject (GDBusMethodInvocation *invocation, const char *why)
{
  g_dbus_method_invocation_return_dbus_error (invocation, ERROR_REJECTED, why);
}

static void
drop_question (EbbBluezAgent *self)
{
  g_autoptr (GDBusMethodInvocation) question = g_steal_pointer (&self->question);

  if (question != NULL)
    reject (g_steal_pointer (&question), "pairing ended");
}

static gboolean
is_from_bluez (EbbBluezAgent *self, GDBusMethodInvocation *invocation)
{
  return g_strcmp0 (g_dbus_method_invocation_get_sender (invocation), self->owner) == 0;
}

/* Whether a request is for our device; answers it with a refusal if not. */
static gboolean
check_request (EbbBluezAgent *self, GDBusMethodInvocation *invocation, const char *device_path)
{
  if (is_from_bluez (self, invocation) && g_strcmp0 (device_path, self->device_path) == 0)
    return TRUE;
  g_message ("a pairing request for %s was refused: this is the agent of %s", device_path,
             self->device_path);
  reject (invocation, "not the device this agent speaks for");
  return FALSE;
}

static void
ask (EbbBluezAgent *self, GDBusMethodInvocation *invocation, EbbPairingNeed need, guint code)
{
  drop_question (self);
  self->question = invocation;
  self->question_need = need;
  self->need (need, code, self->user_data);
}

static gboolean
request_confirmation_cb (EbbBluezAgent         *self,
                         GDBusMethodInvocation *invocation,
                         const char            *device_path,
                         guint                  passkey)
{
  if (check_request (self, invocation, device_path))
    ask (self, invocation, EBB_PAIRING_CONFIRM_CODE, passkey);
  return TRUE;
}

static gboolean
request_passkey_cb (EbbBluezAgent *self, GDBusMethodInvocation *invocation, const char *device_path)
{
  if (check_request (self, invocation, device_path))
    ask (self, invocation, EBB_PAIRING_ENTER_CODE, 0);
  return TRUE;
}

/* Just Works: the person chose the device and asked for this pairing; there is nothing to compare. */
static gboolean
request_authorization_cb (EbbBluezAgent         *self,
                          GDBusMethodInvocation *invocation,
                          const char            *device_path)
{
  if (check_request (self, invocation, device_path))
    ebb_bluez_agent1_complete_request_authorization (self->skeleton, invocation);
  return TRUE;
}

static gboolean
authorize_service_cb (EbbBluezAgent         *self,
                      GDBusMethodInvocation *invocation,
                      const char            *device_path,
                      const char *uuid       G_GNUC_UNUSED)
{
  if (check_request (self, invocation, device_path))
    ebb_bluez_agent1_complete_authorize_service (self->skeleton, invocation);
  return TRUE;
}

/* Boots that want a code typed into them: shown by nobody yet, so refused at once. PIN codes are
 * of Bluetooth before low energy. */
static gboolean
display_passkey_cb (EbbBluezAgent         *self,
                    GDBusMethodInvocation *invocation,
                    const char            *device_path,
                    guint passkey          G_GNUC_UNUSED,
                    guint entered          G_GNUC_UNUSED)
{
  if (check_request (self, invocation, device_path))
    reject (invocation, "boots have no keys to type a code with");
  return TRUE;
}

static gboolean
request_pin_code_cb (EbbBluezAgent         *self,
                     GDBusMethodInvocation *invocation,
                     const char            *device_path)
{
  if (check_request (self, invocation, device_path))
    reject (invocation, "no PIN codes");
  return TRUE;
}

static gboolean
display_pin_code_cb (EbbBluezAgent         *self,
                     GDBusMethodInvocation *invocation,
                     const char            *device_path,
                     const char *pin_code   G_GNUC_UNUSED)
{
  return request_pin_code_cb (self, invocation, device_path);
}

static gboolean
cancel_cb (EbbBluezAgent *self, GDBusMethodInvocation *invocation)
{
  if (is_from_bluez (self, invocation))
    drop_question (self);
  ebb_bluez_agent1_complete_cancel (self->skeleton, invocation);
  return TRUE;
}

static gboolean
release_cb (EbbBluezAgent *self, GDBusMethodInvocation *invocation)
{
  if (is_from_bluez (self, invocation))
    drop_question (self);
  ebb_bluez_agent1_complete_release (self->skeleton, invocation);
  return TRUE;
}

static void
ebb_bluez_agent_dispose (GObject *object)
{
  EbbBluezAgent *self = EBB_BLUEZ_AGENT (object);

  ebb_bluez_agent_unexport (self);
  if (self->skeleton != NULL)
    g_signal_handlers_disconnect_by_data (self->skeleton, self);
  G_OBJECT_CLASS (ebb_bluez_agent_parent_class)->dispose (object);
}

static void
ebb_bluez_agent_finalize (GObject *object)
{
  EbbBluezAgent *self = EBB_BLUEZ_AGENT (object);

  g_clear_object (&self->skeleton);
  g_clear_object (&self->connection);
  g_clear_pointer (&self->owner, g_free);
  g_clear_pointer (&self->device_path, g_free);
  g_clear_pointer (&self->path, g_free);
  G_OBJECT_CLASS (ebb_bluez_agent_parent_class)->finalize (object);
}

static void
ebb_bluez_agent_class_init (EbbBluezAgentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ebb_bluez_agent_dispose;
  object_class->finalize = ebb_bluez_agent_finalize;
}

static void
ebb_bluez_agent_init (EbbBluezAgent *self)
{
  static const struct
  {
    const char *signal;
    GCallback   callback;
  } handlers[] = {
    { "handle-request-confirmation", G_CALLBACK (request_confirmation_cb) },
    { "handle-request-passkey", G_CALLBACK (request_passkey_cb) },
    { "handle-request-authorization", G_CALLBACK (request_authorization_cb) },
    { "handle-authorize-service", G_CALLBACK (authorize_service_cb) },
    { "handle-display-passkey", G_CALLBACK (display_passkey_cb) },
    { "handle-request-pin-code", G_CALLBACK (request_pin_code_cb) },
    { "handle-display-pin-code", G_CALLBACK (display_pin_code_cb) },
    { "handle-cancel", G_CALLBACK (cancel_cb) },
    { "handle-release", G_CALLBACK (release_cb) },
  };

  self->skeleton = ebb_bluez_agent1_skeleton_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (handlers); i++)
    g_signal_connect_swapped (self->skeleton, handlers[i].signal, handlers[i].callback, self);
}

/* (transfer full): an agent for one pairing of the device at @device_path. @need is called when
 * the person has to do something, answered by ebb_bluez_agent_answer(). */
EbbBluezAgent *
ebb_bluez_agent_new (GDBusConnection  *connection,
                     const char       *owner,
                     const char       *device_path,
                     EbbBluezAgentNeed need,
                     gpointer          user_data)
{
  EbbBluezAgent *self = g_object_new (EBB_TYPE_BLUEZ_AGENT, NULL);

  self->connection = g_object_ref (connection);
  self->owner = g_strdup (owner);
  self->device_path = g_strdup (device_path);
  self->path = g_strdup_printf ("/ebb/agent_%08x", g_random_int ());
  self->need = need;
  self->user_data = user_data;
  return self;
}

/* Where it is on the bus. */
const char *
ebb_bluez_agent_get_path (EbbBluezAgent *self)
{
  return self->path;
}

/* What a failure of pairing was, seen from the person: who said that the numbers differ, or typed
 * one, is told of the code. Others @code is as BlueZ has it. */
EbbLinkErrorCode
ebb_bluez_agent_judge (EbbBluezAgent *self, EbbLinkErrorCode code)
{
  if (self->was_declined)
    return self->question_need == EBB_PAIRING_CONFIRM_CODE ? EBB_LINK_ERROR_PAIRING_WRONG_CODE
                                                           : EBB_LINK_ERROR_PAIRING_CANCELLED;
  if (self->was_typed && code == EBB_LINK_ERROR_PAIRING_REFUSED)
    return EBB_LINK_ERROR_PAIRING_WRONG_CODE;
  return code;
}

/* Puts it on the bus. */
gboolean
ebb_bluez_agent_export (EbbBluezAgent *self, GError **error)
{
  return g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (self->skeleton),
                                           self->connection, self->path, error);
}

/* Takes it off the bus, with a refusal to what it was asked last. */
void
ebb_bluez_agent_unexport (EbbBluezAgent *self)
{
  drop_question (self);
  if (self->skeleton != NULL
      && g_dbus_interface_skeleton_get_connection (G_DBUS_INTERFACE_SKELETON (self->skeleton))
             != NULL)
    g_dbus_interface_skeleton_unexport (G_DBUS_INTERFACE_SKELETON (self->skeleton));
}

/* The person's answer to the need that was told last; ignored if nothing was asked. */
void
ebb_bluez_agent_answer (EbbBluezAgent *self, gboolean is_accepted, guint code)
{
  GDBusMethodInvocation *question = g_steal_pointer (&self->question);

  if (question == NULL)
    return;
  self->was_declined = !is_accepted;
  self->was_typed = is_accepted && self->question_need == EBB_PAIRING_ENTER_CODE;
  if (!is_accepted)
    reject (question, "the person said no");
  else if (self->question_need == EBB_PAIRING_CONFIRM_CODE)
    ebb_bluez_agent1_complete_request_confirmation (self->skeleton, question);
  else if (code <= PASSKEY_MAX)
    ebb_bluez_agent1_complete_request_passkey (self->skeleton, question, code);
  else
    reject (question, "a code has six digits at most");
}
