/*
 * The columns of a cost and usage report that this program reads, and where a file has them.
 *
 * AWS spells one column in two ways: `lineItem/UsageAccountId` (CUR 1.0 CSV) and
 * `line_item_usage_account_id` (CUR 1.0 for Athena, CUR 2.0). A file may have its columns in any
 * order and hundreds that nobody asks for; optional ones may be absent (AWS: Data dictionary of the
 * CUR).
 *
 * Tags and cost categories are columns of their own (`resourceTags/user:Name`,
 * `cost_category_team`) or, in CUR 2.0, maps (`resource_tags`, `cost_category`). Their keys are
 * brought to one form: "user:Name", "aws:createdBy", "cost_category:Team".
 */
#ifndef PROFORMA_INGEST_COLUMNS_H
#define PROFORMA_INGEST_COLUMNS_H

#include <stdint.h>

#include "core/cx.h"

enum column {
    COLUMN_PAYER,
    COLUMN_PERIOD_START,
    COLUMN_BILL_TYPE,
    COLUMN_BILLING_ENTITY,
    COLUMN_INVOICE,
    COLUMN_ACCOUNT,
    COLUMN_LINE_ITEM_TYPE,
    COLUMN_USAGE_START,
    COLUMN_SERVICE,
    COLUMN_USAGE_TYPE,
    COLUMN_OPERATION,
    COLUMN_RESOURCE,
    COLUMN_CURRENCY,
    COLUMN_DESCRIPTION,
    COLUMN_REGION_CODE,
    COLUMN_REGION,
    COLUMN_UNIT,
    COLUMN_RESERVATION,
    COLUMN_SAVINGS_PLAN,
    /* maps as JSON text */
    COLUMN_RESOURCE_TAGS,
    COLUMN_COST_CATEGORIES,
    /* numbers */
    COLUMN_QUANTITY,
    COLUMN_UNBLENDED_RATE,
    COLUMN_UNBLENDED,
    COLUMN_NET_UNBLENDED,
    COLUMN_PUBLIC_COST,
    COLUMN_RESERVATION_COST,
    COLUMN_NET_RESERVATION_COST,
    COLUMN_UNUSED_UPFRONT,
    COLUMN_NET_UNUSED_UPFRONT,
    COLUMN_UNUSED_RECURRING,
    COLUMN_NET_UNUSED_RECURRING,
    COLUMN_SAVINGS_PLAN_COST,
    COLUMN_NET_SAVINGS_PLAN_COST,
    COLUMN_COMMITMENT,
    COLUMN_USED_COMMITMENT,
    COLUMN_COUNT
};

/* Most columns a file may have. */
#define FIELDS_MAX 4096

/* How the cells of a column are held; see line.h. */
enum cell_form {
    CELL_TEXT,
    CELL_DOUBLE, /* 8 bytes */
    CELL_DAY,    /* 4 bytes: days since 1970-01-01 */
};

/* Where a file has what. Lives in the arena of the part that is read. */
struct layout {
    size_t field_count;
    /* Per field of the file, where its cell goes: a column, COLUMN_COUNT + n for the tag of
     * tag_names[n], or the slot after the last tag, which nobody reads. */
    uint16_t *slots;
    size_t tag_count;
    const str *tag_names;    /* in the order of str_compare */
    str names[COLUMN_COUNT]; /* as the file spells them; absent: the file has no such column */
    enum cell_form forms[COLUMN_COUNT];
};

/* Cells a line needs: the columns, the tags and the one nobody reads. */
size_t layout_cell_count(const struct layout *layout);

/* The CUR 1.0 spelling. */
str column_name(enum column column);

/* Is the column a number? */
bool column_is_number(enum column column);

/*
 * Maps the header `names` of a file. Fails with ERR_file_format when they are not those of a cost
 * and usage report (or one is there twice) and with ERR_column_missing when a required one is not
 * there; `file` is named in the text. All forms are CELL_TEXT.
 */
bool columns_map(struct cx *cx, str file, const str *names, size_t count, struct layout *layout);

/*
 * Brings a key of the map `column` (COLUMN_RESOURCE_TAGS or COLUMN_COST_CATEGORIES) to its one
 * form: "user_team" becomes "user:team". Copies only when it must.
 */
str tag_name(struct arena *arena, enum column map, str key);

#endif
