/* The routes that http itself has: health, metrics and the API's description. Private to http. */
#ifndef PROFORMA_HTTP_OWN_ROUTES_H
#define PROFORMA_HTTP_OWN_ROUTES_H

#include "http/route.h"

/* Those of http, then the ones of the features: `*count` tables more than before. */
const struct route_table *own_routes_and(struct arena *arena, const struct route_table *tables,
                                         size_t *count);

#endif
