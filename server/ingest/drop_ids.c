#include "ingest/drop_ids.h"

#include <stdlib.h>

#include "ingest/drop.sql.h"

/* Texts per statement. */
#define BATCH 5000

/* The parameters of a batch. */
struct batch {
    uuid payer_id;
    str provider;
    period period;
    str dimension;
    list values;
    list services;
    list usage_types;
    list operations;
    list regions;
    list billing_entities;
    list units;
};
static const struct field batch_fields[] = {
    FIELD(struct batch, payer_id),    FIELD(struct batch, provider),
    FIELD(struct batch, period),      FIELD(struct batch, dimension),
    FIELD(struct batch, values),      FIELD(struct batch, services),
    FIELD(struct batch, usage_types), FIELD(struct batch, operations),
    FIELD(struct batch, regions),     FIELD(struct batch, billing_entities),
    FIELD(struct batch, units),       FIELDS_END,
};
static const struct shape batch_shape = SHAPE("DropBatch", struct batch, batch_fields);

/* How the texts of a dictionary are stored. */
struct encoding {
    enum dictionary_name name;
    const struct sql *ids;    /* of those that are there */
    const struct sql *add;    /* adds the others and gives their ids */
    const struct sql *change; /* what the drop changes of those that are there; may be NULL */
    str dimension;
    bool is_tuple;
};

/* clang-format off */
static const struct encoding encodings[] = {
    { DICTIONARY_ACCOUNT, &sql_drop_accounts_ids, &sql_drop_accounts_add, &sql_drop_accounts_change, STR_NULL, false },
    { DICTIONARY_SKU, &sql_drop_skus_ids, &sql_drop_skus_add, NULL, STR_NULL, true },
    { DICTIONARY_INVOICE, &sql_drop_texts_ids, &sql_drop_texts_add, NULL, STR("invoice"), false },
    { DICTIONARY_COMMITMENT, &sql_drop_texts_ids, &sql_drop_texts_add, NULL, STR("commitment"), false },
};
/* clang-format on */

/* Which numbers the texts of a batch have, and where their ids go. */
struct wanted {
    uint32_t numbers[BATCH];
    size_t count;
    int64_t *ids;
};

static bool store_id(struct cx *cx, void *context, const str *columns)
{
    struct wanted *wanted = context;
    size_t position = strtoull(columns[0].ptr, NULL, 10);
    if (position == 0 || position > wanted->count)
        return fail(cx, ERR_internal, "a dictionary entry came back that was not asked for");
    wanted->ids[wanted->numbers[position - 1]] = strtoll(columns[1].ptr, NULL, 10);
    return true;
}

static list texts_of(struct arena *arena, const struct dictionary *dictionary,
                     const struct wanted *wanted)
{
    str *items = ARENA_ARRAY(arena, str, wanted->count);
    for (size_t i = 0; i < wanted->count; i++)
        items[i] = dictionary_text(dictionary, wanted->numbers[i]);
    return (list){ .items = items, .count = wanted->count, .is_present = true };
}

static list parts_of(struct arena *arena, list tuples, size_t index)
{
    str *items = ARENA_ARRAY(arena, str, tuples.count);
    for (size_t i = 0; i < tuples.count; i++)
        items[i] = tuple_part(((const str *)tuples.items)[i], index);
    return (list){ .items = items, .count = tuples.count, .is_present = true };
}

static void split_tuples(struct arena *arena, struct batch *batch)
{
    list *const parts[SKU_PARTS] = { &batch->services, &batch->usage_types,      &batch->operations,
                                     &batch->regions,  &batch->billing_entities, &batch->units };
    for (size_t i = 0; i < SKU_PARTS; i++)
        *parts[i] = parts_of(arena, batch->values, i);
}

static void batch_of(struct cx *cx, const struct drop_input *input, const struct encoding *encoding,
                     const struct wanted *wanted, struct batch *batch)
{
    *batch = (struct batch){
        .payer_id = input->payer->id,
        .provider = input->payer->provider,
        .period = input->period,
        .dimension = encoding->dimension,
        .values =
            texts_of(cx->arena, aggregate_dictionary(input->aggregate, encoding->name), wanted),
    };
    if (encoding->is_tuple)
        split_tuples(cx->arena, batch);
}

/* Leaves those that have no id yet. */
static void keep_missing(struct wanted *wanted)
{
    size_t kept = 0;
    for (size_t i = 0; i < wanted->count; i++)
        if (wanted->ids[wanted->numbers[i]] == 0)
            wanted->numbers[kept++] = wanted->numbers[i];
    wanted->count = kept;
}

static bool encode_batch(struct cx *cx, const struct drop_input *input,
                         const struct encoding *encoding, struct wanted *wanted)
{
    struct batch batch;
    batch_of(cx, input, encoding, wanted, &batch);
    if (encoding->change != NULL)
        TRY(db_exec(cx, encoding->change, IN(batch_shape, &batch), IN_NONE, NULL));
    TRY(db_each(cx, encoding->ids, IN(batch_shape, &batch), IN_NONE, store_id, wanted));
    keep_missing(wanted);
    if (wanted->count == 0)
        return true;
    batch_of(cx, input, encoding, wanted, &batch);
    TRY(db_each(cx, encoding->add, IN(batch_shape, &batch), IN_NONE, store_id, wanted));
    keep_missing(wanted);
    return wanted->count == 0 ||
           fail(cx, ERR_internal, "a dictionary entry was not found after it was written");
}

/* The next numbers that have a text: forgotten ones have none. */
static void next_numbers(const struct dictionary *dictionary, uint32_t *after,
                         struct wanted *wanted)
{
    wanted->count = 0;
    while (wanted->count < BATCH && *after < dictionary_count(dictionary)) {
        ++*after;
        if (dictionary_text(dictionary, *after).len > 0)
            wanted->numbers[wanted->count++] = *after;
    }
}

static bool encode(struct cx *cx, const struct drop_input *input, const struct encoding *encoding,
                   int64_t *ids)
{
    const struct dictionary *dictionary = aggregate_dictionary(input->aggregate, encoding->name);
    struct wanted *wanted = ARENA_NEW(cx->arena, struct wanted);
    struct arena *outer = cx->arena;
    struct arena *own = arena_new();
    uint32_t after = 0;
    bool is_ok = true;
    wanted->ids = ids;
    while (is_ok && after < dictionary_count(dictionary)) {
        next_numbers(dictionary, &after, wanted);
        cx->arena = own;
        is_ok = wanted->count == 0 || encode_batch(cx, input, encoding, wanted);
        cx->arena = outer;
        cx->failure.detail = str_copy(outer, cx->failure.detail);
        arena_reset(own);
    }
    arena_free(&own);
    return is_ok;
}

bool drop_ids_make(struct cx *cx, const struct drop_input *input, struct drop_ids *ids)
{
    for (size_t i = 0; i < sizeof encodings / sizeof encodings[0]; i++) {
        const struct encoding *encoding = &encodings[i];
        size_t count = dictionary_count(aggregate_dictionary(input->aggregate, encoding->name));
        ids->of[encoding->name] = ARENA_ARRAY(cx->arena, int64_t, count + 1);
        TRY(encode(cx, input, encoding, ids->of[encoding->name]));
    }
    return true;
}
