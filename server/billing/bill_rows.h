/* The rows that bills are loaded from: what the statements of bill.sql give. Private to
 * bill_load.c, which alone reads them. */
#ifndef PROFORMA_BILLING_BILL_ROWS_H
#define PROFORMA_BILLING_BILL_ROWS_H

#include "core/shape.h"

/* A drop of the period; its currency is absent, in the only row, when there is none. */
struct drop_row {
    str partner_currency;
    str currency;
    uuid payer_id;
    instant as_of;
};
extern const struct shape drop_row_shape;

struct group_row {
    uuid id;
    str name;
    str currency;
    object bill_to; /* struct bill_to */
    uuid pricing_plan_id;
};
extern const struct shape group_row_shape;

struct assignment_row {
    int64_t account_id;
    uuid billing_group_id;
    day starts_on;
    day ends_on;
};
extern const struct shape assignment_row_shape;

struct account_row {
    int64_t id;
    str external_id;
    str name;
    uuid payer_id;
};
extern const struct shape account_row_shape;

extern const struct shape sku_row_shape; /* of struct sku */

/* What a statement is limited to, and how fine its sums are. */
struct limits {
    list account_ids; /* of str: accounts.id; absent: all */
    list boundaries;  /* of str: days */
    day first_day;    /* none: no limit */
    day last_day;     /* inclusive */
    bool by_day;
};
extern const struct shape limits_shape;

#endif
