#include "ingest/cubes.h"

#include <stdlib.h>
#include <string.h>

#include "ingest/fingerprint.h"
#include "ingest/spill.h"

/* clang-format off */
static const enum cube_part parts_of[CUBE_COUNT][CUBE_PARTS] = {
    [CUBE_ROLLUPS]         = { PART_ACCOUNT, PART_SKU, PART_LINE_TYPE, PART_KIND, PART_IS_FREE },
    [CUBE_SERVICE]         = { PART_SERVICE, PART_REGION, PART_LINE_TYPE, PART_KIND },
    [CUBE_SKU]             = { PART_SKU, PART_LINE_TYPE, PART_KIND },
    [CUBE_ACCOUNT]         = { PART_ACCOUNT, PART_KIND },
    [CUBE_ACCOUNT_SERVICE] = { PART_SERVICE, PART_ACCOUNT, PART_REGION, PART_LINE_TYPE, PART_KIND },
    [CUBE_SERVICE_DAY]     = { PART_SERVICE, PART_REGION, PART_LINE_TYPE, PART_KIND, PART_DAY },
    [CUBE_SKU_DAY]         = { PART_SKU, PART_LINE_TYPE, PART_KIND, PART_DAY },
    [CUBE_ACCOUNT_DAY]     = { PART_ACCOUNT, PART_KIND, PART_DAY },
    [CUBE_COMMITMENT]      = { PART_ACCOUNT, PART_COMMITMENT, PART_LINE_TYPE },
};
/* clang-format on */

#define MERGE_MEMORY ((size_t)8 * 1024 * 1024)

struct cubes {
    struct arena *arena;
    struct fingerprint_key key;
    /* of each SKU, by its number */
    uint32_t *services;
    uint32_t *regions;
    struct dictionary *service_texts;
    struct dictionary *region_texts;
    /* rows found by hash: a slot has the number of its row, from 1; twice as many slots as rows */
    struct cube_row *rows;
    size_t count;
    size_t limit;
    uint32_t *slots;
    size_t mask;
    struct cube_row *last[CUBE_COUNT]; /* where the charge before was added */
    str directory;
    struct spill *spill;
    /* what is given out next */
    size_t given;
    struct cube_row ahead;
    bool has_ahead;
};

const enum cube_part *cube_parts(enum cube cube)
{
    return parts_of[cube];
}

/* ---- keys ---- */

static int compare_rows(const void *a, const void *b)
{
    const struct cube_row *x = a;
    const struct cube_row *y = b;
    if (x->cube != y->cube)
        return x->cube < y->cube ? -1 : 1;
    for (size_t i = 0; i < CUBE_PARTS; i++)
        if (x->key[i] != y->key[i])
            return x->key[i] < y->key[i] ? -1 : 1;
    return 0;
}

bool cube_has_days(enum cube cube)
{
    for (size_t i = 0; i < CUBE_PARTS; i++)
        if (parts_of[cube][i] == PART_DAY)
            return true;
    return false;
}

bool cube_is_same_series(const struct cube_row *a, const struct cube_row *b)
{
    const enum cube_part *parts = parts_of[a->cube];
    if (a->cube != b->cube)
        return false;
    for (size_t i = 0; i < CUBE_PARTS; i++)
        if (parts[i] != PART_DAY && a->key[i] != b->key[i])
            return false;
    return true;
}

static void number_parts(const struct cubes *cubes, const struct group_key *key,
                         uint32_t numbers[PART_COUNT])
{
    numbers[PART_NONE] = 0;
    numbers[PART_ACCOUNT] = key->account;
    numbers[PART_SKU] = key->sku;
    numbers[PART_SERVICE] = cubes->services[key->sku];
    numbers[PART_REGION] = cubes->regions[key->sku];
    numbers[PART_COMMITMENT] = key->commitment;
    numbers[PART_LINE_TYPE] = key->line_type;
    numbers[PART_KIND] = key->kind;
    numbers[PART_IS_FREE] = key->is_free;
    numbers[PART_DAY] = (uint32_t)key->day;
}

static struct cube_row key_of(enum cube cube, const uint32_t numbers[PART_COUNT])
{
    struct cube_row row = { .cube = cube, .first_day = INT32_MAX, .last_day = INT32_MIN };
    for (size_t i = 0; i < CUBE_PARTS; i++)
        row.key[i] = numbers[parts_of[cube][i]];
    return row;
}

static size_t slot_of(const struct cubes *cubes, const struct cube_row *row)
{
    const uint32_t *k = row->key;
    struct fingerprint f = fingerprint_of(&cubes->key, (uint64_t)row->cube << 32 | k[0]);
    fingerprint_add_number(&f, &cubes->key, (uint64_t)k[1] << 32 | k[2]);
    fingerprint_add_number(&f, &cubes->key, (uint64_t)k[3] << 32 | k[4]);
    return (size_t)f.a & cubes->mask;
}

/* ---- adding ---- */

struct cubes *cubes_new(const struct dictionary *skus, str directory, size_t limit)
{
    size_t count = dictionary_count(skus) + 1;
    struct arena *arena = arena_new();
    struct cubes *cubes = ARENA_NEW(arena, struct cubes);
    size_t slots = 2;
    while (slots < limit * 2)
        slots *= 2;
    *cubes = (struct cubes){
        .arena = arena,
        .key = fingerprint_key(),
        .services = ARENA_ARRAY(arena, uint32_t, count),
        .regions = ARENA_ARRAY(arena, uint32_t, count),
        .service_texts = dictionary_new(),
        .region_texts = dictionary_new(),
        .rows = ARENA_ARRAY(arena, struct cube_row, limit),
        .limit = limit,
        .slots = ARENA_ARRAY(arena, uint32_t, slots),
        .mask = slots - 1,
        .directory = directory,
    };
    for (uint32_t i = 1; i < count; i++) {
        str sku = dictionary_text(skus, i);
        cubes->services[i] = dictionary_add(cubes->service_texts, tuple_part(sku, 0));
        cubes->regions[i] =
            dictionary_add(cubes->region_texts, tuple_part(sku, TEXT_REGION - TEXT_SERVICE));
    }
    return cubes;
}

