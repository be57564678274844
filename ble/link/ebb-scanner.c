/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-scanner.h"

static guint changed_signal;

G_DEFINE_INTERFACE (EbbScanner, ebb_scanner, G_TYPE_OBJECT)

static void
ebb_scanner_default_init (EbbScannerInterface *iface G_GNUC_UNUSED)
{
  changed_signal = g_signal_new ("changed", EBB_TYPE_SCANNER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

/**
 * ebb_scanner_get_radio_state:
 *
 * Returns: whether there is a radio to scan with, and if not, why
 */
EbbRadioState
ebb_scanner_get_radio_state (EbbScanner *self)
{
  return EBB_SCANNER_GET_IFACE (self)->get_radio_state (self);
}

/**
 * ebb_scanner_is_scanning:
 *
 * Returns: %TRUE from ebb_scanner_start() until the radio scans no more
 */
gboolean
ebb_scanner_is_scanning (EbbScanner *self)
{
  return EBB_SCANNER_GET_IFACE (self)->is_scanning (self);
}

/**
 * ebb_scanner_get_peers:
 *
 * Returns: the live list of #EbbPeer
 */
GListModel *
ebb_scanner_get_peers (EbbScanner *self)
{
  return EBB_SCANNER_GET_IFACE (self)->get_peers (self);
}

/**
 * ebb_scanner_set_scope:
 *
 * Whom the list of peers holds; a scan that runs goes on as it began. What nobody asks for any more is
 * not on the list any more.
 */
void
ebb_scanner_set_scope (EbbScanner *self, EbbScanScope scope)
{
  if (EBB_SCANNER_GET_IFACE (self)->set_scope != NULL)
    EBB_SCANNER_GET_IFACE (self)->set_scope (self, scope);
}

/**
 * ebb_scanner_start:
 *
 * Scans for at most %EBB_SCAN_MAX_S seconds from now. Without a ready radio it does nothing.
 */
void
ebb_scanner_start (EbbScanner *self)
{
  EBB_SCANNER_GET_IFACE (self)->start (self);
}

/**
 * ebb_scanner_stop_async:
 *
 * Ends the scan. Done at once when none runs.
 */
void
ebb_scanner_stop_async (EbbScanner         *self,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  EBB_SCANNER_GET_IFACE (self)->stop_async (self, cancellable, callback, user_data);
}

/**
 * ebb_scanner_stop_finish:
 *
 * Returns: %TRUE if the radio scans no more, as far as this program is concerned
 */
gboolean
ebb_scanner_stop_finish (EbbScanner *self, GAsyncResult *result, GError **error)
{
  return EBB_SCANNER_GET_IFACE (self)->stop_finish (self, result, error);
}

/**
 * ebb_scanner_power_on:
 *
 * Asks for the radio to be switched on; "changed" tells when it is.
 */
void
ebb_scanner_power_on (EbbScanner *self)
{
  EBB_SCANNER_GET_IFACE (self)->power_on (self);
}

/**
 * ebb_scanner_open_link:
 * @peer: one of ebb_scanner_get_peers()
 *
 * Fails with %EBB_LINK_ERROR_UNAVAILABLE, and with %EBB_LINK_ERROR_FAILED for a peer without a
 * definition.
 *
 * Returns: (transfer full) (nullable): a link to @peer
 */
EbbLink *
ebb_scanner_open_link (EbbScanner *self, EbbPeer *peer, GError **error)
{
  return EBB_SCANNER_GET_IFACE (self)->open_link (self, peer, error);
}

/**
 * ebb_scanner_claim:
 * @identity: of boots that are one's own
 * @definition_id: of the definition that claimed them when they were last there
 *
 * Of boots that are paired the system may know no more than the bond while they are away: with this
 * they are in the list, and a link to them can be opened, without a scan. Boots that the system does
 * not know are not listed for it.
 */
void
ebb_scanner_claim (EbbScanner *self, const char *identity, const char *definition_id)
{
  g_return_if_fail (EBB_IS_SCANNER (self));
  g_return_if_fail (identity != NULL && definition_id != NULL);
  if (EBB_SCANNER_GET_IFACE (self)->claim != NULL)
    EBB_SCANNER_GET_IFACE (self)->claim (self, identity, definition_id);
}

/**
 * ebb_scanner_describe_async:
 * @identity: (nullable): of a peer, claimed by a definition or not; nothing is sent to it
 *
 * Gathers what a maintainer would ask about this radio and that peer.
 */
void
ebb_scanner_describe_async (EbbScanner         *self,
                            const char         *identity,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  if (EBB_SCANNER_GET_IFACE (self)->describe_async != NULL)
    {
      EBB_SCANNER_GET_IFACE (self)->describe_async (self, identity, cancellable, callback,
                                                    user_data);
      return;
    }
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_return_pointer (task, g_strdup (""), g_free);
}

/**
 * ebb_scanner_describe_finish:
 *
 * Returns: (transfer full) (nullable): lines of "name: value"; none where there is nothing to tell
 */
char *
ebb_scanner_describe_finish (EbbScanner *self, GAsyncResult *result, GError **error)
{
  if (EBB_SCANNER_GET_IFACE (self)->describe_finish != NULL)
    return EBB_SCANNER_GET_IFACE (self)->describe_finish (self, result, error);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * ebb_adapter_free:
 * @self: (nullable) (transfer full):
 */
void
ebb_adapter_free (EbbAdapter *self)
{
  if (self == NULL)
    return;
  g_free (self->address);
  g_free (self->name);
  g_free (self);
}

/**
 * ebb_scanner_list_adapters:
 *
 * Returns: (transfer full) (element-type EbbAdapter): the radios of this computer that can be used,
 *   by name; "changed" tells that there are others now
 */
GPtrArray *
ebb_scanner_list_adapters (EbbScanner *self)
{
  g_return_val_if_fail (EBB_IS_SCANNER (self), NULL);
  if (EBB_SCANNER_GET_IFACE (self)->list_adapters != NULL)
    return EBB_SCANNER_GET_IFACE (self)->list_adapters (self);
  return g_ptr_array_new_with_free_func ((GDestroyNotify) ebb_adapter_free);
}

/**
 * ebb_scanner_choose_adapter:
 * @address: of one of ebb_scanner_list_adapters(), or of one that may come
 *
 * Uses that adapter where there are several. Links that are up stay where they are until they end:
 * whoever chooses lets go of them first.
 */
void
ebb_scanner_choose_adapter (EbbScanner *self, const char *address)
{
  g_return_if_fail (EBB_IS_SCANNER (self));
  g_return_if_fail (address != NULL);
  if (EBB_SCANNER_GET_IFACE (self)->choose_adapter != NULL)
    EBB_SCANNER_GET_IFACE (self)->choose_adapter (self, address);
}

/**
 * ebb_scanner_emit_changed:
 *
 * For implementations, after radio state or is-scanning has changed.
 */
void
ebb_scanner_emit_changed (EbbScanner *self)
{
  g_signal_emit (self, changed_signal, 0);
}

/**
 * ebb_radio_state_to_string:
 *
 * Returns: a word for logs and JSON
 */
const char *
ebb_radio_state_to_string (EbbRadioState state)
{
  switch (state)
    {
    case EBB_RADIO_READY:
      return "ready";
    case EBB_RADIO_NO_ADAPTER:
      return "no-adapter";
    case EBB_RADIO_OFF:
      return "off";
    case EBB_RADIO_BLOCKED:
      return "blocked";
    case EBB_RADIO_NO_SERVICE:
      return "no-service";
    case EBB_RADIO_NO_PERMISSION:
      return "no-permission";
    default:
      return "unknown";
    }
}
