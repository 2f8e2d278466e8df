#include "ingest/line_type.h"

static const str kind_names[KIND_COUNT] = {
    [KIND_USAGE] = STR("usage"),
    [KIND_FEE] = STR("fee"),
    [KIND_SUPPORT] = STR("support"),
    [KIND_MARKETPLACE] = STR("marketplace"),
    [KIND_COMMITMENT_FEE] = STR("commitment_fee"),
    [KIND_DISCOUNT] = STR("discount"),
    [KIND_CREDIT] = STR("credit"),
    [KIND_REFUND] = STR("refund"),
    [KIND_TAX] = STR("tax"),
    [KIND_OTHER] = STR("other"),
};

#define KNOWN LINE_IS_KNOWN
#define FIXED (LINE_IS_KNOWN | LINE_KIND_IS_FIXED)

/* The most frequent first. */
/* clang-format off */
static const struct line_type types[] = {
    { STR("Usage"), KIND_USAGE, AMORTIZED_AS_BILLED, KNOWN | LINE_HAS_PUBLIC_BASE | LINE_MAY_BE_FREE },
    { STR("SavingsPlanCoveredUsage"), KIND_USAGE, AMORTIZED_SAVINGS_PLAN, KNOWN | LINE_HAS_PUBLIC_BASE },
    { STR("DiscountedUsage"), KIND_USAGE, AMORTIZED_RESERVATION, KNOWN | LINE_HAS_PUBLIC_BASE },
    { STR("SavingsPlanNegation"), KIND_USAGE, AMORTIZED_NOTHING, KNOWN | LINE_NEGATES },
    { STR("Tax"), KIND_TAX, AMORTIZED_AS_BILLED, FIXED },
    { STR("Credit"), KIND_CREDIT, AMORTIZED_AS_BILLED, FIXED },
    { STR("Refund"), KIND_REFUND, AMORTIZED_AS_BILLED, FIXED | LINE_IS_REFUND },
    { STR("SavingsPlanRecurringFee"), KIND_COMMITMENT_FEE, AMORTIZED_UNUSED_PLAN, FIXED },
    { STR("SavingsPlanUpfrontFee"), KIND_COMMITMENT_FEE, AMORTIZED_NOTHING, FIXED },
    { STR("RIFee"), KIND_COMMITMENT_FEE, AMORTIZED_UNUSED_RESERVED, FIXED },
    { STR("Fee"), KIND_FEE, AMORTIZED_AS_BILLED, KNOWN | LINE_IS_FEE },
    { STR("FlatRateSubscription"), KIND_FEE, AMORTIZED_AS_BILLED, KNOWN },
};
/* clang-format on */

static const struct line_type discount = {
    .kind = KIND_DISCOUNT,
    .amortization = AMORTIZED_AS_BILLED,
    .flags = FIXED,
};

static const struct line_type unknown = {
    .kind = KIND_OTHER,
    .amortization = AMORTIZED_AS_BILLED,
    .flags = LINE_KIND_IS_FIXED,
};

str charge_kind_name(enum charge_kind kind)
{
    return kind_names[kind];
}

const struct line_type *line_type_of(str name)
{
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (str_equal(name, types[i].name))
            return &types[i];
    return str_ends(name, STR("Discount")) ? &discount : &unknown;
}
