#include "billing/charge.h"

const str line_kind_names[] = {
    [LINE_COMMITMENT_FEE] = STR("commitment_fee"),
    [LINE_CREDIT] = STR("credit"),
    [LINE_DISCOUNT] = STR("discount"),
    [LINE_FEE] = STR("fee"),
    [LINE_MARKETPLACE] = STR("marketplace"),
    [LINE_OTHER] = STR("other"),
    [LINE_REFUND] = STR("refund"),
    [LINE_SUPPORT] = STR("support"),
    [LINE_TAX] = STR("tax"),
    [LINE_TIER] = STR("tier"),
    [LINE_USAGE] = STR("usage"),
    [LINE_KIND_COUNT] = STR_NULL,
};

static const struct {
    str name;
    unsigned flags;
} types[] = {
    { STR("Usage"), TYPE_CONSUMES | TYPE_IS_RULED },
    { STR("DiscountedUsage"), TYPE_CONSUMES | TYPE_IS_RULED },
    { STR("SavingsPlanCoveredUsage"), TYPE_CONSUMES | TYPE_IS_RULED },
    { STR("SavingsPlanNegation"), TYPE_NEGATES | TYPE_IS_RULED },
    { STR("SavingsPlanRecurringFee"), TYPE_IS_RULED },
    { STR("RIFee"), TYPE_IS_RULED },
    { STR("Fee"), TYPE_IS_FEE | TYPE_IS_RULED },
    { STR("FlatRateSubscription"), TYPE_IS_RULED },
};

str line_kind_name(enum line_kind kind)
{
    return line_kind_names[kind];
}

bool line_kind_of(str name, enum line_kind *kind)
{
    for (size_t i = 0; i < LINE_KIND_COUNT; i++) {
        if (str_equal(line_kind_names[i], name)) {
            *kind = (enum line_kind)i;
            return true;
        }
    }
    return false;
}

unsigned charge_type_of(str line_item_type)
{
    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
        if (str_equal(types[i].name, line_item_type))
            return types[i].flags;
    }
    return 0;
}
