#include "insights/commitments.h"

#include "billing/bill.h"

static const struct field query_fields[] = {
    FIELD(struct commitments_query, from, .doc = "Thirteen months up to the last unless given"),
    FIELD(struct commitments_query, to, .doc = "Inclusive; the newest with data unless given"),
    FIELD(struct commitments_query, payer),
    FIELD(struct commitments_query, account, .max = 200,
          .doc = "The cloud's id: its usage, and the fees of the commitments it bought"),
    FIELD(struct commitments_query, currency, .min = 3, .max = 3,
          .doc = "Of data in several currencies"),
    FIELDS_END
};
const struct shape commitments_query_shape =
    SHAPE("CommitmentsQuery", struct commitments_query, query_fields);

static const struct field figures_fields[] = {
    FIELD(struct commitment_figures, used, .doc = "Amortized cost of covered usage"),
    FIELD(struct commitment_figures, unused, .doc = "Amortized cost of what was not used"),
    FIELD(struct commitment_figures, utilization_percent, .flags = FIELD_NULLABLE,
          .doc = "Used of used and unused; null when nothing was committed"),
    FIELD(struct commitment_figures, covered, .doc = "Public on-demand cost of covered usage"),
    FIELD(struct commitment_figures, on_demand,
          .doc = "Public on-demand cost of usage that could have been covered"),
    FIELD(struct commitment_figures, coverage_percent, .flags = FIELD_NULLABLE,
          .doc = "Covered of covered and on demand; null when there is neither"),
    FIELD(struct commitment_figures, savings, .doc = "Covered less used and unused"),
    FIELDS_END
};
static const struct shape figures_of_commitments_shape =
    SHAPE("CommitmentFigures", struct commitment_figures, figures_fields);

static const struct field month_fields[] = {
    FIELD(struct commitment_month, period),
    FIELD(struct commitment_month, reservations, .of = &figures_of_commitments_shape),
    FIELD(struct commitment_month, savings_plans, .of = &figures_of_commitments_shape), FIELDS_END
};
static const struct shape month_shape =
    SHAPE("CommitmentMonth", struct commitment_month, month_fields);

static const struct field item_fields[] = {
    FIELD(struct commitment_item, arn),
    FIELD(struct commitment_item, type, .doc = "reservation or savings_plan"),
    FIELD(struct commitment_item, account_id, .doc = "Whose it is, by the ARN"),
    FIELD(struct commitment_item, period),
    FIELD(struct commitment_item, recurring, .doc = "Billed for the month, upfront payments apart"),
    FIELD(struct commitment_item, used),
    FIELD(struct commitment_item, unused),
    FIELD(struct commitment_item, utilization_percent, .flags = FIELD_NULLABLE),
    FIELD(struct commitment_item, savings),
    FIELDS_END
};
static const struct shape item_shape = SHAPE("CommitmentItem", struct commitment_item, item_fields);

static const struct field commitments_fields[] = {
    FIELD(struct commitments, currency),
    FIELD(struct commitments, months, .of = &month_shape, .doc = "Oldest first"),
    FIELD(struct commitments, items, .of = &item_shape, .doc = "By period and ARN"), FIELDS_END
};
const struct shape commitments_shape = SHAPE("Commitments", struct commitments, commitments_fields,
                                             .doc = "Use and coverage of commitments");

/* ---- what can be covered ---- */

#define RESERVATION_BIT (1u << RESERVATION)
#define SAVINGS_PLAN_BIT (1u << SAVINGS_PLAN)

/* How the usage type ends before its colon; a region's prefix may stand before it. */
static const struct {
    str service;
    str usage;
    unsigned types;
} coverable[] = {
    { STR("AmazonEC2"), STR("BoxUsage"), RESERVATION_BIT | SAVINGS_PLAN_BIT },
    { STR("AmazonEC2"), STR("DedicatedUsage"), RESERVATION_BIT | SAVINGS_PLAN_BIT },
    { STR("AmazonEC2"), STR("UnusedBox"), RESERVATION_BIT | SAVINGS_PLAN_BIT },
    { STR("AmazonRDS"), STR("InstanceUsage"), RESERVATION_BIT },
    { STR("AmazonRDS"), STR("InstanceUsageIOOptimized"), RESERVATION_BIT },
    { STR("AmazonRDS"), STR("Multi-AZUsage"), RESERVATION_BIT },
    { STR("AmazonRDS"), STR("Multi-AZUsageIOOptimized"), RESERVATION_BIT },
    { STR("AmazonRDS"), STR("Multi-AZClusterUsage"), RESERVATION_BIT },
    { STR("AmazonElastiCache"), STR("NodeUsage"), RESERVATION_BIT },
    { STR("AmazonMemoryDB"), STR("NodeUsage"), RESERVATION_BIT },
    { STR("AmazonRedshift"), STR("Node"), RESERVATION_BIT },
    { STR("AmazonES"), STR("ESInstance"), RESERVATION_BIT },
    { STR("AWSLambda"), STR("Lambda-GB-Second"), SAVINGS_PLAN_BIT },
    { STR("AWSLambda"), STR("Lambda-GB-Second-ARM"), SAVINGS_PLAN_BIT },
    { STR("AWSLambda"), STR("Lambda-Provisioned-Concurrency"), SAVINGS_PLAN_BIT },
    { STR("AWSLambda"), STR("Lambda-Provisioned-GB-Second"), SAVINGS_PLAN_BIT },
    { STR("AmazonECS"), STR("Fargate-vCPU-Hours"), SAVINGS_PLAN_BIT },
    { STR("AmazonECS"), STR("Fargate-GB-Hours"), SAVINGS_PLAN_BIT },
    { STR("AmazonECS"), STR("Fargate-ARM-vCPU-Hours"), SAVINGS_PLAN_BIT },
    { STR("AmazonECS"), STR("Fargate-ARM-GB-Hours"), SAVINGS_PLAN_BIT },
    { STR("AmazonEKS"), STR("Fargate-vCPU-Hours"), SAVINGS_PLAN_BIT },
    { STR("AmazonEKS"), STR("Fargate-GB-Hours"), SAVINGS_PLAN_BIT },
    { STR("AmazonSageMaker"), STR("Host"), SAVINGS_PLAN_BIT },
    { STR("AmazonSageMaker"), STR("Notebk"), SAVINGS_PLAN_BIT },
    { STR("AmazonSageMaker"), STR("Studio"), SAVINGS_PLAN_BIT },
    { STR("AmazonSageMaker"), STR("Train"), SAVINGS_PLAN_BIT },
    { STR("AmazonSageMaker"), STR("Process"), SAVINGS_PLAN_BIT },
    { STR("AmazonSageMaker"), STR("Tform"), SAVINGS_PLAN_BIT },
};

