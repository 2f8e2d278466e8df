/*
 * Writes rows as a CUR 1.0 CSV file, gzipped when its name ends in ".gz" (ISA-L, which keeps up
 * with a million rows a second).
 */
#ifndef PROFORMA_DEMO_CUR_FILE_H
#define PROFORMA_DEMO_CUR_FILE_H

#include "demo/cur_row.h"

struct cur_file;

/* Creates the file with its header. The file belongs to the arena of cx; cur_file_close ends it,
 * also after a failure. Fails with ERR_file_unreadable or ERR_disk_full. */
bool cur_file_open(struct cx *cx, str path, bool with_net_columns, struct cur_file **file);

/* What the file takes rows through. */
struct cur_sink cur_file_sink(struct cur_file *file);

/* Writes what is left. After a failure (cx->failure is set) it only closes. */
bool cur_file_close(struct cx *cx, struct cur_file *file);

#endif
