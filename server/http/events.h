/*
 * Server-sent events (a row flagged ROUTE_EVENTS).
 *
 * The handler of such a row describes the state of now. It is called again and again, four times
 * a second at first and once a second when nothing happens, each time like a request of its own:
 * signed-in user and permission checked again, a short read transaction around it. What it says
 * is sent when it differs from what was sent before; a failure ends the stream with an
 * `event: error` that carries the problem document. A listener between two calls costs a
 * suspended connection and nothing else.
 *
 *     static bool job_events(struct cx *cx)
 *     {
 *         struct job_view job;
 *         TRY(job_read(cx, &job));
 *         http_event(cx, "progress", &job_view_shape, &job);
 *         if (job_is_finished(&job))
 *             http_event_last(cx);
 *         return true;
 *     }
 */
#ifndef PROFORMA_HTTP_EVENTS_H
#define PROFORMA_HTTP_EVENTS_H

#include "core/cx.h"
#include "core/shape.h"

/* The state of now, sent as `event: <name>` when it has changed. Once per call of the handler. */
void http_event(struct cx *cx, const char *name, const struct shape *shape, const void *object);

/* Nothing more will come: the stream ends with `event: end`, whose data is the last state again. */
void http_event_last(struct cx *cx);

#endif
