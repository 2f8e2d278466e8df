/*
 * What the line item types of a cost and usage report mean (pricing.md §2; AWS:
 * lineItem/LineItemType).
 */
#ifndef PROFORMA_INGEST_LINE_TYPE_H
#define PROFORMA_INGEST_LINE_TYPE_H

#include "core/str.h"

/* In the order of the database's enum charge_kind. */
enum charge_kind {
    KIND_USAGE,
    KIND_FEE,
    KIND_SUPPORT,
    KIND_MARKETPLACE,
    KIND_COMMITMENT_FEE,
    KIND_DISCOUNT,
    KIND_CREDIT,
    KIND_REFUND,
    KIND_TAX,
    KIND_OTHER,
    KIND_COUNT
};

str charge_kind_name(enum charge_kind kind);

/* How the amortized cost of a type is found (as AWS's Cloud Intelligence Dashboards do). */
enum amortization {
    AMORTIZED_AS_BILLED,       /* the unblended cost */
    AMORTIZED_RESERVATION,     /* the reservation's effective cost */
    AMORTIZED_SAVINGS_PLAN,    /* the savings plan's effective cost */
    AMORTIZED_UNUSED_RESERVED, /* unused upfront + unused recurring fee */
    AMORTIZED_UNUSED_PLAN,     /* commitment so far - used commitment */
    AMORTIZED_NOTHING,         /* 0: the effective costs of others stand for it */
    AMORTIZATION_COUNT
};

enum line_type_flags {
    LINE_IS_KNOWN = 1,        /* in the table, or a ...Discount */
    LINE_KIND_IS_FIXED = 2,   /* its kind does not depend on what was bought */
    LINE_HAS_PUBLIC_BASE = 4, /* priced at the public cost where there is one */
    LINE_MAY_BE_FREE = 8,     /* a free tier row may be of it */
    LINE_NEGATES = 16,        /* its quantity and public cost would count others' twice */
    LINE_IS_FEE = 32,         /* Fee: becomes a commitment fee by what it carries */
    LINE_IS_REFUND = 64,      /* Refund: of a savings plan's upfront fee, or anything else */
};

struct line_type {
    str name;
    enum charge_kind kind;
    enum amortization amortization;
    unsigned flags;
};

/* Never NULL: unknown types are of kind `other`, kept as cost and flagged. Types ending in
 * "Discount" are known by that. */
const struct line_type *line_type_of(str name);

#endif
