#include "ingest/drop_details.h"

#include <unistd.h>

#include "db/db.h"
#include "ingest/drop.sql.h"
#include "ingest/problem.h"
#include "ingest/source_file.h"
#include "ingest/temporary_file.h"

/* Blocks sent together. */
#define BATCH 16

/* A row of charge_details, in the file without its block, which follows. */
struct block_row {
    int64_t account_id;
    int64_t number;
    day first_day;
    day last_day;
    int64_t details;
    int64_t size;
    str block; /* hex */
};
static const struct field row_fields[] = {
    FIELD(struct block_row, account_id),
    FIELD(struct block_row, number),
    FIELD(struct block_row, first_day),
    FIELD(struct block_row, last_day),
    FIELD(struct block_row, details),
    FIELD(struct block_row, block),
    FIELDS_END,
};
static const struct shape row_shape = SHAPE("DetailBlock", struct block_row, row_fields);

struct key {
    uuid drop_id;
    period period;
};
static const struct field key_fields[] = { FIELD(struct key, drop_id), FIELD(struct key, period),
                                           FIELDS_END };
static const struct shape key_shape = SHAPE("DetailKey", struct key, key_fields);

struct sums {
    int64_t count;
    decimal of[MEASURE_COUNT];
};

struct drop_details {
    struct arena *arena;
    struct arena *scratch;
    int fd;
    struct detail_block *block;
    struct block_row row; /* of the block that is being made */
    int64_t block_count;
    struct sums added;
};

bool drop_details_new(struct cx *cx, str directory, struct drop_details **details)
{
    int fd;
    TRY(temporary_file(cx, directory, &fd));
    struct arena *arena = arena_new();
    *details = ARENA_NEW(arena, struct drop_details);
    **details = (struct drop_details){
        .arena = arena,
        .scratch = arena_new(),
        .fd = fd,
        .block = detail_block_new(),
    };
    return true;
}

void drop_details_free(struct drop_details **details)
{
    if (*details == NULL)
        return;
    struct arena *arena = (*details)->arena;
    close((*details)->fd);
    detail_block_free(&(*details)->block);
    arena_free(&(*details)->scratch);
    arena_free(&arena);
    *details = NULL;
}

static void count(struct sums *sums, const struct charge_detail *detail)
{
    sums->count++;
    for (int m = 0; m < MEASURE_COUNT; m++)
        sums->of[m].v += detail->sums[m].v;
}

static bool pack(struct cx *cx, struct drop_details *d, str *bytes)
{
    struct arena *outer = cx->arena;
    cx->arena = d->scratch;
    bool is_ok = detail_block_pack(cx, d->block, bytes);
    cx->arena = outer;
    cx->failure.detail = str_copy(outer, cx->failure.detail);
    return is_ok;
}

/* The block that is being made goes to the file. */
static bool end_block(struct cx *cx, struct drop_details *d)
{
    str bytes;
    d->row.details = (int64_t)detail_block_count(d->block);
    if (d->row.details == 0)
        return true;
    TRY(pack(cx, d, &bytes));
    d->row.number = ++d->block_count;
    d->row.size = (int64_t)bytes.len;
    TRY(temporary_write(cx, d->fd, &d->row, sizeof d->row));
    TRY(temporary_write(cx, d->fd, bytes.ptr, bytes.len));
    arena_reset(d->scratch);
    return true;
}

bool drop_details_add(struct cx *cx, struct drop_details *d, int64_t account_id,
                      const struct charge_detail *detail)
{
    if (account_id != d->row.account_id || detail_block_is_full(d->block))
        TRY(end_block(cx, d));
    if (detail_block_count(d->block) == 0)
        d->row.first_day = detail->day;
    d->row.account_id = account_id;
    d->row.last_day = detail->day;
    detail_block_add(d->block, detail);
    count(&d->added, detail);
    return true;
}

/* ---- to the database ---- */

/* The next row of the file at *offset, with its block. */
static bool read_row(struct cx *cx, const struct drop_details *d, off_t *offset,
                     struct block_row *row)
{
    TRY(temporary_read(cx, d->fd, row, sizeof *row, *offset));
    unsigned char *bytes = arena_alloc(cx->arena, (size_t)row->size);
    TRY(temporary_read(cx, d->fd, bytes, (size_t)row->size, *offset + (off_t)sizeof *row));
    *offset += (off_t)sizeof *row + (off_t)row->size;
    row->block = hex_text(cx->arena, bytes, (size_t)row->size);
    return true;
}

static bool insert_batch(struct cx *cx, const struct drop_details *d, const struct key *key,
                         size_t size, off_t *offset)
{
    struct block_row rows[BATCH];
    for (size_t i = 0; i < size; i++)
        TRY(read_row(cx, d, offset, &rows[i]));
    return db_exec_each(cx, &sql_drop_details_insert, &row_shape, rows, size, IN(key_shape, key));
}

static bool insert_blocks(struct cx *cx, const struct drop_details *d, const struct key *key)
{
    off_t offset = 0;
    for (int64_t done = 0; done < d->block_count; done += BATCH) {
        int64_t left = d->block_count - done;
        TRY(insert_batch(cx, d, key, left < BATCH ? (size_t)left : BATCH, &offset));
        arena_reset(cx->arena);
    }
    return true;
}

/* ---- and back ---- */

static bool count_detail(struct cx *cx, void *context, const struct charge_detail *detail)
{
    (void)cx;
    count(context, detail);
    return true;
}

static bool count_block(struct cx *cx, void *context, const str *columns)
{
    TRY(detail_block_read(cx, columns[0], count_detail, context));
    arena_reset(cx->arena);
    return true;
}

static bool reconcile(struct cx *cx, const struct drop_details *d, const struct key *key)
{
    struct sums found = { 0 };
    TRY(db_each_binary(cx, &sql_drop_details_blocks, IN(key_shape, key), IN_NONE, count_block,
                       &found));
    if (found.count != d->added.count)
        return fail(cx, ERR_unreconciled, "%lld details were written, %lld are there",
                    (long long)d->added.count, (long long)found.count);
    for (int m = 0; m < MEASURE_COUNT; m++)
        if (decimal_compare(found.of[m], d->added.of[m]) != 0)
            return fail(cx, ERR_unreconciled, "measure %d of the details is %.*s, it was %.*s", m,
                        STR_ARG(decimal_text(cx->arena, found.of[m])),
                        STR_ARG(decimal_text(cx->arena, d->added.of[m])));
    return true;
}

bool drop_details_write(struct cx *cx, struct drop_details *d, uuid drop_id, period month)
{
    const struct key key = { drop_id, month };
    struct arena *outer = cx->arena;
    TRY(end_block(cx, d));
    cx->arena = d->scratch;
    bool is_ok = insert_blocks(cx, d, &key) && reconcile(cx, d, &key);
    cx->arena = outer;
    cx->failure.detail = str_copy(outer, cx->failure.detail);
    return is_ok;
}
