#include "ingest/drop_blocks.h"

#include "db/db.h"
#include "ingest/drop_blocks.sql.h"
#include "ingest/rollup_block.h"

struct key {
    uuid drop_id;
};
static const struct field key_fields[] = { FIELD(struct key, drop_id), FIELDS_END };
static const struct shape key_shape = SHAPE("BlocksKey", struct key, key_fields);

struct sums {
    decimal of[MEASURE_COUNT];
};

static void count(struct sums *sums, const struct rollup *rollup)
{
    sums->of[MEASURE_QUANTITY].v += rollup->quantity.v;
    sums->of[MEASURE_UNBLENDED].v += rollup->unblended.v;
    sums->of[MEASURE_COST].v += rollup->cost.v;
    sums->of[MEASURE_PUBLIC_BASE].v += rollup->public_base.v;
    sums->of[MEASURE_AMORTIZED].v += rollup->amortized.v;
    sums->of[MEASURE_NET_AMORTIZED].v += rollup->net_amortized.v;
}

static bool count_block(struct cx *cx, void *context, const str *columns)
{
    struct rollup rollup;
    str block = columns[0];
    while (rollup_block_next(&block, &rollup))
        count(context, &rollup);
    return block.len == 0 || fail(cx, ERR_unreconciled, "a block of rollups cannot be read");
}

/* A block has no public on-demand cost: bills do not ask for it. */
static bool check(struct cx *cx, enum measure measure, decimal found, decimal expected)
{
    if (measure == MEASURE_PUBLIC_ON_DEMAND_COST || decimal_compare(found, expected) == 0)
        return true;
    return fail(cx, ERR_unreconciled, "measure %d of the blocks is %.*s, it was %.*s", (int)measure,
                STR_ARG(decimal_text(cx->arena, found)),
                STR_ARG(decimal_text(cx->arena, expected)));
}

bool drop_blocks_write(struct cx *cx, uuid drop_id, const struct tally *tally)
{
    const struct key key = { drop_id };
    struct sums found = { 0 };
    TRY(db_exec(cx, &sql_drop_blocks_make, IN(key_shape, &key), IN_NONE, NULL));
    TRY(db_each_binary(cx, &sql_drop_blocks_of, IN(key_shape, &key), IN_NONE, count_block, &found));
    for (int m = 0; m < MEASURE_COUNT; m++)
        TRY(check(cx, (enum measure)m, found.of[m], tally_sum(tally, (enum measure)m)));
    return true;
}
