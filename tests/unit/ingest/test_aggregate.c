#include "ingest/aggregate.h"
#include "ingest/spill.h"
#include "unit/ingest/ingest_test.h"

/* Rows in some order, in some memory, must come out as the same charges. */

struct written {
    str account, usage_type, resource, tag;
    int32_t day;
    int64_t units;
};

static const day window = { 100 };

static struct charge charge_of(const struct written *written)
{
    struct charge charge = { .day = { written->day }, .kind = KIND_USAGE, .is_known_type = true };
    for (int m = 0; m < MEASURE_COUNT; m++)
        charge.measures[m].v = written->units * (m + 1);
    return charge;
}

static bool add_charge(struct cx *cx, struct aggregate *aggregate, const struct charge *charge,
                       const struct line *line, struct spot *spot)
{
    struct refusal refusal;
    struct row row = { .line = line, .charge = *charge };
    aggregate_print(aggregate, &row);
    bool is_ok = aggregate_add(cx, aggregate, &row, 1, &refusal);
    if (!is_ok) {
        assert_ptr_equal(refusal.row, &row);
        *spot = refusal.spot;
    }
    return is_ok;
}

static void add_row(struct cx *cx, struct aggregate *aggregate, const struct written *row)
{
    str names[] = { STR("user:t") };
    str cells[COLUMN_COUNT + 2];
    struct layout layout = { .tag_count = 1, .tag_names = names };
    struct line line = { .layout = &layout, .cells = cells };
    struct charge charge = charge_of(row);
    struct spot spot;
    for (size_t i = 0; i < COUNT(cells); i++)
        cells[i] = STR("");
    cells[COLUMN_ACCOUNT] = row->account;
    cells[COLUMN_LINE_ITEM_TYPE] = STR("Usage");
    cells[COLUMN_SERVICE] = STR("AmazonEC2");
    cells[COLUMN_USAGE_TYPE] = row->usage_type;
    cells[COLUMN_RESOURCE] = row->resource;
    cells[COLUMN_COUNT] = row->tag;
    assert_true(add_charge(cx, aggregate, &charge, &line, &spot));
}

static str group_text(struct cx *cx, const struct aggregate *a, const struct group *group)
{
    const struct group_key *key = &group->key;
    str sku = dictionary_text(aggregate_dictionary(a, DICTIONARY_SKU), key->sku);
    str account = dictionary_text(aggregate_dictionary(a, DICTIONARY_ACCOUNT), key->account);
    str resource = dictionary_text(aggregate_dictionary(a, DICTIONARY_RESOURCE), key->resource);
    str tags = dictionary_text(aggregate_dictionary(a, DICTIONARY_TAGS), key->tags);
    assert_true(key->resource == 0 || resource.len > 0);
    for (int m = 0; m < MEASURE_COUNT; m++)
        assert_true(group->sums[m].v == group->sums[0].v * (m + 1));
    return str_format(cx->arena, "%.*s %d %.*s %.*s %.*s %lld\n", STR_ARG(account), key->day,
                      STR_ARG(tuple_part(sku, 1)), STR_ARG(resource), STR_ARG(tags),
                      (long long)group->sums[0].v);
}

static int compare_texts(const void *a, const void *b)
{
    return str_compare(*(const str *)a, *(const str *)b);
}

struct outcome {
    str text; /* the groups, sorted as text */
    size_t groups;
    size_t spills;
    day detail_from;
};

static struct outcome run(struct cx *cx, const struct written *rows, const size_t *order,
                          size_t count, size_t memory)
{
    const struct aggregate_options options = { memory, STR("/tmp"), window };
    struct aggregate *aggregate = aggregate_new(&options);
    struct outcome outcome = { 0 };
    str *texts = ARENA_ARRAY(cx->arena, str, count);
    struct group_key last = { 0 };
    for (size_t i = 0; i < count; i++)
        add_row(cx, aggregate, &rows[order[i]]);
    assert_true(aggregate_finish(cx, aggregate));
    for (;;) {
        struct group group;
        bool found;
        assert_true(aggregate_next(cx, aggregate, &group, &found));
        if (!found)
            break;
        assert_true(outcome.groups == 0 || group_compare(&last, &group.key) < 0);
        last = group.key;
        texts[outcome.groups++] = group_text(cx, aggregate, &group);
    }
    qsort(texts, outcome.groups, sizeof texts[0], compare_texts);
    struct strbuf all = strbuf_new(cx->arena, 64u << 20);
    for (size_t i = 0; i < outcome.groups; i++)
        strbuf_add(&all, texts[i]);
    outcome.text = strbuf_str(&all);
    outcome.spills = aggregate_spill_count(aggregate);
    outcome.detail_from = aggregate_detail_from(aggregate);
    aggregate_free(&aggregate);
    return outcome;
}

