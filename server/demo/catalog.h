/*
 * Who uses what in the demo partner: the payers, their accounts, the customers behind them, what
 * each kind of account runs, and the commitments that were bought. Tables only.
 *
 * Months are counted from the first of the demo (0) to the last (DEMO_MONTHS - 1), which is the
 * current one.
 */
#ifndef PROFORMA_DEMO_CATALOG_H
#define PROFORMA_DEMO_CATALOG_H

#include "demo/cur_row.h"

#define DEMO_MONTHS 14

/* How a payer's negotiated discount is shown in its reports. */
enum discount_form {
    DISCOUNT_LINES,   /* EdpDiscount and SppDiscount rows */
    DISCOUNT_COLUMNS, /* net columns and discount/… in every row */
};

struct demo_payer {
    str external_id;
    str name;
    str invoicing_entity;
    enum discount_form discount;
    int discount_percent;  /* negotiated (EDP); 0: none */
    int programme_percent; /* of the solution provider programme; as rows only */
    int tax_percent;       /* on usage, fees and support, by account and service; 0: none */
    str tax_type;
    int support_percent; /* of the payer's month; 0: no support plan */
    str support_code;
};

/* The customers, each with its billing group. */
enum customer {
    YUNFAN,
    AURORA,
    PINECARE,
    SEASTONE,
    DAWNLIGHT,
    FARSIGHT,
    BLUEBAY,
    FRONTIER,
    HEMU,
    KESTREL,
    NORTHWIND,
    RIPPLE,
    UNASSIGNED, /* accounts that nobody has put into a group yet */
    CUSTOMER_COUNT
};

/* What an account runs. */
enum profile {
    PROFILE_WEB,
    PROFILE_GAME,
    PROFILE_DATA,
    PROFILE_ML,
    PROFILE_SMALL,
    PROFILE_SHARED, /* the payer's own: where commitments and support are bought */
    PROFILE_COUNT
};

struct demo_account {
    str external_id;
    str name;
    size_t payer;
    enum customer customer;
    enum profile profile;
    str region;      /* "ap-northeast-1" */
    str prefix;      /* of usage types: "APN1-" */
    int size;        /* 1000: the quantities of the profile */
    int growth;      /* per thousand a month */
    int first_month; /* 0: from the beginning */
    str project;     /* tag */
    str environment; /* tag */
};

/* What can be bought. */
struct demo_sku {
    str service;
    str service_name;
    str usage_type; /* without the region's prefix */
    str operation;
    str unit;
    str instance_type;   /* not empty: hours of whole instances, which commitments cover */
    int64_t rate;        /* per unit */
    int64_t free_amount; /* a month and account */
    bool is_global;      /* usage type without a region's prefix */
    bool is_spot;        /* no public on-demand price */
    bool is_marketplace; /* sold by others: no public price, an invoice of its own */
    bool has_resource;
};

/* One line of a profile: an instance count, or a daily quantity of units. */
struct demo_use {
    size_t sku;
    int64_t amount;
};

enum commitment_form { SAVINGS_PLAN, RESERVATION };
enum commitment_payment { NO_UPFRONT, PARTIAL_UPFRONT, ALL_UPFRONT };

/*
 * Covers hours of instances of one customer's accounts: a reservation `count` instances of one
 * SKU, a savings plan up to `hourly` of EC2 instance hours at its own rates. One year.
 */
struct demo_commitment {
    enum commitment_form form;
    enum commitment_payment payment;
    str id;
    size_t owner; /* the account that bought it */
    enum customer customer;
    size_t sku;     /* of a reservation */
    int64_t count;  /* of a reservation */
    int64_t hourly; /* of a savings plan */
    int bought;     /* month; below 0: before the demo begins */
};

extern const struct demo_payer demo_payers[];
extern const size_t demo_payer_count;
extern const struct demo_account demo_accounts[];
extern const size_t demo_account_count;
extern const struct demo_sku demo_skus[];
extern const size_t demo_sku_count;
extern const size_t demo_savings_plan_sku; /* what its fees are booked on */
extern const struct demo_commitment demo_commitments[];
extern const size_t demo_commitment_count;

/* The lines of a profile. */
const struct demo_use *demo_profile(enum profile profile, size_t *count);

#endif
