#include "billing/assignment.h"
#include "billing/bill.sql.h"
#include "billing/bill_api.h"
#include "billing/bill_view.h"
#include "billing/billing.h"
#include "billing/custom_charge.h"
#include "billing/custom_charge.sql.h"
#include "billing/group.h"
#include "billing/group.sql.h"
#include "billing/move.h"
#include "billing/plan.h"
#include "billing/plan.sql.h"
#include "billing/sku.h"
#include "billing/sku.sql.h"

#define PLAN_BODY_MAX (8 * 1024 * 1024) /* RULES_PER_PLAN_MAX rules */
#define ASSIGNMENTS_BODY_MAX (4 * 1024 * 1024)

static const struct route routes[] = {
    { GET, "/api/v1/pricing-plans", .sql = &sql_plan_list, .permission = PERM_PLAN_READ,
      .flags = ROUTE_KEPT, .query = &page_query_shape, .reply_list = &pricing_plan_shape,
      .doc = "List pricing plans" },
    { POST, "/api/v1/pricing-plans", plan_create, PERM_PLAN_WRITE, ROUTE_IDEMPOTENT,
      .body = &pricing_plan_shape, .body_mode = JSON_PATCH, .body_limit = PLAN_BODY_MAX,
      .reply = &pricing_plan_shape, .status = 201, .doc = "Add a pricing plan" },
    { GET, "/api/v1/pricing-plans/{id}", plan_get, PERM_PLAN_READ, ROUTE_READ_ONLY,
      .path_shape = &id_path_shape, .reply = &pricing_plan_shape, .doc = "Read a pricing plan" },
    { PATCH, "/api/v1/pricing-plans/{id}", plan_update, PERM_PLAN_WRITE,
      .path_shape = &id_path_shape, .body = &pricing_plan_shape, .body_mode = JSON_PATCH,
      .body_limit = PLAN_BODY_MAX, .reply = &pricing_plan_shape,
      .doc = "Change a pricing plan; rules replace all rules" },
    { DELETE, "/api/v1/pricing-plans/{id}", plan_delete, PERM_PLAN_WRITE,
      .path_shape = &id_path_shape, .doc = "Delete a pricing plan that no group uses" },
    { GET, "/api/v1/pricing-plans/{id}/rules", plan_rule_list, PERM_PLAN_READ, ROUTE_READ_ONLY,
      .path_shape = &id_path_shape, .reply_list = &pricing_rule_shape,
      .doc = "List the rules of a plan" },
    { POST, "/api/v1/pricing-plans/{id}/rules", plan_rule_create, PERM_PLAN_WRITE, ROUTE_IDEMPOTENT,
      .path_shape = &id_path_shape, .body = &pricing_rule_shape, .reply = &pricing_rule_shape,
      .status = 201, .doc = "Add a rule to a plan" },
    { PATCH, "/api/v1/pricing-plans/{id}/rules/{rule_id}", plan_rule_update, PERM_PLAN_WRITE,
      .path_shape = &plan_rule_path_shape, .body = &pricing_rule_shape, .body_mode = JSON_PATCH,
      .reply = &pricing_rule_shape, .doc = "Change a rule of a plan" },
    { DELETE, "/api/v1/pricing-plans/{id}/rules/{rule_id}", plan_rule_delete, PERM_PLAN_WRITE,
      .path_shape = &plan_rule_path_shape, .doc = "Delete a rule of a plan" },

    { GET, "/api/v1/billing-groups", .sql = &sql_group_list, .permission = PERM_GROUP_READ,
      .flags = ROUTE_KEPT, .query = &group_query_shape, .reply_list = &billing_group_shape,
      .doc = "List billing groups" },
    { POST, "/api/v1/billing-groups", group_create, PERM_GROUP_WRITE, ROUTE_IDEMPOTENT,
      .body = &billing_group_shape, .reply = &billing_group_shape, .status = 201,
      .doc = "Add a billing group" },
    { GET, "/api/v1/billing-groups/{id}", .sql = &sql_group_read, .permission = PERM_GROUP_READ,
      .flags = ROUTE_KEPT, .path_shape = &id_path_shape, .reply = &billing_group_shape,
      .doc = "Read a billing group" },
    { PATCH, "/api/v1/billing-groups/{id}", group_update, PERM_GROUP_WRITE,
      .path_shape = &id_path_shape, .body = &billing_group_shape, .body_mode = JSON_PATCH,
      .reply = &billing_group_shape, .doc = "Change a billing group" },
    { DELETE, "/api/v1/billing-groups/{id}", group_delete, PERM_GROUP_WRITE,
      .path_shape = &id_path_shape, .doc = "Delete a billing group" },
    { GET, "/api/v1/billing-groups/{id}/accounts", assignment_get, PERM_GROUP_READ, ROUTE_READ_ONLY,
      .path_shape = &id_path_shape, .reply = &assignments_shape,
      .doc = "Which accounts a group holds, by days" },
    { PUT, "/api/v1/billing-groups/{id}/accounts", assignment_replace, PERM_GROUP_WRITE,
      .path_shape = &id_path_shape, .body = &assignments_shape, .body_limit = ASSIGNMENTS_BODY_MAX,
      .reply = &assignments_shape, .doc = "Replace the group's assignments" },

    { POST, "/api/v1/billing-groups/{id}/accounts/move", move_account, PERM_GROUP_WRITE,
      ROUTE_IDEMPOTENT | ROUTE_SNAPSHOT, .path_shape = &id_path_shape, .body = &move_order_shape,
      .reply = &move_outcome_shape,
      .doc = "Move an account to the group from a day on, or tell what that would change" },

    { GET, "/api/v1/custom-charges", .sql = &sql_custom_charge_list, .permission = PERM_GROUP_READ,
      .query = &custom_charge_query_shape, .reply_list = &custom_charge_shape,
      .doc = "List custom charges" },
    { POST, "/api/v1/custom-charges", custom_charge_create, PERM_CHARGE_WRITE, ROUTE_IDEMPOTENT,
      .body = &custom_charge_shape, .reply = &custom_charge_shape, .status = 201,
      .doc = "Add a custom charge" },
    { GET, "/api/v1/custom-charges/{id}", custom_charge_get, PERM_GROUP_READ, ROUTE_READ_ONLY,
      .path_shape = &id_path_shape, .reply = &custom_charge_shape, .doc = "Read a custom charge" },
    { PATCH, "/api/v1/custom-charges/{id}", custom_charge_update, PERM_CHARGE_WRITE,
      .path_shape = &id_path_shape, .body = &custom_charge_shape, .body_mode = JSON_PATCH,
      .reply = &custom_charge_shape, .doc = "Change a custom charge" },
    { DELETE, "/api/v1/custom-charges/{id}", custom_charge_delete, PERM_CHARGE_WRITE,
      .path_shape = &id_path_shape, .doc = "Delete a custom charge" },

    { GET, "/api/v1/skus", .sql = &sql_sku_list, .permission = PERM_PLAN_READ,
      .query = &sku_query_shape, .reply_list = &sku_shape,
      .doc = "List what has been bought, to make rules for" },
    { GET, "/api/v1/services", .sql = &sql_sku_services, .permission = PERM_PLAN_READ,
      .query = &page_query_shape, .reply_list = &service_shape,
      .doc = "List the services that have been bought" },

    { GET, "/api/v1/bills", bills_get, PERM_BILL_READ, ROUTE_READ_ONLY, .query = &bills_query_shape,
      .reply = &bills_view_shape, .doc = "All bills of a period" },
    { GET, "/api/v1/bills.csv", bills_get_csv, PERM_BILL_READ, ROUTE_READ_ONLY | ROUTE_RAW_REPLY,
      .query = &bills_query_shape, .suffix_of = "csv", .doc = "All bills of a period, as a file" },
    { GET, "/api/v1/bills/periods", .sql = &sql_bill_periods, .permission = PERM_BILL_READ,
      .query = &page_query_shape, .reply_list = &bill_period_shape,
      .doc = "The periods that have data, newest first" },
    { GET, "/api/v1/bills/{billing_group_id}/{period}", bill_get, PERM_BILL_READ, ROUTE_READ_ONLY,
      .path_shape = &bill_path_shape, .query = &bill_query_shape, .reply = &bill_view_shape,
      .doc = "A group's bill, line by line" },
    { GET, "/api/v1/bills/{billing_group_id}/{period}.csv", bill_get_csv, PERM_BILL_READ,
      ROUTE_READ_ONLY | ROUTE_RAW_REPLY, .path_shape = &bill_path_shape, .query = &bill_query_shape,
      .suffix_of = "csv", .doc = "A group's bill as a file" },
};

const struct route_table billing_routes = ROUTE_TABLE(routes);
