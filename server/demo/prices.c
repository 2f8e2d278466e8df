#include "demo/prices.h"

#include "audit/audit.h"
#include "billing/assignment.h"
#include "billing/assignment.sql.h"
#include "billing/custom_charge.h"
#include "billing/custom_charge.sql.h"
#include "billing/group.h"
#include "billing/group.sql.h"
#include "billing/plan.h"
#include "billing/plan.sql.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))
#define OPEN (-1) /* a month without begin or end */
#define CENT ((__int128)10000000000)

/* ---- plans ---- */

enum plan { STANDARD, ENTERPRISE, COST_PLUS, AMORTIZED_PLUS, DEVELOPER, STRATEGIC, PLAN_COUNT };

struct plan_row {
    str name;
    str basis;
    bool free_tier;
    bool hands_tax_on; /* else what the basis hands on by itself */
};

static const str tax_alone[] = { STR("tax") };

static const struct plan_row plan_rows[PLAN_COUNT] = {
    [STANDARD] = { STR("标准价 Standard"), STR("public_on_demand"), true, true },
    [ENTERPRISE] = { STR("企业价 Enterprise"), STR("public_on_demand"), true, true },
    [COST_PLUS] = { STR("成本加成 12% Cost plus 12 %"), STR("net_unblended"), true, false },
    [AMORTIZED_PLUS] = { STR("摊销加成 8% Amortized plus 8 %"), STR("amortized"), true, false },
    [DEVELOPER] = { STR("开发者 Developer"), STR("public_on_demand"), false, true },
    [STRATEGIC] = { STR("战略客户 Strategic"), STR("public_on_demand"), true, false },
};

/* percent and price are in hundredths; months and days of validity are of the demo. */
struct rule_row {
    enum plan plan;
    str scope;
    str type;
    int percent;
    int price;
    str service;
    str usage_type;
    str operation;
    str billing_entity;
    int from_month;
    int from_day;
    int to_month;
};

/* clang-format off */
static const struct rule_row rule_rows[] = {
    { STANDARD, STR("global"), STR("discount"), 300, 0, STR_NULL, STR_NULL, STR_NULL, STR_NULL, OPEN, 0, OPEN },
    { STANDARD, STR("service"), STR("discount"), 500, 0, STR("AmazonEC2"), STR_NULL, STR_NULL, STR_NULL, OPEN, 0, OPEN },
    { STANDARD, STR("service"), STR("markup"), 400, 0, STR("AmazonBedrock"), STR_NULL, STR_NULL, STR_NULL, 6, 1, OPEN },
    { ENTERPRISE, STR("global"), STR("discount"), 600, 0, STR_NULL, STR_NULL, STR_NULL, STR_NULL, OPEN, 0, OPEN },
    { ENTERPRISE, STR("billing_entity"), STR("discount"), 0, 0, STR_NULL, STR_NULL, STR_NULL, STR("AWS Marketplace"), OPEN, 0, OPEN },
    { ENTERPRISE, STR("service"), STR("discount"), 1000, 0, STR("AmazonEC2"), STR_NULL, STR_NULL, STR_NULL, OPEN, 0, OPEN },
    { ENTERPRISE, STR("service"), STR("discount"), 1500, 0, STR("AmazonS3"), STR_NULL, STR_NULL, STR_NULL, 11, 10, 13 },
    { ENTERPRISE, STR("sku"), STR("discount"), 1400, 0, STR("AmazonEC2"), STR("APN1-BoxUsage:m5.large"), STR("RunInstances"), STR_NULL, OPEN, 0, OPEN },
    { COST_PLUS, STR("global"), STR("markup"), 1200, 0, STR_NULL, STR_NULL, STR_NULL, STR_NULL, OPEN, 0, OPEN },
    { AMORTIZED_PLUS, STR("global"), STR("markup"), 800, 0, STR_NULL, STR_NULL, STR_NULL, STR_NULL, OPEN, 0, OPEN },
    { DEVELOPER, STR("global"), STR("markup"), 500, 0, STR_NULL, STR_NULL, STR_NULL, STR_NULL, OPEN, 0, OPEN },
    { DEVELOPER, STR("sku"), STR("fixed"), 0, 3, STR("AmazonS3"), STR("EU-TimedStorage-ByteHrs"), STR_NULL, STR_NULL, OPEN, 0, OPEN },
    { STRATEGIC, STR("global"), STR("discount"), 2200, 0, STR_NULL, STR_NULL, STR_NULL, STR_NULL, OPEN, 0, OPEN },
};
/* clang-format on */

