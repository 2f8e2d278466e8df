/* Amounts by key: the rows of every insight before they are rounded and shown. */
#ifndef PROFORMA_INSIGHTS_AMOUNTS_H
#define PROFORMA_INSIGHTS_AMOUNTS_H

#include "core/decimal.h"

struct amount {
    str key;
    str label; /* for people; the key where there is nothing better */
    decimal value;
};

/* A growing list of amounts in an arena. Zero-initialised but for the arena. */
struct amounts {
    struct arena *arena;
    struct amount *items;
    size_t count;
    size_t capacity;
};

void amounts_add(struct amounts *amounts, str key, str label, decimal value);

/* Sorts by key (as bytes) and adds up those of one key, keeping the last label that is not empty;
 * false when a sum is out of range. */
bool amounts_fold(struct amounts *amounts);

#endif
