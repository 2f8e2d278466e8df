#include "ingest/ingest.h"

#include <time.h>

#include "ingest/beside.h"
#include "ingest/drop_write.h"
#include "ingest/part.h"

static const struct field result_fields[] = {
    FIELD(struct ingest_result, drop_id),
    FIELD(struct ingest_result, unchanged, .doc = "The same files as before: the drop stands"),
    FIELD(struct ingest_result, rows),
    FIELD(struct ingest_result, skipped_rows),
    FIELD(struct ingest_result, charges),
    FIELD(struct ingest_result, cost),
    FIELD(struct ingest_result, public_on_demand_cost),
    FIELD(struct ingest_result, currency),
    FIELD(struct ingest_result, period),
    FIELD(struct ingest_result, seconds),
    FIELDS_END
};
const struct shape ingest_result_shape = SHAPE("IngestResult", struct ingest_result, result_fields);

/* A run from its first file to its drop. */
struct run {
    const struct ingest_options *options;
    int64_t started_us;
    struct source_file *files;
    str directory; /* for temporary files */
    struct drop_payer payer;
    str fingerprint;
    struct kept_place place;
    struct reading reading;
    /* in a thread of their own, one after the other */
    struct beside *hashing; /* beside reading */
    struct beside *copying; /* beside writing */
    bool is_stopping;
};

static int64_t monotonic_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* ---- files ---- */

static bool open_files(struct cx *cx, struct run *run)
{
    const struct ingest_options *options = run->options;
    run->files = ARENA_ARRAY(cx->arena, struct source_file, options->file_count);
    for (size_t i = 0; i < options->file_count; i++)
        run->files[i].fd = -1;
    for (size_t i = 0; i < options->file_count; i++) {
        TRY(source_file_open(cx, options->files[i].path, options->files[i].name, &run->files[i]));
        run->files[i].is_ours = options->files[i].is_ours;
        run->reading.progress.total += run->files[i].size;
    }
    return true;
}

static bool hash_files(struct cx *cx, void *context)
{
    struct run *run = context;
    for (size_t i = 0; i < run->options->file_count; i++)
        TRY(source_file_hash(cx, &run->files[i], &run->is_stopping));
    return true;
}

static bool copy_files(struct cx *cx, void *context)
{
    struct run *run = context;
    for (size_t i = 0; i < run->options->file_count; i++)
        TRY(source_file_copy(cx, &run->files[i], &run->place, &run->is_stopping));
    return true;
}

static bool take_fingerprint(struct cx *cx, struct run *run)
{
    unsigned char fingerprint[SHA256_SIZE];
    TRY(source_files_fingerprint(cx, run->files, run->options->file_count, run->payer.id,
                                 run->options->source, fingerprint));
    run->fingerprint = hex_text(cx->arena, fingerprint, sizeof fingerprint);
    return true;
}

static bool read_one_part(struct cx *cx, void *context, struct reader *reader)
{
    return reading_part(cx, context, reader);
}

static bool read_files(struct cx *cx, struct run *run, int threads)
{
    struct reading *reading = &run->reading;
    const struct part_options options = {
        .config = run->options->config,
        .directory = run->directory,
        .counted = &reading->counted,
        .threads = threads,
    };
    for (size_t i = 0; i < run->options->file_count; i++) {
        int64_t before = reading->progress.rows;
        TRY(parts_of_file(cx, &run->files[i], &options, read_one_part, reading));
        run->files[i].rows = reading->progress.rows - before;
    }
    if (reading->progress.rows == 0)
        return fail_file(cx, PROBLEM_EMPTY, run->files[0].name);
    reading_report(reading);
    tally_sort(&reading->tally);
    return aggregate_finish(cx, reading->aggregate);
}

static bool keep_files(struct cx *cx, const struct run *run)
{
    for (size_t i = 0; i < run->options->file_count; i++)
        TRY(source_file_keep(cx, &run->files[i], &run->place));
    return true;
}

static const struct drop_file *drop_files(struct cx *cx, const struct run *run)
{
    size_t count = run->options->file_count;
    struct drop_file *files = ARENA_ARRAY(cx->arena, struct drop_file, count);
    for (size_t i = 0; i < count; i++)
        files[i] = (struct drop_file){
            .name = run->files[i].name,
            .size = run->files[i].size,
            .sha256 = hex_text(cx->arena, run->files[i].sha256, SHA256_SIZE),
            .rows = run->files[i].rows,
        };
    return files;
}

/* ---- the run ---- */

static struct ingest_result result_of(const struct run *run, const struct drop *drop,
                                      bool unchanged)
{
    int64_t ms = (monotonic_us() - run->started_us) / 1000;
    return (struct ingest_result){
        .drop_id = drop->id,
        .unchanged = unchanged,
        .rows = drop->rows,
        .skipped_rows = drop->skipped_rows,
        .charges = drop->charges,
        .cost = drop->cost,
        .public_on_demand_cost = drop->public_on_demand_cost,
        .currency = drop->currency,
        .period = drop->period,
        .seconds = { (__int128)ms * 1000000000 },
    };
}

