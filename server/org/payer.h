/*
 * Payers: the cloud billing accounts a partner pays through (an AWS management account, an
 * Alibaba account, an AnyCost or FOCUS connection). What a provider bills arrives per payer.
 *
 * A payer is known to the world by its provider and external_id, which never change once it
 * exists; one without accounts and drops may be deleted and made anew. Whoever is limited to some
 * payers sees no other ones, and adds or deletes none.
 */
#ifndef PROFORMA_ORG_PAYER_H
#define PROFORMA_ORG_PAYER_H

#include "core/cx.h"
#include "core/shape.h"

struct payer {
    uuid id;
    str name;
    str provider;     /* aws, alibaba, anycost, focus */
    str external_id;  /* 12 digits for aws, leading zeros kept */
    int64_t accounts; /* how many were seen in its bills */
    instant created_at;
    str cursor;
};
extern const struct shape payer_shape;

/* The words of struct payer.provider, ended by STR_NULL. */
extern const str payer_providers[];

/* Adds *payer (name, provider and external_id given) and fills in the rest, in the caller's
 * transaction. ERR_payer_exists, ERR_invalid_field, ERR_forbidden for who is limited to some. */
bool payer_create(struct cx *cx, struct payer *payer);

/* Stores the name of *after; the rest must be as in *before. */
bool payer_rename(struct cx *cx, const struct payer *before, const struct payer *after);

/* Deletes a payer without accounts and drops; ERR_payer_in_use otherwise. */
bool payer_delete(struct cx *cx, const struct payer *payer);

/* The payer the tenant has with that id; ERR_not_found. */
bool payer_read(struct cx *cx, uuid id, struct payer *payer);

/* The payer with that external id, whatever its provider; ERR_not_found. For the command line. */
bool payer_find(struct cx *cx, str external_id, struct payer *payer);

#endif