/* ---- groups ---- */

struct group_row {
    str name;
    str description;
    enum plan plan; /* PLAN_COUNT: none */
    str bill_to;
    str address;
};

static const struct group_row group_rows[UNASSIGNED] = {
    [YUNFAN] = { STR("云帆电商 Yunfan Commerce"), STR("跨境电商，全年促销"), ENTERPRISE,
                 STR("杭州云帆电子商务有限公司"), STR("杭州市滨江区江南大道 588 号") },
    [AURORA] = { STR("极光游戏 Aurora Games"), STR("多区运营的在线游戏"), STANDARD,
                 STR("极光互动娱乐有限公司"), STR("香港九龙观塘道 392 号") },
    [PINECARE] = { STR("青松医疗 Pinecare Health"), STR("影像与门诊系统"), STANDARD,
                   STR("Pinecare Health Pte. Ltd."), STR("10 Anson Road, Singapore 079903") },
    [SEASTONE] = { STR("海石物流 Seastone Logistics"), STR("调度与追踪"), COST_PLUS,
                   STR("上海海石物流有限公司"), STR("上海市浦东新区张杨路 500 号") },
    [DAWNLIGHT] = { STR("晨曦教育 Dawnlight Education"), STR("直播课堂"), AMORTIZED_PLUS,
                    STR("Dawnlight Education Pte. Ltd."), STR("1 Fusionopolis Way, Singapore") },
    [FARSIGHT] = { STR("明远金科 Farsight Fintech"), STR("支付与风控"), ENTERPRISE,
                   STR("明远金融科技（北京）有限公司"), STR("北京市海淀区中关村大街 1 号") },
    [BLUEBAY] = { STR("蓝湾传媒 Bluebay Media"), STR("视频转码与分发"), COST_PLUS,
                  STR("Bluebay Media LLC"), STR("1201 3rd Avenue, Seattle, WA 98101") },
    [FRONTIER] = { STR("拓野机器人 Frontier Robotics"), STR("仿真训练，战略价"), STRATEGIC,
                   STR("深圳拓野机器人股份有限公司"), STR("深圳市南山区科苑路 15 号") },
    [HEMU] = { STR("禾木零售 Hemu Retail"), STR("门店与会员系统，尚无定价方案"), PLAN_COUNT,
               STR("成都禾木商业有限公司"), STR("成都市锦江区红星路三段 1 号") },
    [KESTREL] = { STR("Kestrel Analytics"), STR("Data lake of a market researcher"), DEVELOPER,
                  STR("Kestrel Analytics Ltd."), STR("25 Mallow Street, Limerick, Ireland") },
    [NORTHWIND] = { STR("Northwind SaaS"), STR("Business software"), AMORTIZED_PLUS,
                    STR("Northwind SaaS, Inc."), STR("200 W Street, New York, NY 10282") },
    [RIPPLE] = { STR("微澜科技 Ripple Labs"), STR("消息推送"), STANDARD,
                 STR("株式会社 Ripple Labs"), STR("東京都港区芝公園 4-2-8") },
};

/* An account that changes hands in the middle of a month. */
#define MOVING_ACCOUNT 15
#define MOVING_TO BLUEBAY
#define MOVING_MONTH (DEMO_MONTHS - 3)
#define MOVING_DAY 15

/* ---- custom charges ---- */

static const str compute_services[] = { STR("AmazonEC2"), STR("AmazonRDS") };

struct charge_row {
    enum customer customer;
    str name;
    str kind;
    int amount; /* hundredths; 0: a percentage */
    int percent;
    bool include_flat;
    bool is_compute_only;
    bool drop_negation;
    int from_month;
    int to_month;
};

