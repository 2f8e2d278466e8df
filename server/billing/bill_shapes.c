/* The shapes of bill_view.h. */
#include "billing/bill_view.h"
#include "billing/group.h"
#include "billing/rule.h"

#define FIGURES(type, prefix)                                                                      \
    FIELD(type, prefix cost, .name = "cost", .needs = PERM_COST_READ),                             \
        FIELD(type, prefix pro_forma, .name = "pro_forma"),                                        \
        FIELD(type, prefix margin, .name = "margin", .needs = PERM_COST_READ,                      \
              .doc = "Pro forma - cost"),                                                          \
        FIELD(type, prefix margin_percent, .name = "margin_percent", .needs = PERM_COST_READ,      \
              .flags = FIELD_NULLABLE, .doc = "Of pro forma, with 4 places; null when that is 0")

static const struct field figures_fields[] = { FIGURES(struct figures, ), FIELDS_END };
const struct shape figures_shape = SHAPE("Figures", struct figures, figures_fields);

static const struct field summary_fields[] = {
    FIELD(struct bill_summary, billing_group_id),
    FIELD(struct bill_summary, name),
    FIELD(struct bill_summary, accounts),
    FIELD(struct bill_summary, currency),
    FIGURES(struct bill_summary, figures.),
    FIELD(struct bill_summary, state),
    FIELD(struct bill_summary, partial,
          .doc = "The group has accounts of other payers, which are not counted here"),
    FIELDS_END
};
const struct shape bill_summary_shape =
    SHAPE("BillSummary", struct bill_summary, summary_fields, .doc = "A bill in one line");

static const struct field unassigned_fields[] = { FIELD(struct unassigned_view, accounts),
                                                  FIELD(struct unassigned_view, cost), FIELDS_END };
const struct shape unassigned_shape =
    SHAPE("Unassigned", struct unassigned_view, unassigned_fields,
          .doc = "What accounts cost on days on which they are in no group");

static const struct field currency_fields[] = {
    FIELD(struct currency_view, currency),
    FIELD(struct currency_view, unassigned, .of = &unassigned_shape, .needs = PERM_COST_READ),
    FIELD(struct currency_view, total, .of = &figures_shape), FIELDS_END
};
const struct shape currency_view_shape =
    SHAPE("BillsOfCurrency", struct currency_view, currency_fields);

static const struct field bills_fields[] = {
    FIELD(struct bills_view, period),
    FIELD(struct bills_view, currency, .doc = "Of unassigned and total"),
    FIELD(struct bills_view, items, .of = &bill_summary_shape),
    FIELD(struct bills_view, unassigned, .of = &unassigned_shape, .needs = PERM_COST_READ),
    FIELD(struct bills_view, total, .of = &figures_shape),
    FIELD(struct bills_view, other_currencies, .of = &currency_view_shape,
          .flags = FIELD_OMIT_ABSENT),
    FIELD(struct bills_view, as_of, .flags = FIELD_NULLABLE, .doc = "When the newest data came in"),
    FIELDS_END
};
const struct shape bills_view_shape =
    SHAPE("Bills", struct bills_view, bills_fields, .doc = "All bills of a period");

static const struct field line_fields[] = {
    FIELD(struct line_view, account_id),
    FIELD(struct line_view, account_name),
    FIELD(struct line_view, service),
    FIELD(struct line_view, kind),
    FIELD(struct line_view, usage_type, .flags = FIELD_OMIT_ABSENT,
          .doc = "Of lines that are split, with what follows up to base"),
    FIELD(struct line_view, operation, .flags = FIELD_OMIT_ABSENT),
    FIELD(struct line_view, region, .flags = FIELD_OMIT_ABSENT),
    FIELD(struct line_view, line_item_type, .flags = FIELD_OMIT_ABSENT, .needs = PERM_COST_READ),
    FIELD(struct line_view, quantity, .flags = FIELD_OMIT_ABSENT,
          .doc = "Exact; without SavingsPlanNegation, which repeats what is covered"),
    FIELD(struct line_view, unit, .flags = FIELD_OMIT_ABSENT),
    FIELD(struct line_view, base, .flags = FIELD_OMIT_ABSENT, .needs = PERM_COST_READ,
          .doc = "What the rule was applied to; 0 of what is passed through"),
    FIELD(struct line_view, rule, .of = &pricing_rule_shape, .flags = FIELD_OMIT_ABSENT,
          .needs = PERM_COST_READ, .doc = "That set the rate; absent: none did, the rate is 1"),
    FIELD(struct line_view, pass_through, .needs = PERM_COST_READ,
          .doc = "The plan hands this kind on at cost"),
    FIELD(struct line_view, cost, .needs = PERM_COST_READ),
    FIELD(struct line_view, pro_forma),
    FIELD(struct line_view, margin, .needs = PERM_COST_READ),
    FIELDS_END
};
const struct shape line_view_shape = SHAPE("BillLine", struct line_view, line_fields);