static bool find_same(struct cx *cx, struct run *run, struct ingest_result *result, bool *found)
{
    struct drop drop;
    const struct ingest_options *options = run->options;
    TRY(drop_find_same(cx, run->payer.id, options->source, run->fingerprint, &drop, found));
    if (!*found)
        return true;
    if (!period_is_none(options->period) && options->period.months != drop.period.months)
        return fail(cx, ERR_wrong_period, "the files are of %s, not of %s",
                    period_text(cx->arena, drop.period).ptr,
                    period_text(cx->arena, options->period).ptr);
    *result = result_of(run, &drop, true);
    return true;
}

/* Hashes take as long as reading: they are waited for only where the files may be those of the
 * current drop. */
static bool begin(struct cx *cx, struct run *run, struct ingest_result *result, bool *found)
{
    const struct ingest_options *options = run->options;
    bool may_be_same;
    *found = false;
    TRY(drop_begin(cx, options->pool, options->payer_id, &run->payer));
    if (!str_equal(run->payer.provider, STR("aws")))
        return fail(cx, ERR_file_format, "files of the provider %.*s cannot be read",
                    STR_ARG(run->payer.provider));
    TRY(drop_may_be_same(cx, options->payer_id, options->source, run->reading.progress.total,
                         &may_be_same));
    run->hashing = beside_start(cx, hash_files, run);
    return !may_be_same || (beside_end(cx, &run->hashing) && take_fingerprint(cx, run) &&
                            find_same(cx, run, result, found));
}

static day detail_from(struct cx *cx, const struct config *config)
{
    int32_t today = day_of_instant(cx->now).days;
    return config->resource_days == 0 ? (day){ INT32_MAX }
                                      : (day){ today - (int32_t)config->resource_days };
}

static void begin_reading(struct cx *cx, struct run *run)
{
    const struct config *config = run->options->config;
    const struct aggregate_options options = {
        .memory = (size_t)config->ingest_memory_mb << 20,
        .directory = run->directory,
        .detail_from = detail_from(cx, config),
    };
    int64_t total = run->reading.progress.total;
    aggregate_free(&run->reading.aggregate);
    run->reading = (struct reading){
        .arena = cx->arena,
        .payer = run->payer.external_id,
        .report = run->options->report,
        .context = run->options->context,
        .mutex = PTHREAD_MUTEX_INITIALIZER,
        .aggregate = aggregate_new(&options),
        .tally = tally_new(),
        .period = run->options->period,
        .progress = { .total = total },
    };
}

/* Several threads come upon the rows in any order. Files that are refused are therefore read again
 * by one, so that the first row that is wrong is told, the same each time. */
static bool read_in_order(struct cx *cx, struct run *run)
{
    cx->failure = (struct failure){ .code = ERR_none };
    begin_reading(cx, run);
    return read_files(cx, run, 1);
}

static bool read_all(struct cx *cx, struct run *run)
{
    run->directory = str_format(cx->arena, "%.*s/tmp", STR_ARG(run->options->config->data_dir));
    TRY(make_directories(cx, run->directory));
    begin_reading(cx, run);
    return (read_files(cx, run, READER_THREADS) || read_in_order(cx, run)) &&
           beside_end(cx, &run->hashing) && take_fingerprint(cx, run);
}

/* From here on the files are known to be good, and the database is what takes time. */
static void begin_copying(struct cx *cx, struct run *run)
{
    run->place = (struct kept_place){
        .data_dir = run->options->config->data_dir,
        .partner_id = cx->principal.partner_id,
        .payer_id = run->payer.id,
        .source = run->options->source,
        .period = run->reading.period,
    };
    run->copying = beside_start(cx, copy_files, run);
}

static bool write_all(struct cx *cx, struct run *run, struct ingest_result *result)
{
    struct drop drop;
    const struct drop_input input = {
        .payer = &run->payer,
        .source = run->options->source,
        .fingerprint = run->fingerprint,
        .period = run->reading.period,
        .currency = run->reading.currency,
        .aggregate = run->reading.aggregate,
        .directory = run->directory,
        .tally = &run->reading.tally,
        .files = drop_files(cx, run),
        .file_count = run->options->file_count,
        .started_us = run->started_us,
    };
    begin_copying(cx, run);
    TRY(drop_write(cx, &input, &drop));
    TRY(beside_end(cx, &run->copying));
    TRY(keep_files(cx, run));
    TRY(db_commit(cx));
    *result = result_of(run, &drop, false);
    return true;
}

static bool run_all(struct cx *cx, struct run *run, struct ingest_result *result)
{
    bool found;
    TRY(open_files(cx, run));
    TRY(begin(cx, run, result, &found));
    if (found)
        return true;
    TRY(read_all(cx, run));
    return write_all(cx, run, result);
}

static void end(struct cx *cx, struct run *run)
{
    __atomic_store_n(&run->is_stopping, true, __ATOMIC_RELAXED);
    beside_end(cx, &run->hashing);
    beside_end(cx, &run->copying);
    bool is_copied = !str_is_null(run->place.data_dir);
    for (size_t i = 0; run->files != NULL && i < run->options->file_count; i++) {
        if (is_copied)
            source_file_forget(cx->arena, &run->files[i], &run->place);
        source_file_close(&run->files[i]);
    }
    aggregate_free(&run->reading.aggregate);
}

bool ingest_run(struct cx *cx, const struct ingest_options *options, struct ingest_result *result)
{
    struct run run = { .options = options, .started_us = monotonic_us() };
    bool is_ok = run_all(cx, &run, result);
    db_rollback(cx);
    end(cx, &run);
    return is_ok;
}
