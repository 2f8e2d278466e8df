#include "ingest/drop_write.h"

#include <time.h>

#include "audit/audit.h"
#include "core/json.h"
#include "ingest/drop.sql.h"
#include "ingest/drop_blocks.h"
#include "ingest/drop_charges.h"
#include "ingest/source_file.h"

/* ---- shapes of what goes in and out ---- */

static const struct field payer_fields[] = {
    FIELD(struct drop_payer, id),
    FIELD(struct drop_payer, provider),
    FIELD(struct drop_payer, external_id),
    FIELDS_END,
};
static const struct shape payer_shape = SHAPE("DropPayer", struct drop_payer, payer_fields);

/* What the statements ask for by name. */
struct drop_key {
    uuid drop_id;
    uuid previous_id;
    uuid payer_id;
    str source;
    period period;
    str fingerprint;
    int64_t size;
    int64_t version;
};
static const struct field key_fields[] = {
    FIELD(struct drop_key, drop_id),
    FIELD(struct drop_key, previous_id),
    FIELD(struct drop_key, payer_id),
    FIELD(struct drop_key, source),
    FIELD(struct drop_key, period),
    FIELD(struct drop_key, fingerprint),
    FIELD(struct drop_key, size),
    FIELD(struct drop_key, version),
    FIELDS_END,
};
static const struct shape key_shape = SHAPE("DropKey", struct drop_key, key_fields);

struct lock_answer {
    bool is_locked;
};
static const struct field lock_fields[] = { FIELD(struct lock_answer, is_locked), FIELDS_END };
static const struct shape lock_shape = SHAPE("DropLock", struct lock_answer, lock_fields);

struct same_answer {
    bool may_be_same;
};
static const struct field same_fields[] = { FIELD(struct same_answer, may_be_same), FIELDS_END };
static const struct shape same_shape = SHAPE("DropSame", struct same_answer, same_fields);

/* The sums of one level: charges, rollups or cubes. */
struct level_sums {
    str level;
    int64_t charges;
    maybe_decimal quantity;
    maybe_decimal unblended;
    maybe_decimal cost;
    maybe_decimal public_on_demand_cost;
    maybe_decimal public_base;
    maybe_decimal amortized;
    maybe_decimal net_amortized;
};
static const struct field level_fields[] = {
    FIELD(struct level_sums, level),         FIELD(struct level_sums, charges),
    FIELD(struct level_sums, quantity),      FIELD(struct level_sums, unblended),
    FIELD(struct level_sums, cost),          FIELD(struct level_sums, public_on_demand_cost),
    FIELD(struct level_sums, public_base),   FIELD(struct level_sums, amortized),
    FIELD(struct level_sums, net_amortized), FIELDS_END,
};
static const struct shape level_shape = SHAPE("LevelSums", struct level_sums, level_fields);

/* ---- before the files are read ---- */

bool drop_begin(struct cx *cx, struct db_pool *pool, uuid payer_id, struct drop_payer *payer)
{
    struct drop_key key = { .payer_id = payer_id };
    struct lock_answer lock;
    TRY(db_begin(cx, pool, DB_INGEST, DB_WRITE));
    TRY(db_one(cx, &sql_drop_lock_payer, IN(key_shape, &key), IN_NONE, &lock_shape, &lock));
    if (!lock.is_locked)
        return fail(cx, ERR_ingest_in_progress, "another ingest of this payer is running");
    return db_one(cx, &sql_drop_payer, IN(key_shape, &key), IN_NONE, &payer_shape, payer);
}

bool drop_may_be_same(struct cx *cx, uuid payer_id, str source, int64_t size, bool *may_be)
{
    struct drop_key key = { .payer_id = payer_id, .source = source, .size = size };
    struct same_answer answer;
    TRY(db_one(cx, &sql_drop_may_be_same, IN(key_shape, &key), IN_NONE, &same_shape, &answer));
    *may_be = answer.may_be_same;
    return true;
}

bool drop_find_same(struct cx *cx, uuid payer_id, str source, str fingerprint, struct drop *drop,
                    bool *found)
{
    struct drop_key key = { .payer_id = payer_id, .source = source, .fingerprint = fingerprint };
    return db_maybe(cx, &sql_drop_same, IN(key_shape, &key), IN_NONE, &drop_shape, drop, found);
}

/* ---- reconciliation ---- */

static bool agrees(maybe_decimal sum, decimal expected)
{
    return !sum.is_present || decimal_compare(sum.value, expected) == 0;
}

static bool check_level(struct cx *cx, const struct level_sums *level, const struct tally *tally)
{
    const maybe_decimal sums[MEASURE_COUNT] = {
        [MEASURE_QUANTITY] = level->quantity,
        [MEASURE_UNBLENDED] = level->unblended,
        [MEASURE_COST] = level->cost,
        [MEASURE_PUBLIC_ON_DEMAND_COST] = level->public_on_demand_cost,
        [MEASURE_PUBLIC_BASE] = level->public_base,
        [MEASURE_AMORTIZED] = level->amortized,
        [MEASURE_NET_AMORTIZED] = level->net_amortized,
    };
    for (int m = 0; m < MEASURE_COUNT; m++)
        if (!agrees(sums[m], tally_sum(tally, (enum measure)m)))
            return fail(cx, ERR_unreconciled, "measure %d of the %.*s is %.*s, the rows give %.*s",
                        m, STR_ARG(level->level), STR_ARG(decimal_text(cx->arena, sums[m].value)),
                        STR_ARG(decimal_text(cx->arena, tally_sum(tally, (enum measure)m))));
    return true;
}

