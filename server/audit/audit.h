/*
 * The audit log: every change, by whom, with the state before and after, append-only and
 * hash-chained per partner, written in the same transaction as the change.
 *
 * entry.hash = SHA-256 over the previous entry's hash and every member of the entry, each as its
 * length and its bytes (the exact form is in migrations/0002_audit.sql and, computed again on its
 * own, in chain.c). Changing, removing or reordering a row breaks the chain from there on, cutting
 * its tail off is seen against the stored head; `proforma audit verify` names the first entry that
 * does not fit.
 *
 * The platform's own changes (partners, superadmin's sign-ins) are a chain of their own under the
 * nil partner.
 */
#ifndef PROFORMA_AUDIT_AUDIT_H
#define PROFORMA_AUDIT_AUDIT_H

#include "core/cx.h"
#include "core/shape.h"
#include "db/db.h"
#include "http/route.h"

/*
 * Records `action` ("billing_group.update") on one object inside the caller's transaction.
 * `before` and `after` are structs of `shape`, NULL where there is none; write-only fields are
 * left out. Actor, partner, request id and time come from cx; without a user the actor is
 * "system".
 */
bool audit_record(struct cx *cx, str action, str entity, str entity_id, const struct shape *shape,
                  const void *before, const void *after);

/* A chain: that of a partner, or the platform's (nil). */
struct audit_chain {
    uuid chain;
    str slug; /* of the partner; empty for the platform */
};
extern const struct shape audit_chain_shape;

struct audit_verdict {
    bool ok;
    int64_t entries;       /* that were read */
    int64_t first_bad_seq; /* 0 when ok; one past the last entry when the tail is missing */
};
extern const struct shape audit_verdict_shape;

/* Recomputes one chain in flat memory. Reads only; wants a snapshot (DB_READ), so that an entry
 * appended meanwhile is not taken for a fault. */
bool audit_verify(struct cx *cx, uuid chain, struct audit_verdict *verdict);

/* GET /audit, /audit.csv, /audit/verify */
extern const struct route_table audit_routes;

#endif
