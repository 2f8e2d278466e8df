#include "demo/month_rows.h"

#define CENT (CUR_ONE / 100)
#define ALWAYS DEMO_MONTHS

/* A line that is not worked out from anything: one account, some months. */
struct single_line {
    size_t account;
    int from;
    int months;
    str type;
    str product_code;
    str product_name;
    str usage_type;
    str operation;
    str billing_entity;
    str bill_type;
    str description;
    int64_t cents;
    int days_ahead; /* the usage begins so many days after the month's first */
};

/* clang-format off */
static const struct single_line single_lines[] = {
    { 16, 9, 4, STR("Credit"), STR("AmazonEC2"), STR("Amazon Elastic Compute Cloud"), STR("APS1-BoxUsage:t3.medium"), STR("RunInstances"), STR("AWS"), STR("Anniversary"), STR("AWS Activate credit"), -15000, 0 },
    { 5, 5, 1, STR("Credit"), STR("AmazonCloudFront"), STR("Amazon CloudFront"), STR("AP-DataTransfer-Out-Bytes"), STR("GET"), STR("AWS"), STR("Anniversary"), STR("Migration acceleration credit"), -80000, 0 },
    { 36, 7, ALWAYS, STR("Credit"), STR("AmazonBedrock"), STR("Amazon Bedrock"), STR("EU-InputTokenCount"), STR("Inference"), STR("AWS"), STR("Anniversary"), STR("Generative AI programme credit"), -35000, 0 },
    { 3, 8, 1, STR("Refund"), STR("AmazonS3"), STR("Amazon Simple Storage Service"), STR("APN1-Requests-Tier2"), STR("GetObject"), STR("AWS"), STR("Refund"), STR("Refund for requests billed twice"), -12345, 0 },
    { 24, 11, 1, STR("Refund"), STR("AmazonSageMaker"), STR("Amazon SageMaker"), STR("USW2-Train:ml.g4dn.xlarge"), STR("CreateTrainingJob"), STR("AWS"), STR("Refund"), STR("Refund for a failed training job"), -9918, 0 },
    { 19, 6, 1, STR("Fee"), STR("8ac1f5p2qk3wm7n0tzr4"), STR("Datadog Pro annual subscription"), STR("Global-SoftwareSubscription"), STR(""), STR("AWS Marketplace"), STR("Purchase"), STR("Annual subscription"), 1198800, 0 },
    { 38, 12, 1, STR("Fee"), STR("8ac1f5p2qk3wm7n0tzr4"), STR("Datadog Pro annual subscription"), STR("Global-SoftwareSubscription"), STR(""), STR("AWS Marketplace"), STR("Purchase"), STR("Annual subscription"), 599400, 0 },
    { 11, 3, 1, STR("Fee"), STR("AmazonRegistrar"), STR("Amazon Registrar"), STR("DomainRegistration:com"), STR("RegisterDomain"), STR("AWS"), STR("Purchase"), STR("Registration of seastone-express.com"), 1400, 40 },
    { 40, 10, 1, STR("Fee"), STR("AmazonRegistrar"), STR("Amazon Registrar"), STR("DomainRegistration:io"), STR("RegisterDomain"), STR("AWS"), STR("Purchase"), STR("Registration of ripple-labs.io"), 7100, 45 },
    { 25, 10, ALWAYS, STR("FlatRateSubscription"), STR("AmazonCloudFront"), STR("Amazon CloudFront"), STR("Global-FlatRate-Pro"), STR("FlatRate"), STR("AWS"), STR("Anniversary"), STR("CloudFront flat-rate plan Pro"), 1500, 0 },
    { 23, 0, ALWAYS, STR("PrivateRateDiscount"), STR("AmazonCloudFront"), STR("Amazon CloudFront"), STR("AP-DataTransfer-Out-Bytes"), STR("GET"), STR("AWS"), STR("Anniversary"), STR("Private rate of CloudFront"), -42000, 0 },
    { 29, 6, ALWAYS, STR("BundledDiscount"), STR("AmazonCloudFront"), STR("Amazon CloudFront"), STR("AP-DataTransfer-Out-Bytes"), STR("GET"), STR("AWS"), STR("Anniversary"), STR("CloudFront security bundle"), -3750, 0 },
};
/* clang-format on */

static void begin_line(struct month *m, struct cur_row *row, size_t account, str type, str code,
                       str name)
{
    row_begin(m, row, account, type);
    cur_set_days(row, m->first, m->end);
    cur_set(row, CUR_PRODUCT_CODE, code);
    cur_set(row, CUR_PRODUCT_NAME, name);
    cur_set_quantity(row, CUR_USAGE_AMOUNT, CUR_UNIT);
}

