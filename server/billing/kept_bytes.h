/*
 * Rated bills as bytes, a quarter of what they take as structs: what kept_month.h keeps. Written
 * and read by one process; texts that are read point into the bytes.
 *
 * A month is a head and one section for each group, each with the stamp it was made under.
 */
#ifndef PROFORMA_BILLING_KEPT_BYTES_H
#define PROFORMA_BILLING_KEPT_BYTES_H

#include "billing/bill_load.h"
#include "billing/kept_month.h"

#define KEPT_MONTH_MAX ((size_t)1024 * 1024 * 1024)

struct kept_bytes {
    struct kept_stamp presence; /* that the shares were made under */
    struct kept_section *sections;
    size_t section_count;
};

/* What a group's bills are written as, of which every line is in KEPT_PARTS; absent past
 * KEPT_MONTH_MAX. */
str kept_bills_write(struct arena *arena, const struct group_bill *bills, size_t count);

/* Appends them to month->bills, which has room; name and addressee are left to the caller. With
 * skus (of struct sku, by id) lines have their parts, of which only cost and pro forma are told. */
void kept_bills_read(struct arena *arena, str bytes, list skus, struct month *month);
size_t kept_bills_count(str bytes);

/* The whole: what `month` tells beside its bills, and the sections. Absent past KEPT_MONTH_MAX. */
str kept_bytes_write(struct arena *arena, const struct month *month, const struct kept_bytes *kept);
void kept_bytes_read(struct arena *arena, str bytes, struct month *month, struct kept_bytes *kept);

#endif
