/*
 * What money can be grouped by and filtered on, and which money: the words of every insight.
 *
 *   cost              what the provider bills the partner (net unblended where the source gives it,
 *                     else unblended)
 *   unblended, amortized, net_amortized, public_on_demand
 *                     the same charges on the other bases (pricing.md §1)
 *   pro_forma         what the bills say, custom charges among it
 *   margin            pro forma - cost of the bills: what is in no group has no margin
 *
 * Readers who may not see costs have pro_forma alone, and know nothing of payers.
 *
 * The dimensions from category on are classes of what is bought (sku_class.h); charge_type is the
 * line item type of the report. An empty key stands for charges that have no such property: tax
 * has no region, storage no processor.
 *
 * Custom charges have the key `custom_charge` in every dimension but billing_group; charges of
 * accounts that are in no group on their day have the billing group `unassigned`.
 */
#ifndef PROFORMA_INSIGHTS_DIMENSION_H
#define PROFORMA_INSIGHTS_DIMENSION_H

#include "core/cx.h"
#include "core/shape.h"

enum measure {
    MEASURE_COST,
    MEASURE_UNBLENDED,
    MEASURE_AMORTIZED,
    MEASURE_NET_AMORTIZED,
    MEASURE_PUBLIC_ON_DEMAND,
    MEASURE_PRO_FORMA,
    MEASURE_MARGIN,
};

enum dimension {
    BY_NOTHING,
    BY_SERVICE,
    BY_ACCOUNT, /* the cloud's id */
    BY_USAGE_TYPE,
    BY_REGION,
    BY_CHARGE_TYPE,
    BY_KIND,
    BY_BILLING_GROUP,
    BY_PAYER,
    BY_CATEGORY, /* this and all that follow are classes of the SKU */
    BY_PROCESSOR,
    BY_INSTANCE_FAMILY,
    BY_PURCHASE_OPTION,
    BY_STORAGE_CLASS,
    BY_TRANSFER_TYPE,
    BY_DATABASE_ENGINE,
    DIMENSION_COUNT
};

#define DIMENSION_BIT(dimension) (1u << (dimension))
#define DIMENSION_CLASSES (~0u << BY_CATEGORY & (DIMENSION_BIT(DIMENSION_COUNT) - 1))

/* The words of measures and dimensions, ended by STR_NULL, in the order of the enums. */
extern const str measure_names[];
extern const str dimension_names[];

/* The place of a word among `words`; absent is `otherwise`. Words were checked by a shape. */
int place_of(str word, const str *words, int otherwise);

/* The measure of a word: cost, or pro_forma where costs may not be seen, unless given. Another
 * measure than may be seen is ERR_forbidden. */
bool measure_choose(struct cx *cx, str word, enum measure *measure);
/* The dimension of a word; payer is ERR_forbidden where costs may not be seen. */
bool dimension_choose(struct cx *cx, str word, enum dimension *dimension);
bool measure_is_priced(enum measure measure); /* taken from bills: pro_forma, margin */

/* Lists of keys of the dimensions, of which a charge must have one; an absent list lets everything
 * pass, an empty item stands for charges that have no such property. */
struct filters {
    list service;
    list account;
    list usage_type;
    list region;
    list charge_type;
    list kind;
    list billing_group; /* ids; unassigned */
    list payer;         /* ids */
    list category;
    list processor;
    list instance_family;
    list purchase_option;
    list storage_class;
    list transfer_type;
    list database_engine;
    list exclude_kind;
};

/* Query fields of a struct with a member `filters`. */
#define FILTER_FIELDS(type)                                                                        \
    FIELD(type, filters.service, .name = "service", .doc = "Only these, as are all filters"),      \
        FIELD(type, filters.account, .name = "account", .doc = "Ids of the cloud"),                \
        FIELD(type, filters.usage_type, .name = "usage_type"),                                     \
        FIELD(type, filters.region, .name = "region",                                              \
              .doc = "An empty item, in every filter, is what has none"),                          \
        FIELD(type, filters.charge_type, .name = "charge_type", .doc = "Line item types"),         \
        FIELD(type, filters.kind, .name = "kind"),                                                 \
        FIELD(type, filters.billing_group, .name = "billing_group", .doc = "Ids, or unassigned"),  \
        FIELD(type, filters.payer, .name = "payer", .needs = PERM_COST_READ, .doc = "Ids"),        \
        FIELD(type, filters.category, .name = "category"),                                         \
        FIELD(type, filters.processor, .name = "processor"),                                       \
        FIELD(type, filters.instance_family, .name = "instance_family"),                           \
        FIELD(type, filters.purchase_option, .name = "purchase_option"),                           \
        FIELD(type, filters.storage_class, .name = "storage_class"),                               \
        FIELD(type, filters.transfer_type, .name = "transfer_type"),                               \
        FIELD(type, filters.database_engine, .name = "database_engine"),                           \
        FIELD(type, filters.exclude_kind, .name = "exclude_kind",                                  \
              .doc = "All kinds but these: tax,credit")

/* The list of a dimension; NULL for BY_NOTHING. */
const list *filters_of(const struct filters *filters, enum dimension dimension);

/* Does the charge with that key in that dimension pass? */
bool filter_passes(const struct filters *filters, enum dimension dimension, str key);

/* The dimensions that are filtered on, as DIMENSION_BITs; exclude_kind counts as kind. */
unsigned filters_used(const struct filters *filters);

/* Reads `service=` as a list of one empty key: a parameter without items filters, too. */
void filters_normalise(struct arena *arena, struct filters *filters);

bool list_has(list words, str word);

#endif