/* Is it the word, alone or behind a region's prefix? */
static bool is_usage(str usage, str word)
{
    return str_equal(usage, word) ||
           (str_ends(usage, word) && usage.ptr[usage.len - word.len - 1] == '-');
}

bool commitment_covers(enum commitment_type type, str service, str usage_type)
{
    str usage = str_cut(&usage_type, ':');
    for (size_t i = 0; i < sizeof(coverable) / sizeof(coverable[0]); i++) {
        if (coverable[i].types >> type & 1 && str_equal(coverable[i].service, service) &&
            is_usage(usage, coverable[i].usage))
            return true;
    }
    return false;
}

/* ---- sums ---- */

enum part { PART_USED, PART_UNUSED, PART_NEITHER };

static const struct {
    str line_item_type;
    enum commitment_type type;
    enum part part;
} line_types[] = {
    { STR("DiscountedUsage"), RESERVATION, PART_USED },
    { STR("RIFee"), RESERVATION, PART_UNUSED },
    { STR("SavingsPlanCoveredUsage"), SAVINGS_PLAN, PART_USED },
    { STR("SavingsPlanRecurringFee"), SAVINGS_PLAN, PART_UNUSED },
    { STR("SavingsPlanNegation"), SAVINGS_PLAN, PART_NEITHER },
    { STR("SavingsPlanUpfrontFee"), SAVINGS_PLAN, PART_NEITHER },
};

/* An upfront fee of a reservation is a Fee like any other. */
static size_t line_type_of(str line_item_type)
{
    size_t i = 0;
    while (i < sizeof(line_types) / sizeof(line_types[0]) &&
           !str_equal(line_types[i].line_item_type, line_item_type))
        i++;
    return i;
}

enum commitment_type commitment_type_of(str line_item_type)
{
    size_t i = line_type_of(line_item_type);
    return i < sizeof(line_types) / sizeof(line_types[0]) ? line_types[i].type : RESERVATION;
}

bool commitment_add(struct commitment_sums *sums, str line_item_type, decimal unblended,
                    decimal public_on_demand_cost, decimal amortized)
{
    size_t i = line_type_of(line_item_type);
    if (i == sizeof(line_types) / sizeof(line_types[0]) || line_types[i].part == PART_NEITHER)
        return true;
    if (line_types[i].part == PART_USED)
        return decimal_add_to(&sums->used, amortized) &&
               decimal_add_to(&sums->covered, public_on_demand_cost);
    return decimal_add_to(&sums->unused, amortized) && decimal_add_to(&sums->recurring, unblended);
}

/* ---- figures ---- */

bool commitment_figures(struct arena *arena, const struct commitment_sums *sums, int places,
                        struct commitment_figures *figures)
{
    decimal committed;
    decimal coverable_cost;
    decimal used = decimal_round(sums->used, places);
    decimal unused = decimal_round(sums->unused, places);
    decimal savings = decimal_round(sums->covered, places);
    TRY(decimal_add(sums->used, sums->unused, &committed) &&
        decimal_add(sums->covered, sums->on_demand, &coverable_cost));
    TRY(decimal_sub(savings, used, &savings) && decimal_sub(savings, unused, &savings));
    *figures = (struct commitment_figures){
        .used = decimal_shown(arena, used, places),
        .unused = decimal_shown(arena, unused, places),
        .utilization_percent = percent_text(arena, percent_of(sums->used, committed)),
        .covered = decimal_shown(arena, sums->covered, places),
        .on_demand = decimal_shown(arena, sums->on_demand, places),
        .coverage_percent = percent_text(arena, percent_of(sums->covered, coverable_cost)),
        .savings = decimal_shown(arena, savings, places),
    };
    return true;
}
