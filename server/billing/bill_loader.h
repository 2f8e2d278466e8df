/*
 * What is on its way from the database to rated bills. Private to bill_load.c, which reads
 * everything but charges and makes the bills, and bill_charges.c, which reads the charges.
 */
#ifndef PROFORMA_BILLING_BILL_LOADER_H
#define PROFORMA_BILLING_BILL_LOADER_H

#include "billing/bill_load.h"
#include "billing/bill_rows.h"
#include "db/db.h"

struct loader {
    const struct bill_request *request;
    struct month *month;
    list drops;       /* of struct drop_row, by id */
    list groups;      /* of struct group_row, by name */
    list plans;       /* of struct pricing_plan, by id */
    list charges;     /* of struct custom_charge, by group */
    list assignments; /* of struct assignment_row, by group and account */
    list accounts;    /* of struct account_row, by id */
    list skus;        /* of struct sku, by id */
    struct limits limits;
    bool is_limited; /* to the accounts of the groups asked for or allowed */
    struct rating_input input;
    struct rating **ratings; /* one per currency of the data, at least one */
    size_t rating_count;
    bool *is_split; /* per account: a boundary falls into one of its rollups, all of which lie in */
    day split_first; /* these days */
    day split_last;
};

/* Of struct bill_request. */
extern const struct shape bill_request_shape;

/* The account of that id; NULL when it is out of the reader's sight. */
const struct account_row *find_account(const struct loader *l, int64_t id);

/* Gives all charges to the ratings: rollups, and the pieces of those that a boundary falls into. */
bool load_charges(struct cx *cx, struct loader *l);

#endif
