/*
 * From a line of a report to the charge it belongs to and what it adds (pricing.md §1, §2, §3).
 * Pure: the same line gives the same charge, whichever file format it came in.
 *
 * In two steps, as most lines of a report repeat the texts of others: what a line adds, and to what
 * kind of charge; and the texts that tell the charge apart.
 */
#ifndef PROFORMA_INGEST_NORMALIZE_H
#define PROFORMA_INGEST_NORMALIZE_H

#include "ingest/line.h"
#include "ingest/line_type.h"
#include "ingest/problem.h"

/* The sums a charge carries; the names are those of the columns of table charges. */
enum measure {
    MEASURE_QUANTITY,
    MEASURE_UNBLENDED,
    MEASURE_COST,
    MEASURE_PUBLIC_ON_DEMAND_COST,
    MEASURE_PUBLIC_BASE,
    MEASURE_AMORTIZED,
    MEASURE_NET_AMORTIZED,
    MEASURE_COUNT
};

/* The texts that tell charges apart; resource and tags tell parts of them apart (aggregate.h). */
enum charge_text {
    TEXT_ACCOUNT,
    TEXT_SERVICE,
    TEXT_USAGE_TYPE,
    TEXT_OPERATION,
    TEXT_REGION,
    TEXT_BILLING_ENTITY,
    TEXT_UNIT,
    TEXT_LINE_ITEM_TYPE,
    TEXT_INVOICE,
    TEXT_COMMITMENT,
    TEXT_COUNT
};

struct charge {
    day day;
    enum charge_kind kind;
    bool is_free;
    bool is_known_type;
    bool is_rounded; /* a value had more than 12 fractional digits */
    decimal measures[MEASURE_COUNT];
};

struct spot {
    enum problem problem;
    enum column column;
};

/* Is it a row of split cost? Its cost is in another row already, and nothing of it is read. */
bool line_is_split(const struct line *line);

/* false, here and below: *spot says what is wrong, and where. */
bool normalize_charge(const struct line *line, struct charge *charge, struct spot *spot);

/* The texts, borrowed from the line. */
bool normalize_texts(const struct line *line, str texts[TEXT_COUNT], struct spot *spot);

#endif
