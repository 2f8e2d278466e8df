#include "ingest/drop_charges.h"

#include <stdlib.h>
#include <string.h>

#include "ingest/drop_cubes.h"
#include "ingest/drop_details.h"
#include "ingest/drop_series.h"
#include "ingest/series.h"

/* Charges that are sorted together: more than an account usually has. One that has more gets series
 * of fewer days. */
#define CHARGES_MAX 32768
/* Sums of rollups and cubes that are held in memory: some 20 MB. */
#define SUMS_MAX 131072

struct writing {
    const struct drop_input *input;
    uuid drop_id;
    struct drop_ids ids;
    struct group *charges; /* of one account */
    const struct group **sorted;
    size_t count;
    struct drop_series series;
    struct cubes *cubes;
    struct drop_details *details;
    struct drop_counts *counts;
};

/* ---- details ---- */

static str text_of(const struct writing *w, enum dictionary_name name, uint32_t number)
{
    return dictionary_text(aggregate_dictionary(w->input->aggregate, name), number);
}

static bool add_detail(struct cx *cx, struct writing *w, const struct group *group)
{
    const struct group_key *g = &group->key;
    if (g->resource == 0 && g->tags == 0)
        return true;
    struct charge_detail detail = {
        .day = { g->day },
        .sku_id = w->ids.of[DICTIONARY_SKU][g->sku],
        .line_item_type = text_of(w, DICTIONARY_LINE_TYPE, g->line_type),
        .kind = charge_kind_name(g->kind),
        .is_free = g->is_free,
        .invoice_id = w->ids.of[DICTIONARY_INVOICE][g->invoice],
        .commitment_id = w->ids.of[DICTIONARY_COMMITMENT][g->commitment],
        .resource = text_of(w, DICTIONARY_RESOURCE, g->resource),
        .tags = text_of(w, DICTIONARY_TAGS, g->tags),
    };
    memcpy(detail.sums, group->sums, sizeof detail.sums);
    return drop_details_add(cx, w->details, w->ids.of[DICTIONARY_ACCOUNT][g->account], &detail);
}

/* ---- charges ---- */

static int compare_but_day(const struct group_key *a, const struct group_key *b)
{
    struct group_key of_one_day = *b;
    of_one_day.day = a->day;
    of_one_day.resource = a->resource;
    of_one_day.tags = a->tags;
    return group_compare(a, &of_one_day);
}

static int compare_charges(const void *a, const void *b)
{
    const struct group_key *x = &(*(const struct group *const *)a)->key;
    const struct group_key *y = &(*(const struct group *const *)b)->key;
    int order = compare_but_day(x, y);
    return order != 0 ? order : (x->day > y->day) - (x->day < y->day);
}

/* The charges from `from` on that differ in their day alone, as many as a row takes. */
static size_t series_length(const struct writing *w, size_t from)
{
    size_t end = from + 1;
    while (end < w->count && end - from < SERIES_DAYS &&
           compare_but_day(&w->sorted[from]->key, &w->sorted[end]->key) == 0)
        end++;
    return end - from;
}

static bool write_collected(struct cx *cx, struct writing *w)
{
    for (size_t i = 0; i < w->count; i++)
        w->sorted[i] = &w->charges[i];
    qsort(w->sorted, w->count, sizeof w->sorted[0], compare_charges);
    for (size_t i = 0, length; i < w->count; i += length) {
        length = series_length(w, i);
        TRY(drop_series_add(cx, &w->series, w->sorted + i, length));
        TRY(cubes_add(cx, w->cubes, w->sorted + i, length));
    }
    w->counts->charges += (int64_t)w->count;
    w->count = 0;
    return true;
}

static bool add_charge(struct cx *cx, struct writing *w, const struct group *charge)
{
    bool is_other = w->count > 0 && w->charges[0].key.account != charge->key.account;
    if (is_other || w->count == CHARGES_MAX)
        TRY(write_collected(cx, w));
    w->charges[w->count++] = *charge;
    return true;
}

/* Groups that differ in resource and tags alone come one after the other: together they are a
 * charge, each by itself a detail of it. */
static bool add_groups(struct cx *cx, struct writing *w)
{
    struct group charge, group;
    bool is_begun = false, found;
    for (;;) {
        TRY(aggregate_next(cx, w->input->aggregate, &group, &found));
        bool is_part = found && is_begun && group_is_same_charge(&charge.key, &group.key);
        if (is_begun && !is_part)
            TRY(add_charge(cx, w, &charge));
        if (!found)
            return write_collected(cx, w);
        TRY(add_detail(cx, w, &group));
        if (is_part)
            group_add(&charge, group.sums);
        else
            charge = group;
        is_begun = true;
        w->counts->parts++;
    }
}

/* ---- */

static bool write_all(struct cx *cx, struct writing *w)
{
    TRY(drop_series_begin(cx, &w->series));
    TRY(add_groups(cx, w));
    TRY(drop_series_end(cx, &w->series));
    TRY(drop_details_write(cx, w->details, w->drop_id, w->input->period));
    return drop_cubes_write(cx, w->cubes, w->input, &w->ids, w->drop_id);
}

bool drop_charges_write(struct cx *cx, const struct drop_input *input, uuid drop_id,
                        struct drop_counts *counts)
{
    struct writing w = {
        .input = input,
        .drop_id = drop_id,
        .charges = ARENA_ARRAY(cx->arena, struct group, CHARGES_MAX),
        .sorted = ARENA_ARRAY(cx->arena, const struct group *, CHARGES_MAX),
        .series = { .input = input, .ids = &w.ids, .drop_id = drop_id },
        .counts = counts,
    };
    *counts = (struct drop_counts){ 0 };
    TRY(drop_ids_make(cx, input, &w.ids));
    TRY(drop_details_new(cx, input->directory, &w.details));
    w.cubes = cubes_new(aggregate_dictionary(input->aggregate, DICTIONARY_SKU), input->directory,
                        SUMS_MAX);
    bool is_ok = write_all(cx, &w);
    cubes_free(&w.cubes);
    drop_details_free(&w.details);
    return is_ok;
}