static size_t *shuffled(struct cx *cx, struct random *random, size_t count)
{
    size_t *order = ARENA_ARRAY(cx->arena, size_t, count);
    for (size_t i = 0; i < count; i++) {
        size_t j = random_below(random, i + 1);
        order[i] = order[j];
        order[j] = i;
    }
    return order;
}

static struct written *random_rows(struct cx *cx, struct random *random, size_t count,
                                   size_t resources)
{
    struct written *rows = ARENA_ARRAY(cx->arena, struct written, count);
    for (size_t i = 0; i < count; i++) {
        unsigned long long pick = random_below(random, resources + 1);
        rows[i] = (struct written){
            .account =
                str_format(cx->arena, "%012llu", (unsigned long long)random_below(random, 9)),
            .usage_type =
                str_format(cx->arena, "u%llu", (unsigned long long)random_below(random, 30)),
            .resource = pick == 0 ? STR("") : str_format(cx->arena, "arn:resource/%llu", pick),
            .tag = pick % 3 == 0 ? STR("") : str_format(cx->arena, "t%llu", pick % 17),
            .day = (int32_t)(90 + random_below(random, 40)),
            .units = (int64_t)random_below(random, 2000) - 500,
        };
    }
    return rows;
}

static void test_equal_rows_are_one_group(void **state)
{
    struct cx *cx = *state;
    static const size_t order[] = { 0, 1, 2, 3, 4 };
    const struct written rows[] = {
        { STR("1"), STR("u"), STR("r1"), STR("x"), 120, 5 },
        { STR("1"), STR("u"), STR("r1"), STR("x"), 120, 7 },
        { STR("1"), STR("u"), STR("r2"), STR("x"), 120, 1 },
        /* before the window: resources and tags do not tell rows apart */
        { STR("1"), STR("u"), STR("r1"), STR("x"), 99, 3 },
        { STR("1"), STR("u"), STR("r2"), STR("y"), 99, 4 },
    };
    struct outcome outcome = run(cx, rows, order, COUNT(rows), 64u << 20);
    assert_text(outcome.text, "1 120 u r1 {\"user:t\":\"x\"} 12\n"
                              "1 120 u r2 {\"user:t\":\"x\"} 1\n"
                              "1 99 u   7\n");
    assert_int_equal(outcome.spills, 0);
}

static void test_memory_and_order_do_not_matter(void **state)
{
    struct cx *cx = *state;
    struct random random = random_seeded("memory_and_order");
    size_t count = 40000;
    struct written *rows = random_rows(cx, &random, count, 40);
    struct outcome whole = run(cx, rows, shuffled(cx, &random, count), count, 256u << 20);
    assert_int_equal(whole.spills, 0);
    static const size_t memories[] = { 1u << 18, 1u << 20, 3u << 20 };
    for (size_t i = 0; i < COUNT(memories); i++) {
        struct outcome part = run(cx, rows, shuffled(cx, &random, count), count, memories[i]);
        assert_true(part.spills > 1);
        assert_int_equal(part.groups, whole.groups);
        assert_true(str_equal(part.text, whole.text));
    }
}

/* More resources than fit: what is kept depends on the rows and the memory, not on their order. */
static void test_details_that_do_not_fit(void **state)
{
    struct cx *cx = *state;
    struct random random = random_seeded("details_that_do_not_fit");
    size_t count = 20000;
    struct written *rows = random_rows(cx, &random, count, 15000);
    struct outcome first = run(cx, rows, shuffled(cx, &random, count), count, 1u << 20);
    assert_true(first.detail_from.days > window.days);
    assert_true(first.detail_from.days < 130);
    for (int i = 0; i < 4; i++) {
        struct outcome again = run(cx, rows, shuffled(cx, &random, count), count, 1u << 20);
        assert_int_equal(again.detail_from.days, first.detail_from.days);
        assert_true(str_equal(again.text, first.text));
    }
    struct outcome all = run(cx, rows, shuffled(cx, &random, count), count, 256u << 20);
    assert_int_equal(all.detail_from.days, window.days);
    assert_true(all.groups > first.groups);
    struct outcome none = run(cx, rows, shuffled(cx, &random, count), count, 48 * 1024);
    assert_int_equal(none.detail_from.days, 130); /* the day after the last one */
}

