/*
 * What is bought, sorted into the classes people think in: compute or storage, Graviton or Intel,
 * gp2 or gp3, bytes out to the internet or across zones.
 *
 * Pure: a report names all of it in product code, usage type and operation, so tables of names are
 * enough and nothing has to be looked up. An empty class says that there is no such thing: storage
 * has no processor. The tables follow the provider's own manuals:
 *
 *   usage types and region prefixes  AWS billing guide, "Understanding your usage reports";
 *                                    S3 user guide, "AWS billing and usage reports for Amazon S3"
 *   processor, instance family       EC2 instance types, "Naming conventions": family, generation,
 *                                    then attributes, of which g is Graviton, a AMD, i Intel; none
 *                                    is Intel but for the types of a table of exceptions
 *   database engine                  RDS user guide: CreateDBInstance:NNNN, "DB instance
 *                                    operation codes"
 *   transfer                         "Overview of data transfer costs"; CloudFront developer
 *                                    guide, "Usage reports"
 *
 * The purchase option also needs the line item type: DiscountedUsage and RIFee are `reserved`, what
 * begins with SavingsPlan `savings_plan`; Spot is in the usage type.
 */
#ifndef PROFORMA_INSIGHTS_SKU_CLASS_H
#define PROFORMA_INSIGHTS_SKU_CLASS_H

#include "insights/dimension.h"

struct sku_name {
    str service;
    str usage_type;
    str operation;
    str line_item_type; /* absent: of usage that is billed on demand */
};

/* The key of a class: of the dimensions from BY_CATEGORY on. Borrows from the name. */
str sku_class_key(const struct sku_name *name, enum dimension dimension);

/* What people call a class, in English; the key where that says it. */
str sku_class_label(str key);

#endif
