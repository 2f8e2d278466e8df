/*
 * A drop: the atomic unit of ingest, all charges of one source for one payer and period (DESIGN
 * §2). Its row says what was read, what became of it and that both agree.
 */
#ifndef PROFORMA_INGEST_DROP_H
#define PROFORMA_INGEST_DROP_H

#include "core/shape.h"

/* What one line item type and kind came to. */
struct drop_charge_type {
    str line_item_type;
    str kind;
    int64_t rows;
    decimal cost;
    decimal public_on_demand_cost;
};
extern const struct shape drop_charge_type_shape;

struct drop_file {
    str name;
    int64_t size;
    str sha256;
    int64_t rows;
};
extern const struct shape drop_file_shape;

struct drop {
    uuid id;
    str source;
    uuid payer_id;
    str payer_name;
    period period;
    int64_t version;
    int64_t rows;         /* that became charges */
    int64_t skipped_rows; /* split-cost rows */
    int64_t charges;
    decimal cost;        /* over the charges in the database */
    decimal source_cost; /* over the rows as read */
    decimal public_on_demand_cost;
    str currency;
    str state; /* current or superseded */
    bool reconciled;
    int64_t rounded_values; /* rows with a value of more than 12 fractional digits */
    list unknown_types;     /* of str: line item types this program does not know */
    day first_day;
    day last_day;
    day detail_from; /* the first day whose charges carry resource ids and tags */
    decimal seconds;
    list by_charge_type; /* of struct drop_charge_type */
    list files;          /* of struct drop_file */
    instant created_at;
    str cursor; /* of a list */
};

/* In lists, and with by_charge_type and files. */
extern const struct shape drop_shape;
extern const struct shape drop_detail_shape;

#endif
