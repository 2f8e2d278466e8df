#include "ingest/drop_charges.h"

#include <string.h>

#include "ingest/copy_binary.h"
#include "ingest/drop.sql.h"
#include "ingest/drop_details.h"
#include "ingest/drop_ids.h"

#define CHARGE_COLUMNS                                                                             \
    "partner_id, drop_id, period, account_id, day, sku_id, line_item_type, kind, is_free, "        \
    "invoice_id, commitment_id, quantity, unblended, cost, public_on_demand_cost, public_base, "   \
    "amortized, net_amortized"
#define CHARGE_COLUMN_COUNT 18
#define LINE_TYPE_MAX 100

struct partition {
    period period;
    str name;
};
static const struct field partition_fields[] = { FIELD(struct partition, period),
                                                 FIELD(struct partition, name), FIELDS_END };
static const struct shape partition_shape = SHAPE("Partition", struct partition, partition_fields);

struct writing {
    const struct drop_input *input;
    uuid drop_id;
    struct drop_ids ids;
    struct copy copy;
    struct drop_details *details;
    struct drop_counts *counts;
};

static str text_of(const struct writing *w, enum dictionary_name name, uint32_t number)
{
    return dictionary_text(aggregate_dictionary(w->input->aggregate, name), number);
}

static void copy_optional_id(struct copy *copy, int64_t id)
{
    if (id == 0)
        copy_null(copy);
    else
        copy_int64(copy, id);
}

static bool copy_charge(struct cx *cx, struct writing *w, const struct group *charge)
{
    const struct group_key *g = &charge->key;
    struct copy *copy = &w->copy;
    TRY(copy_row(cx, copy, CHARGE_COLUMN_COUNT,
                 CHARGE_COLUMN_COUNT * COPY_FIELD_MAX + LINE_TYPE_MAX));
    copy_uuid(copy, cx->principal.partner_id);
    copy_uuid(copy, w->drop_id);
    copy_day(copy, period_first_day(w->input->period));
    copy_int64(copy, w->ids.of[DICTIONARY_ACCOUNT][g->account]);
    copy_day(copy, (day){ g->day });
    copy_int64(copy, w->ids.of[DICTIONARY_SKU][g->sku]);
    copy_text(copy, text_of(w, DICTIONARY_LINE_TYPE, g->line_type));
    copy_text(copy, charge_kind_name(g->kind));
    copy_bool(copy, g->is_free);
    copy_optional_id(copy, w->ids.of[DICTIONARY_INVOICE][g->invoice]);
    copy_optional_id(copy, w->ids.of[DICTIONARY_COMMITMENT][g->commitment]);
    for (int m = 0; m < MEASURE_COUNT; m++)
        copy_decimal(copy, charge->sums[m]);
    return true;
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

/* Groups that differ in resource and tags alone come one after the other: together they are a
 * charge, each by itself a detail of it. */
static bool copy_groups(struct cx *cx, struct writing *w)
{
    struct group charge, group;
    bool is_begun = false, found;
    for (;;) {
        TRY(aggregate_next(cx, w->input->aggregate, &group, &found));
        bool is_part = found && is_begun && group_is_same_charge(&charge.key, &group.key);
        if (is_begun && !is_part)
            TRY(copy_charge(cx, w, &charge));
        if (!found)
            return true;
        TRY(add_detail(cx, w, &group));
        if (is_part)
            group_add(&charge, group.sums);
        else
            charge = group;
        is_begun = true;
        w->counts->parts++;
    }
}

static bool copy_charges(struct cx *cx, struct writing *w)
{
    struct partition partition = { .period = w->input->period };
    TRY(db_one(cx, &sql_drop_partition, IN(partition_shape, &partition), IN_NONE, &partition_shape,
               &partition));
    TRY(copy_begin(cx, &w->copy,
                   str_format(cx->arena,
                              "copy proforma.%.*s (" CHARGE_COLUMNS ") from stdin (format binary)",
                              STR_ARG(partition.name))));
    TRY(copy_groups(cx, w));
    return copy_end(cx, &w->copy, &w->counts->charges);
}

bool drop_charges_write(struct cx *cx, const struct drop_input *input, uuid drop_id,
                        struct drop_counts *counts)
{
    struct writing w = { .input = input, .drop_id = drop_id, .counts = counts };
    *counts = (struct drop_counts){ 0 };
    TRY(drop_ids_make(cx, input, &w.ids));
    TRY(drop_details_new(cx, input->directory, &w.details));
    bool is_ok = copy_charges(cx, &w) && drop_details_write(cx, w.details, drop_id, input->period);
    drop_details_free(&w.details);
    return is_ok;
}
