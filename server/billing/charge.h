/*
 * Charges as pricing sees them: sums of alike lines of a provider's bill (pricing.md §1, §2).
 *
 * A `charge_sum` stands for all lines of one account, SKU, line item type, kind and free or not,
 * over the days [first_day, last_day]. Because rating is linear in these sums as long as the
 * account's group and the rule in force do not change in between, a month is priced from a few
 * sums and a day from its own; which of the two is needed is decided in rating.c.
 */
#ifndef PROFORMA_BILLING_CHARGE_H
#define PROFORMA_BILLING_CHARGE_H

#include "core/calendar.h"
#include "core/decimal.h"
#include "core/uuid.h"

/* The kinds of bill lines, in the byte order of their names: the order lines are rounded in. */
enum line_kind {
    LINE_COMMITMENT_FEE,
    LINE_CREDIT,
    LINE_DISCOUNT,
    LINE_FEE,
    LINE_MARKETPLACE,
    LINE_OTHER,
    LINE_REFUND,
    LINE_SUPPORT,
    LINE_TAX,
    LINE_TIER, /* no charge has it: the effect of tiers on a subtotal (pricing.md step 5) */
    LINE_USAGE,
    LINE_KIND_COUNT
};

/* A set of kinds. */
#define LINE_KIND_BIT(kind) (1u << (kind))

/* Their names, ended by STR_NULL. */
extern const str line_kind_names[];

str line_kind_name(enum line_kind kind);
/* false when the word is no kind. */
bool line_kind_of(str name, enum line_kind *kind);

/* What pricing.md asks of a line item type. */
enum charge_type {
    TYPE_CONSUMES = 1, /* Usage, DiscountedUsage, SavingsPlanCoveredUsage: has a public price */
    TYPE_IS_FEE = 2,   /* Fee */
    TYPE_NEGATES = 4,  /* SavingsPlanNegation: custom charges may leave it out */
    TYPE_IS_RULED = 8, /* rules change it */
};

/* The flags of a line item type; 0 for those that keep their base. */
unsigned charge_type_of(str line_item_type);

/* What is bought, as far as rules and bills tell it apart. */
struct sku {
    int64_t id;
    str service;
    str usage_type;
    str operation;
    str billing_entity;
    str region;
    str unit;
    uint64_t targets[4]; /* what rules find it by: rule_prepare_sku; 0 until then */
};

struct charge_sum {
    int64_t account; /* accounts.id */
    uuid payer_id;   /* whose bill the charges are on */
    const struct sku *sku;
    str line_item_type;
    unsigned type; /* of it: enum charge_type */
    enum line_kind kind;
    bool is_free;
    day first_day;
    day last_day; /* inclusive */
    decimal quantity;
    decimal unblended;
    decimal cost; /* net unblended where the source gives it, else unblended */
    decimal
        public_base; /* public on-demand cost, else unblended; of a free charge its public cost */
    decimal amortized;
    decimal net_amortized;
};

#endif
