/*
 * A group: the rows that make one charge, or what one resource with its tags has of it, as numbers
 * of dictionaries, with their sums. This is what is kept while reading, spilled to disk when memory
 * is full and written to the database.
 */
#ifndef PROFORMA_INGEST_GROUP_H
#define PROFORMA_INGEST_GROUP_H

#include "ingest/normalize.h"

#include <assert.h>

/* The dictionaries. The SKU's texts are a tuple in the order of enum charge_text. */
enum dictionary_name {
    DICTIONARY_ACCOUNT,
    DICTIONARY_SKU,
    DICTIONARY_LINE_TYPE,
    DICTIONARY_INVOICE,
    DICTIONARY_COMMITMENT,
    DICTIONARY_RESOURCE,
    DICTIONARY_TAGS,
    DICTIONARY_COUNT
};

#define SKU_PARTS (TEXT_UNIT - TEXT_SERVICE + 1)

/* Compared member by member; resource and tags last, so that groups that differ in them alone
 * stand next to each other. */
struct group_key {
    uint32_t account;
    int32_t day;
    uint32_t sku;
    uint16_t line_type;
    uint8_t kind;
    bool is_free;
    uint32_t invoice;
    uint32_t commitment;
    uint32_t resource;
    uint32_t tags;
};
static_assert(sizeof(struct group_key) == 32, "spilled as it is");

struct group {
    struct group_key key;
    decimal sums[MEASURE_COUNT];
};

int group_compare(const struct group_key *a, const struct group_key *b);
/* The same of two groups, for spill_new. */
int group_order(const void *a, const void *b);
/* Do they differ in resource and tags at most? */
bool group_is_same_charge(const struct group_key *a, const struct group_key *b);
void group_add(struct group *group, const decimal sums[MEASURE_COUNT]);

#endif