void cubes_free(struct cubes **cubes)
{
    if (*cubes == NULL)
        return;
    struct arena *arena = (*cubes)->arena;
    spill_free(&(*cubes)->spill);
    dictionary_free(&(*cubes)->service_texts);
    dictionary_free(&(*cubes)->region_texts);
    arena_free(&arena);
    *cubes = NULL;
}

static bool spill_rows(struct cx *cx, struct cubes *cubes)
{
    if (cubes->spill == NULL)
        TRY(spill_new(cx, cubes->directory, sizeof(struct cube_row), compare_rows, &cubes->spill));
    qsort(cubes->rows, cubes->count, sizeof cubes->rows[0], compare_rows);
    TRY(spill_begin(cx, cubes->spill));
    for (size_t i = 0; i < cubes->count; i++)
        TRY(spill_write(cx, cubes->spill, &cubes->rows[i]));
    cubes->count = 0;
    memset(cubes->slots, 0, (cubes->mask + 1) * sizeof cubes->slots[0]);
    memset(cubes->last, 0, sizeof cubes->last);
    return true;
}

/* The row of that key, with sums of 0 when it is new. There must be room for it. */
static struct cube_row *find(struct cubes *cubes, const struct cube_row *key)
{
    size_t slot = slot_of(cubes, key);
    for (; cubes->slots[slot] != 0; slot = (slot + 1) & cubes->mask) {
        struct cube_row *row = &cubes->rows[cubes->slots[slot] - 1];
        if (compare_rows(row, key) == 0)
            return row;
    }
    struct cube_row *row = &cubes->rows[cubes->count++];
    *row = *key;
    cubes->slots[slot] = (uint32_t)cubes->count;
    return row;
}

static void add_to(struct cube_row *row, const struct cube_row *other)
{
    if (other->first_day < row->first_day)
        row->first_day = other->first_day;
    if (other->last_day > row->last_day)
        row->last_day = other->last_day;
    for (int m = 0; m < MEASURE_COUNT; m++)
        row->sums[m].v += other->sums[m].v;
}

static struct cube_row row_of(const struct group *charge)
{
    struct cube_row row = { .first_day = charge->key.day, .last_day = charge->key.day };
    memcpy(row.sums, charge->sums, sizeof row.sums);
    return row;
}

/* Adds `sums` to the cubes that tell days apart, or to the others. */
static bool add_to_cubes(struct cx *cx, struct cubes *cubes, const struct group_key *charge,
                         const struct cube_row *sums, bool with_days)
{
    uint32_t numbers[PART_COUNT];
    number_parts(cubes, charge, numbers);
    if (cubes->limit - cubes->count < CUBE_COUNT)
        TRY(spill_rows(cx, cubes));
    for (int c = 0; c < CUBE_COUNT; c++) {
        if (cube_has_days((enum cube)c) != with_days ||
            (c == CUBE_COMMITMENT && charge->commitment == 0))
            continue;
        struct cube_row key = key_of((enum cube)c, numbers);
        if (cubes->last[c] == NULL || compare_rows(cubes->last[c], &key) != 0)
            cubes->last[c] = find(cubes, &key);
        add_to(cubes->last[c], sums);
    }
    return true;
}

bool cubes_add(struct cx *cx, struct cubes *cubes, const struct group *const *charges, size_t count)
{
    struct cube_row all = row_of(charges[0]);
    TRY(add_to_cubes(cx, cubes, &charges[0]->key, &all, true));
    for (size_t i = 1; i < count; i++) {
        struct cube_row one = row_of(charges[i]);
        TRY(add_to_cubes(cx, cubes, &charges[i]->key, &one, true));
        add_to(&all, &one);
    }
    return add_to_cubes(cx, cubes, &charges[0]->key, &all, false);
}

/* ---- giving out ---- */

/* The next row as it was held or spilled: a key that was spilled more than once comes as often. */
static bool next_part(struct cx *cx, struct cubes *cubes, struct cube_row *row, bool *found)
{
    if (cubes->spill != NULL)
        return spill_next(cx, cubes->spill, row, found);
    *found = cubes->given < cubes->count;
    if (*found)
        *row = cubes->rows[cubes->given++];
    return true;
}

bool cubes_finish(struct cx *cx, struct cubes *cubes)
{
    if (cubes->spill != NULL) {
        TRY(spill_rows(cx, cubes));
        TRY(spill_merge(cx, cubes->spill, MERGE_MEMORY));
    } else {
        qsort(cubes->rows, cubes->count, sizeof cubes->rows[0], compare_rows);
    }
    return next_part(cx, cubes, &cubes->ahead, &cubes->has_ahead);
}

bool cubes_next(struct cx *cx, struct cubes *cubes, struct cube_row *row, bool *found)
{
    *found = cubes->has_ahead;
    if (!*found)
        return true;
    *row = cubes->ahead;
    for (;;) {
        TRY(next_part(cx, cubes, &cubes->ahead, &cubes->has_ahead));
        if (!cubes->has_ahead || compare_rows(row, &cubes->ahead) != 0)
            return true;
        add_to(row, &cubes->ahead);
    }
}

str cubes_text(const struct cubes *cubes, enum cube_part part, uint32_t number)
{
    return dictionary_text(part == PART_SERVICE ? cubes->service_texts : cubes->region_texts,
                           number);
}
