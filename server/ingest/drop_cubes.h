/*
 * Rollups and cubes of a drop (cubes.h), into the database. Used by ingest/drop_charges.c.
 */
#ifndef PROFORMA_INGEST_DROP_CUBES_H
#define PROFORMA_INGEST_DROP_CUBES_H

#include "ingest/cubes.h"
#include "ingest/drop_ids.h"

/* Writes all of them; cubes_add is called no more. */
bool drop_cubes_write(struct cx *cx, struct cubes *cubes, const struct drop_input *input,
                      const struct drop_ids *ids, uuid drop_id);

#endif