static const struct charge_row charge_rows[] = {
    { YUNFAN, STR("托管服务费 Managed service"), STR("fee"), 150000, 0, false, false, false, 0,
      OPEN },
    { YUNFAN, STR("年度返利 Annual rebate"), STR("credit"), 0, 150, false, false, false, 12, OPEN },
    { AURORA, STR("上线支持 Launch support"), STR("fee"), 80000, 0, false, false, false, 3, 4 },
    { PINECARE, STR("运维服务 Operations"), STR("fee"), 0, 300, true, false, false, 0, OPEN },
    { FARSIGHT, STR("合规审计 Compliance review"), STR("fee"), 220000, 0, false, false, false, 0,
      OPEN },
    { FARSIGHT, STR("计算优惠 Compute credit"), STR("credit"), 0, 500, false, true, true, 8, OPEN },
    { HEMU, STR("故障补偿 Outage compensation"), STR("credit"), 25000, 0, false, false, false, 10,
      13 },
    { NORTHWIND, STR("Premium support"), STR("fee"), 0, 250, false, false, false, 0, OPEN },
    { NORTHWIND, STR("Reporting"), STR("fee"), 60000, 0, false, false, false, 2, OPEN },
};

/* ---- storing ---- */

static maybe_decimal hundredths(int n)
{
    return (maybe_decimal){ .value = { n * CENT }, .is_present = true };
}

static period month_of(const struct demo *demo, int month)
{
    return month == OPEN ? PERIOD_NONE : period_add(demo->first, month);
}

static day day_in(const struct demo *demo, int month, int day_of_month)
{
    if (month == OPEN)
        return DAY_NONE;
    return (day){ period_first_day(period_add(demo->first, month)).days + day_of_month - 1 };
}

static struct pricing_rule rule_of(struct cx *cx, const struct demo *demo,
                                   const struct rule_row *row)
{
    bool is_fixed = row->price > 0;
    return (struct pricing_rule){
        .id = uuid_new(cx->now.us + (row - rule_rows)),
        .scope = row->scope,
        .type = row->type,
        .percent = is_fixed ? (maybe_decimal){ .is_present = false } : hundredths(row->percent),
        .unit_price = is_fixed ? hundredths(row->price) : (maybe_decimal){ .is_present = false },
        .service = row->service,
        .usage_type = row->usage_type,
        .operation = row->operation,
        .billing_entity = row->billing_entity,
        .from = day_in(demo, row->from_month, row->from_day),
        .to = day_in(demo, row->to_month, 1),
    };
}

static list rules_of(struct cx *cx, const struct demo *demo, enum plan plan)
{
    struct pricing_rule *rules = ARENA_ARRAY(cx->arena, struct pricing_rule, COUNT(rule_rows));
    list found = { .items = rules, .is_present = true };
    for (size_t i = 0; i < COUNT(rule_rows); i++)
        if (rule_rows[i].plan == plan)
            rules[found.count++] = rule_of(cx, demo, &rule_rows[i]);
    return found;
}

struct rule_owner {
    uuid pricing_plan_id;
};
static const struct field rule_owner_fields[] = { FIELD(struct rule_owner, pricing_plan_id),
                                                  FIELDS_END };
static const struct shape rule_owner_shape =
    SHAPE("DemoRuleOwner", struct rule_owner, rule_owner_fields);

static bool store_plan(struct cx *cx, const struct demo *demo, enum plan number, uuid *id)
{
    struct pricing_plan plan = plan_default();
    plan.id = *id = uuid_new(cx->now.us);
    plan.name = plan_rows[number].name;
    plan.basis = plan_rows[number].basis;
    plan.free_tier = plan_rows[number].free_tier;
    plan.pass_through = plan_rows[number].hands_tax_on
                            ? (list){ (void *)(uintptr_t)tax_alone, COUNT(tax_alone), true }
                            : plan_default_pass_through(cx->arena, plan.basis);
    plan.rules = rules_of(cx, demo, number);
    plan.updated_at = cx->now;
    struct rule_owner owner = { plan.id };
    TRY(plan_check(cx, &plan));
    TRY(db_exec(cx, &sql_plan_insert, IN(pricing_plan_shape, &plan), IN_NONE, NULL));
    TRY(db_exec_each(cx, &sql_plan_rule_insert, &pricing_rule_shape, plan.rules.items,
                     plan.rules.count, IN(rule_owner_shape, &owner)));
    return audit_record(cx, STR("pricing_plan.create"), STR("pricing_plan"),
                        uuid_text(cx->arena, plan.id), &pricing_plan_shape, NULL, &plan);
}

