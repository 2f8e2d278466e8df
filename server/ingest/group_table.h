/*
 * Groups found by the fingerprint of their rows, up to a fixed number of them; then sorted by key.
 * Rows that differ in what matters to nobody may have two fingerprints and one key: two entries,
 * which whoever takes the groups in order adds up.
 */
#ifndef PROFORMA_INGEST_GROUP_TABLE_H
#define PROFORMA_INGEST_GROUP_TABLE_H

#include "ingest/fingerprint.h"
#include "ingest/group.h"

struct group_table;

struct group_entry {
    struct fingerprint print;
    struct group group;
};

/* Uses at most about `memory` bytes, and little before it is filled. */
struct group_table *group_table_new(size_t memory);
void group_table_free(struct group_table **table);

/* A look-up waits for memory twice: for the slot and for the group. Both can be asked for early,
 * in this order, while other rows are worked on. */
void group_table_expect(const struct group_table *table, struct fingerprint print);
void group_table_fetch(const struct group_table *table, struct fingerprint print);

/* The group with that fingerprint, or NULL. */
struct group_entry *group_table_find(const struct group_table *table, struct fingerprint print);

/* Is there room for so many more? */
bool group_table_has_room(const struct group_table *table, size_t groups);

/* Adds a group that is not there, with sums of 0. There must be room. */
struct group_entry *group_table_add(struct group_table *table, struct fingerprint print,
                                    const struct group_key *key);

/* Sorts: group_table_at(0…count-1) are then in order, until the next change. */
void group_table_sort(struct group_table *table);
size_t group_table_count(const struct group_table *table);
const struct group *group_table_at(const struct group_table *table, size_t index);

/* Forgets all groups and keeps the memory. */
void group_table_clear(struct group_table *table);

#endif
