/* Private to cost_load.c, cost_cubes.c and cost_bills.c: the two sources of a cost table. */
#ifndef PROFORMA_INSIGHTS_COST_LOADER_H
#define PROFORMA_INSIGHTS_COST_LOADER_H

#include "insights/cost_load.h"

/* The filters of struct cost_request. */
extern const struct shape cost_filter_shape;

/* The column of a month or day; the table's count of columns when it is outside. */
size_t cost_column(const struct cost_request *request, day d);

/* What is asked for, as text: the same for the same question alone. */
str cost_request_text(struct arena *arena, const struct cost_request *request);

/* Adds the costs; accounts are keyed by accounts.id, billing groups and payers by id. */
bool cost_load_cubes(struct cx *cx, const struct cost_request *request, struct cost_table *table);

/* Adds pro forma or margin; accounts are keyed by the cloud's id. */
bool cost_load_bills(struct cx *cx, const struct cost_request *request, struct cost_table *table);

#endif
