#include "insights/cost_rows.h"

#include "unit/core/core_test.h"

#define COLUMNS 31
#define ROUNDS 200

/* Up to 38 digits, so that some do not fit in eight bytes. */
static decimal any_amount(void)
{
    __int128 value = (__int128)rand() * rand() * (rand() % 3 ? 1 : rand());
    return (decimal){ rand() % 4 ? value : -value };
}

static struct cost_table any_table(struct arena *arena)
{
    struct cost_table table = cost_table_new(arena, COLUMNS);
    for (int rows = rand() % 80; rows > 0; rows--) {
        struct cost_row *row = cost_table_row(&table, str_format(arena, "key %d", rand() % 100));
        if (rand() % 2)
            row->label = str_format(arena, "label of %.*s", STR_ARG(row->key));
        for (int cells = rand() % COLUMNS; cells > 0; cells--)
            row->values[rand() % COLUMNS] = any_amount();
    }
    return table;
}

static void check_row(struct cost_table *table, size_t column, const struct cost_row *expected)
{
    const struct cost_row *row = cost_table_row(table, expected->key);
    assert_true(str_equal(row->label, expected->label));
    for (size_t c = 0; c < COLUMNS; c++)
        assert_true(row->values[column + c].v == expected->values[c].v);
}

static void test_what_is_read_is_what_was_written(void **state)
{
    (void)state;
    unsigned seed = (unsigned)time(NULL);
    print_message("seed %u\n", seed);
    srand(seed);
    for (int round = 0; round < ROUNDS; round++) {
        struct arena *arena = arena_new();
        size_t column = (size_t)(rand() % 3) * COLUMNS;
        struct cost_table table = any_table(arena);
        struct cost_table read = cost_table_new(arena, 3 * COLUMNS);
        assert_true(cost_rows_add(&read, column, cost_rows_write(arena, &table)));
        assert_int_equal(read.count, table.count);
        for (size_t i = 0; i < table.count; i++)
            check_row(&read, column, &table.rows[i]);
        arena_free(&arena);
    }
}

static void test_rows_add_up(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct cost_table table = cost_table_new(arena, 1);
    assert_true(cost_table_add(&table, STR("key"), 0, decimal_of_int(5)));
    str bytes = cost_rows_write(arena, &table);
    assert_true(cost_rows_add(&table, 0, bytes));
    assert_true(cost_rows_add(&table, 0, bytes));
    assert_int_equal(table.count, 1);
    assert_true(table.rows[0].values[0].v == decimal_of_int(15).v);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_read_is_what_was_written),
        cmocka_unit_test(test_rows_add_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
