#include "ingest/drop_series.h"

#include "ingest/drop.sql.h"
#include "ingest/series.h"

#define COLUMNS                                                                                    \
    "partner_id, drop_id, period, account_id, sku_id, line_item_type, kind, is_free, invoice_id, " \
    "commitment_id, days, quantity, unblended, cost, public_on_demand_cost, public_base, "         \
    "amortized, net_amortized"
#define COLUMN_COUNT 18
#define LINE_TYPE_MAX 100
#define ROW_MAX                                                                                    \
    (COLUMN_COUNT * COPY_FIELD_MAX + LINE_TYPE_MAX +                                               \
     SERIES_DAYS * (1 + MEASURE_COUNT) * COPY_FIELD_MAX)

struct partition {
    period period;
    str name;
};
static const struct field partition_fields[] = { FIELD(struct partition, period),
                                                 FIELD(struct partition, name), FIELDS_END };
static const struct shape partition_shape = SHAPE("Partition", struct partition, partition_fields);

static void copy_days(struct copy *copy, const struct series_day *days, size_t count)
{
    size_t array = copy_array(copy, COPY_DATE, count);
    for (size_t i = 0; i < count; i++)
        copy_day(copy, days[i].day);
    copy_array_end(copy, array);
}

static void copy_measure(struct copy *copy, const struct series_day *days, size_t count,
                         enum measure measure)
{
    if (series_leaves_out(days, count, measure)) {
        copy_null(copy);
        return;
    }
    size_t array = copy_array(copy, COPY_NUMERIC, count);
    for (size_t i = 0; i < count; i++)
        copy_decimal(copy, days[i].sums[measure]);
    copy_array_end(copy, array);
}

static void copy_optional_id(struct copy *copy, int64_t id)
{
    if (id == 0)
        copy_null(copy);
    else
        copy_int64(copy, id);
}

static void copy_key(struct copy *copy, const struct drop_series *s, const struct group_key *g)
{
    const struct dictionary *types =
        aggregate_dictionary(s->input->aggregate, DICTIONARY_LINE_TYPE);
    copy_int64(copy, s->ids->of[DICTIONARY_ACCOUNT][g->account]);
    copy_int64(copy, s->ids->of[DICTIONARY_SKU][g->sku]);
    copy_text(copy, dictionary_text(types, g->line_type));
    copy_text(copy, charge_kind_name(g->kind));
    copy_bool(copy, g->is_free);
    copy_optional_id(copy, s->ids->of[DICTIONARY_INVOICE][g->invoice]);
    copy_optional_id(copy, s->ids->of[DICTIONARY_COMMITMENT][g->commitment]);
}

bool drop_series_begin(struct cx *cx, struct drop_series *s)
{
    struct partition partition = { .period = s->input->period };
    TRY(db_one(cx, &sql_drop_partition, IN(partition_shape, &partition), IN_NONE, &partition_shape,
               &partition));
    return copy_begin(cx, &s->copy,
                      str_format(cx->arena,
                                 "copy proforma.%.*s (" COLUMNS ") from stdin (format binary)",
                                 STR_ARG(partition.name)));
}

bool drop_series_add(struct cx *cx, struct drop_series *s, const struct group *const *charges,
                     size_t count)
{
    struct series_day days[SERIES_DAYS];
    struct copy *copy = &s->copy;
    for (size_t i = 0; i < count; i++)
        days[i] = (struct series_day){ { charges[i]->key.day }, charges[i]->sums };
    TRY(copy_row(cx, copy, COLUMN_COUNT, ROW_MAX));
    copy_uuid(copy, cx->principal.partner_id);
    copy_uuid(copy, s->drop_id);
    copy_day(copy, period_first_day(s->input->period));
    copy_key(copy, s, &charges[0]->key);
    copy_days(copy, days, count);
    for (int m = 0; m < MEASURE_COUNT; m++)
        copy_measure(copy, days, count, (enum measure)m);
    return true;
}

bool drop_series_end(struct cx *cx, struct drop_series *s)
{
    int64_t rows;
    return copy_end(cx, &s->copy, &rows);
}
