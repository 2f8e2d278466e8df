#include "billing/kept_bytes.h"

#include <assert.h>
#include <string.h>

/* ---- bytes ---- */

static void put(struct strbuf *out, const void *bytes, size_t size)
{
    strbuf_add(out, (str){ bytes, size });
}

static void put_number(struct strbuf *out, int64_t number)
{
    put(out, &number, sizeof(number));
}

static void get(str *bytes, void *out, size_t size)
{
    memcpy(out, bytes->ptr, size);
    *bytes = (str){ bytes->ptr + size, bytes->len - size };
}

/* Small numbers in few bytes: seven bits in each, the last one without the eighth. */
static void put_small(struct strbuf *out, uint64_t number)
{
    unsigned char bytes[10];
    size_t count = 0;
    for (; number >= 128; number >>= 7)
        bytes[count++] = (unsigned char)(number | 128);
    bytes[count++] = (unsigned char)number;
    put(out, bytes, count);
}

static uint64_t get_small(str *bytes)
{
    uint64_t number = 0;
    unsigned char byte = 128;
    for (unsigned shift = 0; byte & 128; shift += 7) {
        get(bytes, &byte, sizeof(byte));
        number |= (uint64_t)(byte & 127) << shift;
    }
    return number;
}

static void put_text(struct strbuf *out, str text)
{
    put_small(out, str_is_null(text) ? 0 : text.len + 1);
    strbuf_add(out, text);
}

static int64_t get_number(str *bytes)
{
    int64_t number;
    get(bytes, &number, sizeof(number));
    return number;
}

static str get_bytes(str *bytes, size_t size)
{
    str found = { bytes->ptr, size };
    *bytes = (str){ bytes->ptr + size, bytes->len - size };
    return found;
}

static str get_text(str *bytes)
{
    uint64_t len = get_small(bytes);
    return len == 0 ? STR_NULL : get_bytes(bytes, len - 1);
}

/* Most amounts fit in eight bytes. */
static bool is_wide(decimal amount)
{
    return amount.v != (int64_t)amount.v;
}

static void put_amount(struct strbuf *out, decimal amount)
{
    put(out, &amount, is_wide(amount) ? sizeof(amount) : sizeof(int64_t));
}

static decimal get_amount(str *bytes, bool wide)
{
    decimal amount;
    int64_t narrow;
    get(bytes, wide ? (void *)&amount : &narrow, wide ? sizeof(amount) : sizeof(narrow));
    return wide ? amount : (decimal){ narrow };
}

/* ---- parts ---- */

/* What is as in the part before is not said again. */
enum part_flag {
    SAME_TYPE = 1,
    SAME_PAYER = 2,
    WIDE_COST = 4,
    WIDE_PRO_FORMA = 8,
};

static void put_part(struct strbuf *out, const struct bill_part *part,
                     const struct bill_part *before)
{
    bool is_same_type = before && str_equal(part->line_item_type, before->line_item_type);
    bool is_same_payer = before && uuid_equal(part->payer_id, before->payer_id);
    put_small(out, (is_same_type ? SAME_TYPE : 0U) | (is_same_payer ? SAME_PAYER : 0U) |
                       (is_wide(part->cost) ? WIDE_COST : 0U) |
                       (is_wide(part->pro_forma) ? WIDE_PRO_FORMA : 0U));
    put_small(out, (uint64_t)part->sku->id);
    if (!is_same_type)
        put_text(out, part->line_item_type);
    if (!is_same_payer)
        put(out, &part->payer_id, sizeof(part->payer_id));
    put_amount(out, part->cost);
    put_amount(out, part->pro_forma);
}

/* *part is the one before. */
static int64_t get_part(str *bytes, struct bill_part *part)
{
    uint64_t flags = get_small(bytes);
    int64_t sku_id = (int64_t)get_small(bytes);
    if (!(flags & SAME_TYPE))
        part->line_item_type = get_text(bytes);
    if (!(flags & SAME_PAYER))
        get(bytes, &part->payer_id, sizeof(part->payer_id));
    part->cost = get_amount(bytes, flags & WIDE_COST);
    part->pro_forma = get_amount(bytes, flags & WIDE_PRO_FORMA);
    return sku_id;
}

/* ---- lines ---- */

/* Lines come by account and service: what is as in the line before is not said again, nor is what
 * most lines have in common, nor what their parts add up to. */
enum line_flag {
    SAME_ACCOUNT = 1,
    SAME_SERVICE = 2,
    IS_PASSED_THROUGH = 4,
    HAS_NEGATION = 8,
};

static bool is_same(str a, str b)
{
    return str_is_null(a) == str_is_null(b) && str_equal(a, b);
}

