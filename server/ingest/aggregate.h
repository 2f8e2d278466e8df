/*
 * Rows into charges: a hash aggregation in bounded memory.
 *
 * A row is recognised by the fingerprint of its texts; only one that is new has its texts looked
 * up and numbered. When the memory for groups is full they are sorted and spilled to disk, and
 * merged at the end: the result is the same however much memory there is, in whichever order the
 * rows come.
 *
 * Resource ids and tags are kept for usage days from `detail_from` on, as far as `memory` allows:
 * where a month has more of them than fit into a third of it, `detail_from` moves on to the first
 * day whose resources and tags, with those of later days, do fit. That day, too, depends on the
 * rows alone. Costs are never affected, only how finely they are told apart.
 */
#ifndef PROFORMA_INGEST_AGGREGATE_H
#define PROFORMA_INGEST_AGGREGATE_H

#include "ingest/dictionary.h"
#include "ingest/group_table.h"

struct aggregate;

struct aggregate_options {
    size_t memory;   /* bytes */
    str directory;   /* for spilling */
    day detail_from; /* the first day whose charges keep resource ids and tags */
};

struct aggregate *aggregate_new(const struct aggregate_options *options);
void aggregate_free(struct aggregate **aggregate);

/* A row on its way into its group. */
struct row {
    const struct line *line;
    struct charge charge;
    struct fingerprint print;    /* of all that tells its group apart */
    struct fingerprint texts;    /* of those that are the same every day */
    struct fingerprint resource; /* of days whose details are kept, as are those of tags */
    struct fingerprint tags;
};

/* Fills the row's fingerprints. May be called while another thread adds rows. */
void aggregate_print(const struct aggregate *aggregate, struct row *row);

/* Why a row cannot be added. */
struct refusal {
    const struct row *row;
    struct spot spot; /* what is wrong with it; PROBLEM_NONE: cx->failure says what else happened */
};

/* Adds rows, in order, one thread at a time. */
bool aggregate_add(struct cx *cx, struct aggregate *aggregate, const struct row *rows, size_t count,
                   struct refusal *refusal);

/* No more rows: from here on the groups are given out, once, in the order of group_compare. */
bool aggregate_finish(struct cx *cx, struct aggregate *aggregate);
bool aggregate_next(struct cx *cx, struct aggregate *aggregate, struct group *group, bool *found);

const struct dictionary *aggregate_dictionary(const struct aggregate *aggregate,
                                              enum dictionary_name name);

/* The first day whose charges did keep their resource ids and tags. */
day aggregate_detail_from(const struct aggregate *aggregate);

/* How often memory was full. */
size_t aggregate_spill_count(const struct aggregate *aggregate);

#endif
