/* What the tests of ingest share. */
#ifndef PROFORMA_TESTS_UNIT_INGEST_TEST_H
#define PROFORMA_TESTS_UNIT_INGEST_TEST_H

#include "ingest/normalize.h"
/* After the server's own headers: cmocka has a macro called fail. */
#include "unit/core/core_test.h"

static inline int make_cx(void **state)
{
    static struct cx cx;
    cx = (struct cx){ .arena = arena_new() };
    *state = &cx;
    return 0;
}

static inline int free_cx(void **state)
{
    struct cx *cx = *state;
    arena_free(&cx->arena);
    return 0;
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, make_cx, free_cx)

static inline void assert_decimal(decimal actual, const char *expected)
{
    char text[DECIMAL_TEXT_MAX];
    decimal_format(actual, text);
    assert_string_equal(text, expected);
}

/* A line of text cells, all empty but those that are set. */
struct test_line {
    struct layout layout;
    str cells[COLUMN_COUNT + 1];
    struct line line;
};

static inline void test_line_init(struct test_line *t)
{
    *t = (struct test_line){ .line = { .row = 1 } };
    for (size_t i = 0; i < COUNT(t->cells); i++)
        t->cells[i] = STR("");
    t->line.layout = &t->layout;
    t->line.cells = t->cells;
}

enum normalized { NORMALIZED_CHARGE, NORMALIZED_SPLIT, NORMALIZED_PROBLEM };

struct normal {
    struct charge charge;
    str texts[TEXT_COUNT];
};

static inline enum normalized normalize(const struct line *line, struct normal *normal,
                                        struct spot *spot)
{
    if (line_is_split(line))
        return NORMALIZED_SPLIT;
    bool is_ok =
        normalize_charge(line, &normal->charge, spot) && normalize_texts(line, normal->texts, spot);
    return is_ok ? NORMALIZED_CHARGE : NORMALIZED_PROBLEM;
}

/* A usage line with every required column. */
static inline void test_line_usage(struct test_line *t)
{
    test_line_init(t);
    t->cells[COLUMN_PAYER] = STR("111111111111");
    t->cells[COLUMN_PERIOD_START] = STR("2023-11-01T00:00:00.000Z");
    t->cells[COLUMN_BILL_TYPE] = STR("Anniversary");
    t->cells[COLUMN_BILLING_ENTITY] = STR("AWS");
    t->cells[COLUMN_ACCOUNT] = STR("222222222222");
    t->cells[COLUMN_LINE_ITEM_TYPE] = STR("Usage");
    t->cells[COLUMN_USAGE_START] = STR("2023-11-05T07:00:00Z");
    t->cells[COLUMN_SERVICE] = STR("AmazonEC2");
    t->cells[COLUMN_USAGE_TYPE] = STR("BoxUsage:m5.large");
    t->cells[COLUMN_OPERATION] = STR("RunInstances");
    t->cells[COLUMN_CURRENCY] = STR("USD");
    t->cells[COLUMN_REGION_CODE] = STR("us-east-1");
    t->cells[COLUMN_UNIT] = STR("Hrs");
    t->cells[COLUMN_QUANTITY] = STR("2");
    t->cells[COLUMN_UNBLENDED_RATE] = STR("0.05");
    t->cells[COLUMN_UNBLENDED] = STR("0.10");
    t->cells[COLUMN_PUBLIC_COST] = STR("0.12");
}

#endif