static const struct field service_sum_fields[] = {
    FIELD(struct line_sum, service), FIELD(struct line_sum, cost, .needs = PERM_COST_READ),
    FIELD(struct line_sum, pro_forma), FIELD(struct line_sum, margin, .needs = PERM_COST_READ),
    FIELDS_END
};
const struct shape service_sum_shape = SHAPE("BillOfService", struct line_sum, service_sum_fields,
                                             .doc = "The lines of one service, as shown, added up");

static const struct field account_sum_fields[] = {
    FIELD(struct line_sum, account_id),
    FIELD(struct line_sum, account_name),
    FIELD(struct line_sum, cost, .needs = PERM_COST_READ),
    FIELD(struct line_sum, pro_forma),
    FIELD(struct line_sum, margin, .needs = PERM_COST_READ),
    FIELDS_END
};
const struct shape account_sum_shape = SHAPE("BillOfAccount", struct line_sum, account_sum_fields,
                                             .doc = "The lines of one account, as shown, added up");

static const struct field previous_fields[] = {
    FIELD(struct previous_view, period),
    FIGURES(struct previous_view, figures.),
    FIELD(struct previous_view, total),
    FIELD(struct previous_view, change, .doc = "Total - the previous total"),
    FIELD(struct previous_view, change_percent, .flags = FIELD_NULLABLE,
          .doc = "Of the size of the previous total, with 4 places; null when that is 0"),
    FIELDS_END
};
const struct shape previous_view_shape =
    SHAPE("PreviousBill", struct previous_view, previous_fields);

static const struct field charge_fields[] = { FIELD(struct charge_view, id),
                                              FIELD(struct charge_view, name),
                                              FIELD(struct charge_view, kind),
                                              FIELD(struct charge_view, amount), FIELDS_END };
const struct shape charge_view_shape = SHAPE("BillCharge", struct charge_view, charge_fields);

static const struct field tax_fields[] = { FIELD(struct tax_view, label),
                                           FIELD(struct tax_view, amount), FIELDS_END };
const struct shape tax_view_shape = SHAPE("BillTax", struct tax_view, tax_fields);

static const struct field bill_fields[] = {
    FIELD(struct bill_view, billing_group_id),
    FIELD(struct bill_view, name),
    FIELD(struct bill_view, bill_to, .of = &bill_to_shape, .flags = FIELD_NULLABLE),
    FIELD(struct bill_view, period),
    FIELD(struct bill_view, currency),
    FIELD(struct bill_view, state),
    FIELD(struct bill_view, accounts),
    FIGURES(struct bill_view, figures.),
    FIELD(struct bill_view, lines, .of = &line_view_shape),
    FIELD(struct bill_view, by_service, .of = &service_sum_shape,
          .doc = "Sums of the lines as shown, the largest first; custom charges are apart"),
    FIELD(struct bill_view, by_account, .of = &account_sum_shape),
    FIELD(struct bill_view, custom_charges, .of = &charge_view_shape),
    FIELD(struct bill_view, subtotal, .doc = "Of the lines"),
    FIELD(struct bill_view, tax, .of = &tax_view_shape),
    FIELD(struct bill_view, total, .doc = "Subtotal, custom charges and tax"),
    FIELD(struct bill_view, previous, .of = &previous_view_shape, .flags = FIELD_NULLABLE,
          .doc = "The bill of the period before; null when that has no data in this currency"),
    FIELD(struct bill_view, partial),
    FIELD(struct bill_view, as_of, .flags = FIELD_NULLABLE),
    FIELDS_END
};
const struct shape bill_view_shape =
    SHAPE("Bill", struct bill_view, bill_fields, .doc = "What a group owes for a period");
