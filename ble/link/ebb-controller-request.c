/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-controller-private.h"
#include "ebb-turned.h"

/* Asking the boots for something, and handing them a program. */

/**
 * ebb_controller_ask:
 *
 * Fills in the owner and queues @request, trusted or not.
 */
void
ebb_controller_ask (EbbController      *self,
                    const EbbRequest   *request,
                    GCancellable       *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  EbbTicket *ticket = g_new0 (EbbTicket, 1);

  ticket->request = *request;
  ticket->request.owner = self->owner;
  ebb_request_turn (&ticket->request, self->sides);
  g_task_set_source_tag (task, ebb_controller_request_async);
  g_task_set_task_data (task, ticket, g_free);
  ebb_request_queue_push (self->queue, task);
}

/* Why nothing but Stop may be sent now, or NULL. */
static GError *
find_obstacle (EbbController *self)
{
  if (self->link == NULL || ebb_link_get_state (self->link) != EBB_LINK_READY)
    return g_error_new (EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_CONNECTED, "there is no link");
  if (!self->is_trusted)
    return g_error_new (EBB_LINK_ERROR, EBB_LINK_ERROR_PROTOCOL,
                        "the boots have not answered the handshake");
  return NULL;
}

/**
 * ebb_controller_request_async:
 * @request: copied; its owner and sequence are filled in
 *
 * Asks one thing, after what was asked before. A renewal, an intensity or a heat setting takes the
 * place of one that still waits, which ends with %G_IO_ERROR_CANCELLED.
 */
void
ebb_controller_request_async (EbbController      *self,
                              const EbbRequest   *request,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  GError *obstacle;

  g_return_if_fail (EBB_IS_CONTROLLER (self));
  g_return_if_fail (request != NULL);
  obstacle = find_obstacle (self);
  if (obstacle != NULL)
    g_task_report_error (self, callback, user_data, ebb_controller_request_async, obstacle);
  else
    ebb_controller_ask (self, request, cancellable, callback, user_data);
}

/**
 * ebb_controller_request_finish:
 * @response: (out) (optional): the answer, also when it is a refusal; its result is 0 when none
 *   came
 *
 * Fails with %EBB_LINK_ERROR_REFUSED, %EBB_LINK_ERROR_TIMED_OUT, %EBB_LINK_ERROR_NOT_CONNECTED or
 * %EBB_LINK_ERROR_PROTOCOL.
 *
 * Returns: %TRUE if the boots answered %EBB_RESULT_SUCCESS
 */
gboolean
ebb_controller_request_finish (EbbController *self,
                               GAsyncResult  *result,
                               EbbResponse   *response,
                               GError       **error)
{
  const EbbTicket *ticket;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  ticket = g_task_get_task_data (G_TASK (result));
  if (response != NULL)
    *response = ticket != NULL ? ticket->response : (EbbResponse){ 0 };
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Chunks and the commit go down two descriptors, and bluetoothd empties those in an order of its
 * own: a commit may overtake the last chunk. Seen with bluetoothd 5.66 on both sides. */
#define COMMIT_TRIES 5
#define COMMIT_AGAIN_MS 100

typedef struct
{
  uint8_t  bytes[EBB_PROGRAM_MAX_BYTES];
  uint16_t size;
  uint32_t crc;
  guint    tries_left;
} Upload;

static void
end_upload (GTask *task, GError *error)
{
  EBB_CONTROLLER (g_task_get_source_object (task))->is_uploading = FALSE;
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void commit (GTask *task);

static gboolean
commit_again_cb (gpointer user_data)
{
  EbbController *self = EBB_CONTROLLER (user_data);
  g_autoptr (GTask) task = g_steal_pointer (&self->recommitting);
  GError *error = NULL;

  self->recommit_id = 0;
  if (g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &error))
    end_upload (task, error);
  else
    commit (task);
  return G_SOURCE_REMOVE;
}

/**
 * ebb_controller_abort_upload:
 *
 * Ends an upload whose commit waits to be sent again, if there is one, with
 * %EBB_LINK_ERROR_NOT_CONNECTED. Any other part of an upload is a request, and ends as such.
 */
void
ebb_controller_abort_upload (EbbController *self, const char *why)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->recommitting);

  ebb_clock_clear (self->clock, &self->recommit_id);
  if (task != NULL)
    end_upload (task, g_error_new (EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_CONNECTED, "%s: %s",
                                   ebb_op_to_string (EBB_OP_COMMIT_PROGRAM), why));
}

static void
committed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  EbbController *self = EBB_CONTROLLER (source);
  g_autoptr (GTask) task = G_TASK (user_data);
  Upload     *upload = g_task_get_task_data (task);
  EbbResponse response;
  GError     *error = NULL;

  ebb_controller_request_finish (self, result, &response, &error);
  if (g_error_matches (error, EBB_LINK_ERROR, EBB_LINK_ERROR_REFUSED)
      && response.result == EBB_RESULT_FAILED && --upload->tries_left > 0)
    {
      g_clear_error (&error);
      self->recommitting = g_object_ref (task);
      self->recommit_id =
          ebb_clock_add_timeout (self->clock, COMMIT_AGAIN_MS, commit_again_cb, self);
      return;
    }
  end_upload (task, error);
}