static void put_line(struct strbuf *out, const struct bill_line *line,
                     const struct bill_line *before)
{
    bool is_same_account = before && is_same(line->account_id, before->account_id) &&
                           is_same(line->account_name, before->account_name);
    bool is_same_service = before && is_same(line->service, before->service);
    bool has_negation = decimal_compare(line->without_negation, line->pro_forma) != 0;
    put_small(out, (is_same_account ? SAME_ACCOUNT : 0U) | (is_same_service ? SAME_SERVICE : 0U) |
                       (line->is_passed_through ? IS_PASSED_THROUGH : 0U) |
                       (has_negation ? HAS_NEGATION : 0U));
    put_small(out, line->kind);
    if (!is_same_account) {
        put_text(out, line->account_id);
        put_text(out, line->account_name);
    }
    if (!is_same_service)
        put_text(out, line->service);
    if (has_negation)
        put(out, &line->without_negation, sizeof(line->without_negation));
    put_small(out, line->part_count);
}

/* *line is the one before, and becomes this one but for its figures and parts. */
static uint64_t get_line(str *bytes, struct bill_line *line)
{
    uint64_t flags = get_small(bytes);
    line->kind = (enum line_kind)get_small(bytes);
    line->is_passed_through = flags & IS_PASSED_THROUGH;
    if (!(flags & SAME_ACCOUNT)) {
        line->account_id = get_text(bytes);
        line->account_name = get_text(bytes);
    }
    if (!(flags & SAME_SERVICE))
        line->service = get_text(bytes);
    if (flags & HAS_NEGATION)
        get(bytes, &line->without_negation, sizeof(line->without_negation));
    line->part_count = get_small(bytes);
    return flags;
}

/* The last part written or read: lines of one bill have much in common. */
static void put_lines(struct strbuf *out, const struct bill *bill)
{
    const struct bill_part *last = NULL;
    put_small(out, bill->line_count);
    for (size_t i = 0; i < bill->line_count; i++) {
        const struct bill_line *line = &bill->lines[i];
        put_line(out, line, i > 0 ? line - 1 : NULL);
        for (size_t j = 0; j < line->part_count; j++) {
            put_part(out, &line->parts[j], last);
            last = &line->parts[j];
        }
    }
}