static bool store_group(struct cx *cx, enum customer customer, const uuid *plans, uuid *id)
{
    const struct group_row *row = &group_rows[customer];
    struct bill_to bill_to = { .name = row->bill_to, .address = row->address };
    struct billing_group group = {
        .name = row->name,
        .description = row->description,
        .currency = STR("USD"),
        .bill_to = { &bill_to },
    };
    struct billing_group stored;
    if (row->plan < PLAN_COUNT)
        group.pricing_plan_id = plans[row->plan];
    cx->body = &group;
    cx->reply = &stored;
    TRY(group_create(cx));
    *id = stored.id;
    return true;
}

/* ---- who is in which group ---- */

static struct assignment assignment_of(const struct demo *demo, size_t account)
{
    return (struct assignment){
        .account_id = demo_accounts[account].external_id,
        .provider = STR("aws"),
        .starts_on = day_in(demo, demo_accounts[account].first_month, 1),
        .ends_on = DAY_NONE,
    };
}

static list assignments_of(struct cx *cx, const struct demo *demo, enum customer customer)
{
    struct assignment *all = ARENA_ARRAY(cx->arena, struct assignment, demo_account_count + 1);
    list found = { .items = all, .is_present = true };
    day moving_day = day_in(demo, MOVING_MONTH, MOVING_DAY);
    for (size_t a = 0; a < demo_account_count; a++) {
        if (demo_accounts[a].customer != customer)
            continue;
        all[found.count] = assignment_of(demo, a);
        if (a == MOVING_ACCOUNT)
            all[found.count].ends_on = moving_day;
        found.count++;
    }
    if (customer == MOVING_TO) {
        all[found.count] = assignment_of(demo, MOVING_ACCOUNT);
        all[found.count++].starts_on = moving_day;
    }
    return found;
}

static bool store_assignments(struct cx *cx, const struct demo *demo, enum customer customer,
                              uuid group)
{
    struct assignments all = { assignments_of(cx, demo, customer) };
    struct id_path key = { group };
    TRY(assignments_check(cx, &all));
    TRY(db_exec(cx, &sql_assignment_insert, IN(assignments_shape, &all), IN(id_path_shape, &key),
                NULL));
    return audit_record(cx, STR("billing_group.assign"), STR("billing_group"),
                        uuid_text(cx->arena, group), &assignments_shape, NULL, &all);
}

/* ---- custom charges ---- */

static bool store_charge(struct cx *cx, const struct demo *demo, const struct charge_row *row,
                         const uuid *groups)
{
    struct custom_charge_filters filters = { .drop_savings_plan_negation = row->drop_negation };
    struct custom_charge charge = {
        .billing_group_id = groups[row->customer],
        .name = row->name,
        .kind = row->kind,
        .include_flat = row->include_flat,
        .from = month_of(demo, row->from_month),
        .to = month_of(demo, row->to_month),
    };
    struct custom_charge stored;
    if (row->amount > 0)
        charge.amount = hundredths(row->amount);
    else
        charge.percent = hundredths(row->percent);
    if (row->is_compute_only) {
        filters.services =
            (list){ (void *)(uintptr_t)compute_services, COUNT(compute_services), true };
        charge.filters.ptr = &filters;
    }
    cx->body = &charge;
    cx->reply = &stored;
    return custom_charge_create(cx);
}

bool demo_prices(struct cx *cx, const struct demo *demo, uuid groups[UNASSIGNED])
{
    uuid plans[PLAN_COUNT];
    for (int p = 0; p < PLAN_COUNT; p++)
        TRY(store_plan(cx, demo, (enum plan)p, &plans[p]));
    for (int c = 0; c < UNASSIGNED; c++) {
        TRY(store_group(cx, (enum customer)c, plans, &groups[c]));
        TRY(store_assignments(cx, demo, (enum customer)c, groups[c]));
    }
    for (size_t i = 0; i < COUNT(charge_rows); i++)
        TRY(store_charge(cx, demo, &charge_rows[i], groups));
    return true;
}
