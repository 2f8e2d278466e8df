/* The rows of a cost table as bytes, to be kept and added to another table (cost_bills.c). Written
 * and read by one process. */
#ifndef PROFORMA_INSIGHTS_COST_ROWS_H
#define PROFORMA_INSIGHTS_COST_ROWS_H

#include "insights/cost_table.h"

#define COST_ROWS_MAX ((size_t)64 * 1024 * 1024)

/* Absent past COST_ROWS_MAX. */
str cost_rows_write(struct arena *arena, const struct cost_table *table);

/* Adds the rows to those of `table`, from `column` on. false when a sum is out of range. */
bool cost_rows_add(struct cost_table *table, size_t column, str bytes);

#endif