/* The charges as they now are in the database against the rows as they were read. */
static bool reconcile(struct cx *cx, const struct drop_input *input, const struct drop_key *key,
                      int64_t charges, struct drop *drop)
{
    list levels;
    TRY(db_all(cx, &sql_drop_sums, IN(key_shape, key), IN_NONE, &level_shape, &levels));
    for (size_t i = 0; i < levels.count; i++) {
        const struct level_sums *level = &((const struct level_sums *)levels.items)[i];
        TRY(check_level(cx, level, input->tally));
        if (!str_equal(level->level, STR("charges")))
            continue;
        if (level->charges != charges)
            return fail(cx, ERR_unreconciled, "%lld charges were written, %lld are there",
                        (long long)charges, (long long)level->charges);
        drop->cost = level->cost.value;
        drop->public_on_demand_cost = level->public_on_demand_cost.value;
    }
    drop->reconciled = true;
    return true;
}

/* ---- the drop's own row ---- */

static list charge_types_of(struct arena *arena, const struct tally *tally)
{
    struct drop_charge_type *items = ARENA_ARRAY(arena, struct drop_charge_type, tally->count);
    for (size_t i = 0; i < tally->count; i++)
        items[i] = (struct drop_charge_type){
            .line_item_type = tally->lines[i].line_item_type,
            .kind = charge_kind_name(tally->lines[i].kind),
            .rows = tally->lines[i].rows,
            .cost = tally->lines[i].sums[MEASURE_COST],
            .public_on_demand_cost = tally->lines[i].sums[MEASURE_PUBLIC_ON_DEMAND_COST],
        };
    return (list){ .items = items, .count = tally->count, .is_present = true };
}

static list unknown_types_of(struct arena *arena, const struct tally *tally)
{
    str *items = ARENA_ARRAY(arena, str, tally->count);
    size_t count = 0;
    for (size_t i = 0; i < tally->count; i++)
        if (!tally->lines[i].is_known_type)
            items[count++] = tally->lines[i].line_item_type;
    return (list){ .items = items, .count = count, .is_present = true };
}

static decimal seconds_since(int64_t started_us)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    int64_t us = (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000 - started_us;
    return (decimal){ (__int128)(us / 1000) * 1000000000 };
}

static struct drop drop_of(struct cx *cx, const struct drop_input *input,
                           const struct drop_key *key)
{
    const struct tally *tally = input->tally;
    day detail_from = aggregate_detail_from(input->aggregate);
    return (struct drop){
        .id = key->drop_id,
        .source = input->source,
        .payer_id = input->payer->id,
        .period = input->period,
        .version = key->version,
        .rows = tally->rows,
        .skipped_rows = tally->split_rows,
        .source_cost = tally_sum(tally, MEASURE_COST),
        .currency = input->currency,
        .state = STR("current"),
        .rounded_values = tally->rounded_rows,
        .unknown_types = unknown_types_of(cx->arena, tally),
        .first_day = tally->first_day,
        .last_day = tally->last_day,
        .detail_from = detail_from.days == INT32_MAX ? DAY_NONE : detail_from,
        .by_charge_type = charge_types_of(cx->arena, tally),
        .files = { (void *)input->files, input->file_count, true },
        .created_at = cx->now,
    };
}

static bool run_all(struct cx *cx, const struct drop_key *key, const struct sql *const *steps,
                    size_t count)
{
    for (size_t i = 0; i < count; i++)
        TRY(db_exec(cx, steps[i], IN(key_shape, key), IN_NONE, NULL));
    return true;
}

static bool remove_previous(struct cx *cx, const struct drop_key *key)
{
    static const struct sql *const steps[] = {
        &sql_drop_charges_delete,
        &sql_drop_details_delete,
        &sql_drop_rollups_delete,
        &sql_drop_rollup_blocks_delete,
        &sql_drop_service_cubes_delete,
        &sql_drop_sku_cubes_delete,
        &sql_drop_account_cubes_delete,
        &sql_drop_account_service_cubes_delete,
        &sql_drop_service_day_series_delete,
        &sql_drop_sku_day_series_delete,
        &sql_drop_account_day_series_delete,
        &sql_drop_commitment_cubes_delete,
        &sql_drop_supersede,
    };
    return uuid_is_nil(key->previous_id) || run_all(cx, key, steps, sizeof steps / sizeof steps[0]);
}

static bool begin_version(struct cx *cx, const struct drop_input *input, struct drop_key *key)
{
    struct drop_key found;
    *key = (struct drop_key){
        .payer_id = input->payer->id,
        .source = input->source,
        .period = input->period,
        .fingerprint = input->fingerprint,
    };
    TRY(db_exec(cx, &sql_drop_lock_partner, IN_NONE, IN_NONE, NULL));
    TRY(db_one(cx, &sql_drop_version, IN(key_shape, key), IN_NONE, &key_shape, &found));
    key->version = found.version;
    key->previous_id = found.previous_id;
    key->drop_id = uuid_new(cx->now.us);
    return true;
}

bool drop_write(struct cx *cx, const struct drop_input *input, struct drop *drop)
{
    struct drop_key key;
    struct drop_counts counts;
    TRY(begin_version(cx, input, &key));
    TRY(drop_charges_write(cx, input, key.drop_id, &counts));
    TRY(drop_blocks_write(cx, key.drop_id, input->tally));

    *drop = drop_of(cx, input, &key);
    drop->charges = counts.parts;
    TRY(reconcile(cx, input, &key, counts.charges, drop));
    TRY(remove_previous(cx, &key));
    drop->seconds = seconds_since(input->started_us);
    TRY(db_exec(cx, &sql_drop_insert, IN(drop_detail_shape, drop), IN(key_shape, &key), NULL));
    return audit_record(cx, STR("drop.create"), STR("drop"), uuid_text(cx->arena, drop->id),
                        &drop_detail_shape, NULL, drop);
}
