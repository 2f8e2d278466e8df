/*
 * Rollups and cubes of a drop: sums of its charges by some of what tells them apart
 * (migrations/0004_ingest.sql, 0006_cubes.sql, 0007_commitments.sql; docs/adr/0010-cubes.md). Which
 * has which is a table in cubes.c. Pure but for what is spilled.
 *
 * Added up charge by charge while charges are written, and then given out row by row, cube by cube.
 * Memory is bounded: when there are too many sums they are sorted and spilled, and merged in the
 * end.
 */
#ifndef PROFORMA_INGEST_CUBES_H
#define PROFORMA_INGEST_CUBES_H

#include "ingest/dictionary.h"
#include "ingest/group.h"

enum cube {
    CUBE_ROLLUPS,
    CUBE_SERVICE,
    CUBE_SKU,
    CUBE_ACCOUNT,
    CUBE_ACCOUNT_SERVICE,
    CUBE_SERVICE_DAY,
    CUBE_SKU_DAY,
    CUBE_ACCOUNT_DAY,
    CUBE_COMMITMENT,
    CUBE_COUNT
};

/* What charges are told apart by. */
enum cube_part {
    PART_NONE,
    PART_ACCOUNT,
    PART_SKU,
    PART_SERVICE,
    PART_REGION,
    PART_COMMITMENT,
    PART_LINE_TYPE,
    PART_KIND,
    PART_IS_FREE,
    PART_DAY, /* the last of its cube's parts: days of the same others follow each other */
    PART_COUNT
};

#define CUBE_PARTS 5

struct cube_row {
    uint32_t cube;            /* enum cube */
    uint32_t key[CUBE_PARTS]; /* numbers of its parts, in their order */
    int32_t first_day;
    int32_t last_day;
    decimal sums[MEASURE_COUNT];
};

/* The parts of a cube, CUBE_PARTS of them or ended by PART_NONE. */
const enum cube_part *cube_parts(enum cube cube);
/* Is the day among them? */
bool cube_has_days(enum cube cube);
/* Do two rows differ in their day at most? */
bool cube_is_same_series(const struct cube_row *a, const struct cube_row *b);

struct cubes;

/* `skus` are those that charges will name; `limit` is how many rows are held in memory, CUBE_COUNT
 * at least. */
struct cubes *cubes_new(const struct dictionary *skus, str directory, size_t limit);
void cubes_free(struct cubes **cubes);

/* Adds charges that differ in their day alone: what does not tell days apart gets their sum. */
bool cubes_add(struct cx *cx, struct cubes *cubes, const struct group *const *charges,
               size_t count);

/* No more charges: from here on rows are given out, once, each key once, in the order of cube and
 * key. */
bool cubes_finish(struct cx *cx, struct cubes *cubes);
bool cubes_next(struct cx *cx, struct cubes *cubes, struct cube_row *row, bool *found);

/* The text of a service or region by its number; other numbers are those of the aggregation. */
str cubes_text(const struct cubes *cubes, enum cube_part part, uint32_t number);

#endif
