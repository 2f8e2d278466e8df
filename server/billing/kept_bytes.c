#include "billing/kept_bytes.h"

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

static void put_text(struct strbuf *out, str text)
{
    put_number(out, str_is_null(text) ? -1 : (int64_t)text.len);
    strbuf_add(out, text);
}

static void get(str *bytes, void *out, size_t size)
{
    memcpy(out, bytes->ptr, size);
    *bytes = (str){ bytes->ptr + size, bytes->len - size };
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
    int64_t len = get_number(bytes);
    return len < 0 ? STR_NULL : get_bytes(bytes, (size_t)len);
}

/* ---- lines ---- */

/* Lines come by account and service: what is as in the line before is not said again, nor is what
 * most lines have in common. */
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
    unsigned char head[2] = {
        (unsigned char)((is_same_account ? SAME_ACCOUNT : 0) |
                        (is_same_service ? SAME_SERVICE : 0) |
                        (line->is_passed_through ? IS_PASSED_THROUGH : 0) |
                        (has_negation ? HAS_NEGATION : 0)),
        (unsigned char)line->kind,
    };
    put(out, head, sizeof(head));
    if (!is_same_account) {
        put_text(out, line->account_id);
        put_text(out, line->account_name);
    }
    if (!is_same_service)
        put_text(out, line->service);
    put(out, &line->cost, sizeof(line->cost));
    put(out, &line->pro_forma, sizeof(line->pro_forma));
    if (has_negation)
        put(out, &line->without_negation, sizeof(line->without_negation));
}

static void get_line(str *bytes, struct bill_line *line, const struct bill_line *before)
{
    unsigned char head[2];
    get(bytes, head, sizeof(head));
    line->kind = (enum line_kind)head[1];
    line->is_passed_through = head[0] & IS_PASSED_THROUGH;
    line->account_id = head[0] & SAME_ACCOUNT ? before->account_id : get_text(bytes);
    line->account_name = head[0] & SAME_ACCOUNT ? before->account_name : get_text(bytes);
    line->service = head[0] & SAME_SERVICE ? before->service : get_text(bytes);
    get(bytes, &line->cost, sizeof(line->cost));
    get(bytes, &line->pro_forma, sizeof(line->pro_forma));
    line->without_negation = line->pro_forma;
    if (head[0] & HAS_NEGATION)
        get(bytes, &line->without_negation, sizeof(line->without_negation));
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
    const struct bill_line *lines = bill->bill.lines;
    put_number(out, (int64_t)bill->bill.line_count);
    for (size_t i = 0; i < bill->bill.line_count; i++)
        put_line(out, &lines[i], i > 0 ? &lines[i - 1] : NULL);
}

static void get_bill(struct arena *arena, str *bytes, struct group_bill *bill)
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
    bill->bill.line_count = (size_t)get_number(bytes);
    struct bill_line *lines = ARENA_ARRAY(arena, struct bill_line, bill->bill.line_count);
    for (size_t i = 0; i < bill->bill.line_count; i++)
        get_line(bytes, &lines[i], i > 0 ? &lines[i - 1] : NULL);
    bill->bill.lines = lines;
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

void kept_bills_read(struct arena *arena, str bytes, struct month *month)
{
    for (int64_t count = get_number(&bytes); count > 0; count--)
        get_bill(arena, &bytes, &month->bills[month->bill_count++]);
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