static bool write_line(struct month *m, struct cur_row *row, int64_t cost)
{
    row_cost(m, row, cost, cost);
    m->rows++;
    return m->sink.write(m->cx, m->sink.context, row);
}

static bool write_tax(struct month *m, size_t account, str code, str name, int64_t base)
{
    int64_t tax = cur_share(base, m->payer->tax_percent, 100);
    struct cur_row row;
    tax = (tax + CENT / 2) / CENT * CENT;
    if (tax <= 0)
        return true;
    begin_line(m, &row, account, STR("Tax"), code, name);
    cur_set(&row, CUR_TAX_TYPE, m->payer->tax_type);
    cur_set(&row, CUR_DESCRIPTION,
            str_format(m->cx->arena, "Tax for product code %.*s", STR_ARG(code)));
    return write_line(m, &row, tax);
}

static bool write_discount(struct month *m, size_t account, size_t sku, str type, int percent)
{
    int64_t discountable = m->spent[month_cell(account, sku)].discountable;
    int64_t cost = -cur_share(discountable, percent, 100);
    struct cur_row row;
    if (discountable <= 0 || percent == 0)
        return true;
    begin_line(m, &row, account, type, demo_skus[sku].service, demo_skus[sku].service_name);
    cur_set(&row, CUR_DESCRIPTION, STR("Discount negotiated with AWS"));
    m->spent[month_cell(account, sku)].cost += cost;
    return write_line(m, &row, cost);
}

static bool write_discounts(struct month *m)
{
    if (m->payer->discount != DISCOUNT_LINES)
        return true;
    for (size_t a = 0; a < demo_account_count; a++)
        for (size_t s = 0; s < demo_sku_count; s++) {
            TRY(write_discount(m, a, s, STR("EdpDiscount"), m->payer->discount_percent));
            TRY(write_discount(m, a, s, STR("SppDiscount"), m->payer->programme_percent));
        }
    return true;
}

/* The support plan is charged to the payer's own account. */
static bool write_support(struct month *m)
{
    const struct demo_payer *payer = m->payer;
    int64_t month_cost = 0;
    size_t account = 0;
    struct cur_row row;

    for (size_t i = 0; i < demo_account_count * demo_sku_count; i++)
        month_cost += m->spent[i].cost;
    while (!str_equal(demo_accounts[account].external_id, payer->external_id))
        account++;
    int64_t fee = cur_share(month_cost, payer->support_percent, 100) / CENT * CENT;
    begin_line(m, &row, account, STR("Fee"), payer->support_code, STR("AWS Support"));
    cur_set(&row, CUR_USAGE_TYPE, STR("Dollar"));
    cur_set(&row, CUR_DESCRIPTION, STR("Monthly support plan"));
    TRY(write_line(m, &row, fee));
    return write_tax(m, account, payer->support_code, STR("AWS Support"), fee);
}

static bool write_single(struct month *m, const struct single_line *line)
{
    struct cur_row row;
    begin_line(m, &row, line->account, line->type, line->product_code, line->product_name);
    cur_set(&row, CUR_USAGE_TYPE, line->usage_type);
    cur_set(&row, CUR_OPERATION, line->operation);
    cur_set(&row, CUR_BILLING_ENTITY, line->billing_entity);
    cur_set(&row, CUR_BILL_TYPE, line->bill_type);
    cur_set(&row, CUR_DESCRIPTION, line->description);
    if (line->days_ahead > 0)
        cur_set_days(&row, (day){ m->first.days + line->days_ahead },
                     (day){ m->first.days + line->days_ahead + 365 });
    if (str_equal(line->billing_entity, STR("AWS Marketplace")))
        cur_set(&row, CUR_INVOICE_ID, m->marketplace_invoice);
    return write_line(m, &row, line->cents * CENT);
}

static bool write_singles(struct month *m)
{
    for (size_t i = 0; i < sizeof single_lines / sizeof single_lines[0]; i++) {
        const struct single_line *line = &single_lines[i];
        bool is_now = m->number >= line->from && m->number < line->from + line->months;
        if (is_now && demo_accounts[line->account].payer == m->payer_number)
            TRY(write_single(m, line));
    }
    return true;
}

static bool write_taxes(struct month *m)
{
    for (size_t a = 0; a < demo_account_count; a++)
        for (size_t s = 0; s < demo_sku_count; s++)
            TRY(write_tax(m, a, demo_skus[s].service, demo_skus[s].service_name,
                          m->spent[month_cell(a, s)].cost));
    return true;
}

bool extra_lines(struct month *m)
{
    return write_discounts(m) && write_support(m) && write_singles(m) && write_taxes(m);
}
