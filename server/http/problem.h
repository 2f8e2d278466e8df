/* Failures as RFC 9457 problem documents. Private to http. */
#ifndef PROFORMA_HTTP_PROBLEM_H
#define PROFORMA_HTTP_PROBLEM_H

#include "core/arena.h"
#include "core/failure.h"
#include "core/json.h"

#define PROBLEM_TYPE "application/problem+json"

/*
 * {type, title, status, detail, code, request_id, pointer}: type is `/problems/<code>`, a relative
 * reference that names the row of docs/errors.md; title is in `language`, detail too where
 * core/details.def has its words or the failure brings them. The detail of the server's own faults
 * (status 5xx) stays in its log, but for 507, which an operator has to see.
 */
str problem_text(struct arena *arena, const struct failure *failure, str request_id, str language);

/* The members of that document, for OpenAPI. */
extern const struct shape problem_shape;

#endif