static const struct sku *find_sku(list skus, int64_t id)
{
    const struct sku *items = skus.items;
    size_t low = 0;
    size_t high = skus.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (items[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    assert(low < skus.count && items[low].id == id); /* there are its charges in the snapshot */
    return &items[low];
}

/* Without SKUs, of the lines alone. */
static void get_parts(struct arena *arena, str *bytes, list skus, struct bill_line *line,
                      struct bill_part *last)
{
    line->cost = line->pro_forma = DECIMAL_ZERO;
    line->parts = skus.is_present ? ARENA_ARRAY(arena, struct bill_part, line->part_count) : NULL;
    for (size_t i = 0; i < line->part_count; i++) {
        int64_t sku_id = get_part(bytes, last);
        line->cost.v += last->cost.v;
        line->pro_forma.v += last->pro_forma.v;
        if (!line->parts)
            continue;
        last->sku = find_sku(skus, sku_id);
        last->usage_type = last->sku->usage_type;
        line->parts[i] = *last;
    }
    if (!line->parts)
        line->part_count = 0;
}

static void get_lines(struct arena *arena, str *bytes, list skus, struct bill *bill)
{
    bill->line_count = get_small(bytes);
    bill->lines = ARENA_ARRAY(arena, struct bill_line, bill->line_count);
    struct bill_line line = { .part_count = 0 };
    struct bill_part part = { .day = DAY_NONE };
    for (size_t i = 0; i < bill->line_count; i++) {
        uint64_t flags = get_line(bytes, &line);
        get_parts(arena, bytes, skus, &line, &part);
        if (!(flags & HAS_NEGATION))
            line.without_negation = line.pro_forma;
        bill->lines[i] = line;
    }
}

/* ---- bills ---- */

static void put_charges(struct strbuf *out, const struct bill *bill)
{
    put_number(out, (int64_t)bill->custom_charge_count);
    for (size_t i = 0; i < bill->custom_charge_count; i++) {
        const struct bill_charge *charge = &bill->custom_charges[i];
        put(out, &charge->id, sizeof(charge->id));
        put_text(out, charge->name);
        put_text(out, charge->kind);
        put(out, &charge->amount, sizeof(charge->amount));
    }
}

static void get_charges(struct arena *arena, str *bytes, struct bill *bill)
{
    bill->custom_charge_count = (size_t)get_number(bytes);
    bill->custom_charges = ARENA_ARRAY(arena, struct bill_charge, bill->custom_charge_count);
    for (size_t i = 0; i < bill->custom_charge_count; i++) {
        struct bill_charge *charge = &bill->custom_charges[i];
        get(bytes, &charge->id, sizeof(charge->id));
        charge->name = get_text(bytes);
        charge->kind = get_text(bytes);
        get(bytes, &charge->amount, sizeof(charge->amount));
    }
}

static void put_bill(struct strbuf *out, const struct group_bill *bill)
{
    put(out, &bill->billing_group_id, sizeof(bill->billing_group_id));
    put_text(out, bill->currency);
    put_number(out, bill->accounts);
    put_number(out, bill->is_partial);
    put_number(out, bill->is_main);
    put_charges(out, &bill->bill);
    put(out, &bill->bill.cost, sizeof(decimal));
    put(out, &bill->bill.subtotal, sizeof(decimal));
    put(out, &bill->bill.pro_forma, sizeof(decimal));
    put(out, &bill->bill.margin, sizeof(decimal));
    put_lines(out, &bill->bill);
}

static void get_bill(struct arena *arena, str *bytes, list skus, struct group_bill *bill)
{
    get(bytes, &bill->billing_group_id, sizeof(bill->billing_group_id));
    bill->currency = get_text(bytes);
    bill->accounts = get_number(bytes);
    bill->is_partial = get_number(bytes);
    bill->is_main = get_number(bytes);
    get_charges(arena, bytes, &bill->bill);
    get(bytes, &bill->bill.cost, sizeof(decimal));
    get(bytes, &bill->bill.subtotal, sizeof(decimal));
    get(bytes, &bill->bill.pro_forma, sizeof(decimal));
    get(bytes, &bill->bill.margin, sizeof(decimal));
    get_lines(arena, bytes, skus, &bill->bill);
}

str kept_bills_write(struct arena *arena, const struct group_bill *bills, size_t count)
{
    struct strbuf out = strbuf_new(arena, KEPT_MONTH_MAX);
    put_number(&out, (int64_t)count);
    for (size_t i = 0; i < count; i++)
        put_bill(&out, &bills[i]);
    return out.overflow ? STR_NULL : strbuf_str(&out);
}

size_t kept_bills_count(str bytes)
{
    return (size_t)get_number(&bytes);
}

void kept_bills_read(struct arena *arena, str bytes, list skus, struct month *month)
{
    for (int64_t count = get_number(&bytes); count > 0; count--)
        get_bill(arena, &bytes, skus, &month->bills[month->bill_count++]);
}

/* ---- months ---- */

static void put_month(struct strbuf *out, const struct month *month)
{
    put_number(out, month->period.months);
    put_text(out, month->currency);
    put_number(out, month->as_of.us);
    put_number(out, (int64_t)month->share_count);
    for (size_t i = 0; i < month->share_count; i++) {
        put_text(out, month->shares[i].currency);
        put_number(out, month->shares[i].unassigned.accounts);
        put(out, &month->shares[i].unassigned.cost, sizeof(decimal));
    }
}

static void get_month(struct arena *arena, str *bytes, struct month *month)
{
    *month = (struct month){ .period = { (int32_t)get_number(bytes) } };
    month->currency = get_text(bytes);
    month->as_of.us = get_number(bytes);
    month->share_count = (size_t)get_number(bytes);
    month->shares = ARENA_ARRAY(arena, struct currency_share, month->share_count);
    for (size_t i = 0; i < month->share_count; i++) {
        month->shares[i].currency = get_text(bytes);
        month->shares[i].unassigned.accounts = get_number(bytes);
        get(bytes, &month->shares[i].unassigned.cost, sizeof(decimal));
    }
}

str kept_bytes_write(struct arena *arena, const struct month *month, const struct kept_bytes *kept)
{
    struct strbuf out = strbuf_new(arena, KEPT_MONTH_MAX);
    size_t size = 0;
    for (size_t i = 0; i < kept->section_count; i++)
        size += kept->sections[i].bytes.len;
    (void)strbuf_reserve(&out, size + size / 16);
    put_month(&out, month);
    put(&out, &kept->presence, sizeof(kept->presence));
    put_number(&out, (int64_t)kept->section_count);
    for (size_t i = 0; i < kept->section_count; i++) {
        const struct kept_section *section = &kept->sections[i];
        put(&out, &section->group_id, sizeof(section->group_id));
        put(&out, &section->stamp, sizeof(section->stamp));
        put_text(&out, section->bytes);
    }
    return out.overflow ? STR_NULL : strbuf_str(&out);
}

void kept_bytes_read(struct arena *arena, str bytes, struct month *month, struct kept_bytes *kept)
{
    get_month(arena, &bytes, month);
    get(&bytes, &kept->presence, sizeof(kept->presence));
    kept->section_count = (size_t)get_number(&bytes);
    kept->sections = ARENA_ARRAY(arena, struct kept_section, kept->section_count);
    for (size_t i = 0; i < kept->section_count; i++) {
        struct kept_section *section = &kept->sections[i];
        get(&bytes, &section->group_id, sizeof(section->group_id));
        get(&bytes, &section->stamp, sizeof(section->stamp));
        section->bytes = get_text(&bytes);
    }
}