static void
commit (GTask *task)
{
  const Upload    *upload = g_task_get_task_data (task);
  const EbbRequest request = { .op = EBB_OP_COMMIT_PROGRAM, .commit_program.crc = upload->crc };

  ebb_controller_request_async (EBB_CONTROLLER (g_task_get_source_object (task)), &request,
                                g_task_get_cancellable (task), committed_cb, g_object_ref (task));
}

static gboolean
send_chunks (EbbController *self, const Upload *upload, GError **error)
{
  uint8_t frame[EBB_CHUNK_HEADER_BYTES + EBB_CHUNK_MAX_BYTES];
  GError *obstacle = find_obstacle (self);

  if (obstacle != NULL)
    {
      g_propagate_error (error, obstacle);
      return FALSE;
    }
  for (uint16_t offset = 0; offset < upload->size; offset += EBB_CHUNK_MAX_BYTES)
    {
      const EbbProgramChunk chunk = {
        .offset = offset,
        .bytes = upload->bytes + offset,
        .size = MIN ((size_t) upload->size - offset, EBB_CHUNK_MAX_BYTES),
      };
      const size_t size = ebb_program_chunk_encode (&chunk, frame, sizeof frame);

      g_assert (size > 0);
      if (!ebb_link_send (self->link, EBB_ROLE_PROGRAM, frame, size, error))
        return FALSE;
    }
  return TRUE;
}

static void
begun_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  EbbController *self = EBB_CONTROLLER (source);
  g_autoptr (GTask) task = G_TASK (user_data);
  const Upload *upload = g_task_get_task_data (task);
  GError       *error = NULL;

  if (!ebb_controller_request_finish (self, result, NULL, &error)
      || !send_chunks (self, upload, &error))
    {
      end_upload (task, error);
      return;
    }
  commit (task);
}

/* Encodes @program. Boots that meet the profile have room for every program. */
static gboolean
fill_upload (const EbbWireProgram *program, Upload *upload, GError **error)
{
  upload->size = (uint16_t) ebb_wire_program_encode (program, upload->bytes, sizeof upload->bytes);
  if (upload->size == 0)
    {
      g_set_error (error, EBB_LINK_ERROR, EBB_LINK_ERROR_FAILED,
                   "the program has a value that the profile does not allow");
      return FALSE;
    }
  upload->crc = ebb_wire_program_crc (upload->bytes, upload->size);
  upload->tries_left = COMMIT_TRIES;
  return TRUE;
}

/**
 * ebb_controller_upload_async:
 * @program: copied
 *
 * Hands the boots a program. They keep it only when it arrived whole. One upload at a time.
 */
void
ebb_controller_upload_async (EbbController        *self,
                             const EbbWireProgram *program,
                             GCancellable         *cancellable,
                             GAsyncReadyCallback   callback,
                             gpointer              user_data)
{
  g_autoptr (GTask) task = NULL;
  Upload        *upload;
  EbbRequest     begin = { .op = EBB_OP_BEGIN_PROGRAM };
  GError        *error = NULL;
  EbbWireProgram turned;

  g_return_if_fail (EBB_IS_CONTROLLER (self));
  g_return_if_fail (program != NULL);
  turned = *program;
  ebb_wire_program_turn (&turned, self->sides);
  task = g_task_new (self, cancellable, callback, user_data);
  upload = g_new0 (Upload, 1);
  g_task_set_source_tag (task, ebb_controller_upload_async);
  g_task_set_task_data (task, upload, g_free);
  if (self->is_uploading)
    {
      g_task_return_new_error (task, EBB_LINK_ERROR, EBB_LINK_ERROR_FAILED,
                               "another program is being handed over");
      return;
    }
  if (!fill_upload (&turned, upload, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  self->is_uploading = TRUE;
  begin.begin_program.size = upload->size;
  begin.begin_program.crc = upload->crc;
  ebb_controller_request_async (self, &begin, cancellable, begun_cb, g_object_ref (task));
}

/**
 * ebb_controller_upload_finish:
 * @program_crc: (out) (optional): what START names the program by
 *
 * Returns: %TRUE if the boots have the whole program
 */
gboolean
ebb_controller_upload_finish (EbbController *self,
                              GAsyncResult  *result,
                              guint32       *program_crc,
                              GError       **error)
{
  const Upload *upload;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  upload = g_task_get_task_data (G_TASK (result));
  if (program_crc != NULL)
    *program_crc = upload->crc;
  return g_task_propagate_boolean (G_TASK (result), error);
}
