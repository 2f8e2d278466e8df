/* The requests for bills, and their handlers. */
#ifndef PROFORMA_BILLING_BILL_API_H
#define PROFORMA_BILLING_BILL_API_H

#include "http/route.h"

/* `GET /bills` */
struct bills_query {
    period period;
    uuid payer_id;
    str sort;
    bool exact;
};
extern const struct shape bills_query_shape;

/* `GET /bills/{billing_group_id}/{period}` */
struct bill_path {
    uuid billing_group_id;
    period period;
};
extern const struct shape bill_path_shape;

struct bill_query {
    uuid payer_id;
    str currency; /* of a group with charges in several */
    str detail;   /* usage_type, rule */
    str account_id;
    str service;
    str kind;
    bool exact;
};
extern const struct shape bill_query_shape;

/* A row of `GET /bills/periods`. */
struct bill_period {
    period period;
    int64_t drops;
    instant as_of;
    str cursor;
};
extern const struct shape bill_period_shape;

bool bills_get(struct cx *cx);
bool bills_get_csv(struct cx *cx);
bool bill_get(struct cx *cx);
bool bill_get_csv(struct cx *cx);

#endif