static void test_texts_are_checked(void **state)
{
    struct cx *cx = *state;
    char *long_text = arena_alloc(cx->arena, 5000);
    memset(long_text, 'x', 4999);
    const struct {
        str text;
        enum problem problem;
        enum column column;
    } cases[] = {
        { STR("a\0b"), PROBLEM_NOT_TEXT, COLUMN_USAGE_TYPE },
        { STR("\xff"), PROBLEM_NOT_TEXT, COLUMN_SERVICE },
        { STR("\xed\xa0\x80"), PROBLEM_NOT_TEXT, COLUMN_RESOURCE },
        { str_of(long_text), PROBLEM_TOO_LONG, COLUMN_OPERATION },
        { str_of(long_text), PROBLEM_TOO_LONG, COLUMN_RESERVATION },
        { STR("12x"), PROBLEM_NOT_AN_ACCOUNT, COLUMN_ACCOUNT },
        { STR(""), PROBLEM_NO_VALUE, COLUMN_LINE_ITEM_TYPE },
    };
    const struct aggregate_options options = { 1u << 20, STR("/tmp"), window };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct aggregate *aggregate = aggregate_new(&options);
        const struct written row = { STR("1"), STR("u"), STR(""), STR(""), 120, 1 };
        struct charge charge = charge_of(&row);
        struct test_line t;
        struct spot spot;
        test_line_usage(&t);
        t.cells[cases[i].column] = cases[i].text;
        assert_false(add_charge(cx, aggregate, &charge, &t.line, &spot));
        assert_int_equal(spot.problem, cases[i].problem);
        assert_int_equal(spot.column, cases[i].column);
        aggregate_free(&aggregate);
    }
}

static void test_too_many_values_are_an_error(void **state)
{
    struct cx *cx = *state;
    const struct aggregate_options options = { 1u << 20, STR("/tmp"), window };
    struct aggregate *aggregate = aggregate_new(&options);
    const struct written row = { STR("1"), STR("u"), STR(""), STR(""), 120, 1 };
    struct charge charge = charge_of(&row);
    struct test_line t;
    struct spot spot = { 0 };
    bool is_ok = true;
    test_line_usage(&t);
    for (int i = 0; is_ok && i < 100000; i++) {
        t.cells[COLUMN_USAGE_TYPE] = str_format(cx->arena, "usage type %d", i);
        is_ok = add_charge(cx, aggregate, &charge, &t.line, &spot);
    }
    assert_false(is_ok);
    assert_int_equal(spot.problem, PROBLEM_TOO_MANY_VALUES);
    assert_int_equal(spot.column, COLUMN_USAGE_TYPE);
    aggregate_free(&aggregate);
}

static void test_spilling_needs_a_directory(void **state)
{
    struct cx *cx = *state;
    struct spill *spill = NULL;
    assert_false(spill_new(cx, STR("/nonexistent"), 1, group_order, &spill));
    assert_int_equal(cx->failure.code, ERR_internal);
}

static void test_tuples(void **state)
{
    struct cx *cx = *state;
    const str parts[] = { STR("a"), STR(""), STR("b\0c"), STR("dddd") };
    struct strbuf buffer = strbuf_new(cx->arena, 100);
    str tuple = tuple_make(&buffer, parts, COUNT(parts));
    for (size_t i = 0; i < COUNT(parts); i++)
        assert_true(str_equal(tuple_part(tuple, i), parts[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_equal_rows_are_one_group),
        TEST(test_memory_and_order_do_not_matter),
        TEST(test_details_that_do_not_fit),
        TEST(test_texts_are_checked),
        TEST(test_too_many_values_are_an_error),
        TEST(test_spilling_needs_a_directory),
        TEST(test_tuples),
    };
    return cmocka_run_group_tests_name("ingest aggregate", tests, NULL, NULL);
}
