#include "billing/move.h"

#include "billing/assignment.h"

static const struct field order_fields[] = {
    FIELD(struct move_order, account_id, .flags = FIELD_REQUIRED, .min = 1, .max = 200,
          .doc = "The account's id at its cloud"),
    FIELD(struct move_order, provider, .one_of = assignment_providers, .doc = "aws unless given"),
    FIELD(struct move_order, starts_on, .flags = FIELD_REQUIRED, .doc = "First day in the group"),
    FIELD(struct move_order, preview, .doc = "Only tell what would become of the bills"), FIELDS_END
};
const struct shape move_order_shape = SHAPE("MoveOrder", struct move_order, order_fields,
                                            .doc = "Move an account to the group, from a day on");

static const struct field name_fields[] = { FIELD(struct group_name, billing_group_id),
                                            FIELD(struct group_name, name), FIELDS_END };
const struct shape group_name_shape = SHAPE("GroupName", struct group_name, name_fields);

static const struct field move_fields[] = {
    FIELD(struct account_move, account_id),
    FIELD(struct account_move, provider),
    FIELD(struct account_move, from, .of = &group_name_shape, .flags = FIELD_NULLABLE,
          .doc = "null: the account was in no group on that day"),
    FIELD(struct account_move, to, .of = &group_name_shape),
    FIELD(struct account_move, starts_on),
    FIELDS_END
};
const struct shape account_move_shape = SHAPE("AccountMove", struct account_move, move_fields);

static const struct field figures_fields[] = {
    FIELD(struct move_figures, cost, .needs = PERM_COST_READ),
    FIELD(struct move_figures, pro_forma),
    FIELD(struct move_figures, margin, .needs = PERM_COST_READ), FIELDS_END
};
const struct shape move_figures_shape = SHAPE("MoveFigures", struct move_figures, figures_fields);

static const struct field effect_fields[] = {
    FIELD(struct move_effect, period),
    FIELD(struct move_effect, billing_group_id),
    FIELD(struct move_effect, name),
    FIELD(struct move_effect, currency),
    FIELD(struct move_effect, before, .of = &move_figures_shape),
    FIELD(struct move_effect, after, .of = &move_figures_shape),
    FIELDS_END
};
const struct shape move_effect_shape = SHAPE("MoveEffect", struct move_effect, effect_fields,
                                             .doc = "What the move makes of one bill");

static const struct field outcome_fields[] = {
    FIELD(struct move_outcome, preview, .doc = "Nothing was changed"),
    FIELD(struct move_outcome, moved, .of = &account_move_shape),
    FIELD(struct move_outcome, effect, .of = &move_effect_shape, .needs = PERM_BILL_READ,
          .doc = "The bills of both groups for the newest 13 periods with data from that day on"),
    FIELDS_END
};
const struct shape move_outcome_shape = SHAPE("MoveOutcome", struct move_outcome, outcome_fields);
