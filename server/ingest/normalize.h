/*
 * From a line of a report to the charge it belongs to and what it adds (pricing.md §1, §2, §3).
 * Pure: the same line gives the same charge, whichever file format it came in.
 *
 * In three steps, as most lines of a report repeat the texts of others: what tells its charge
 * apart beside its texts; what the texts say, which is the same for every line that has them; and
 * what the numbers add.
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

/* The texts that tell charges apart, borrowed from the line. */
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
    TEXT_RESOURCE,
    TEXT_COUNT
};

struct charge {
    day day;
    enum charge_kind kind;
    bool is_free;
    bool is_known_type;
    bool is_rounded; /* a value had more than 12 fractional digits */
    str texts[TEXT_COUNT];
    decimal measures[MEASURE_COUNT];
};

/* What the texts of a line say of its numbers. */
struct line_rule {
    const struct line_type *type;
    enum charge_kind kind;
};

struct spot {
    enum problem problem;
    enum column column;
};

/* Is it a row of split cost? Its cost is in another row already, and nothing of it is read. */
bool line_is_split(const struct line *line);

/* Each step fills its part of *charge, in this order. false: *spot says what is wrong, and where.
 */

/* The day, the unblended cost, and whether nothing is asked for the row (is_free). */
bool normalize_key(const struct line *line, struct charge *charge, struct spot *spot);

/* The texts and what they say; is_free is left to those types that a free tier row may be of. */
bool normalize_texts(const struct line *line, struct charge *charge, struct line_rule *rule,
                     struct spot *spot);

/* The measures; `charge` needs no more than normalize_key gave it. */
bool normalize_numbers(const struct line *line, const struct line_rule *rule, struct charge *charge,
                       struct spot *spot);

#endif
