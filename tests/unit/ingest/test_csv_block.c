#include "ingest/csv_block.h"
#include "unit/ingest/ingest_test.h"

/* What a processor's own instructions find must be what a look at each byte finds. */

static void fill(struct random *random, char bytes[CSV_BLOCK])
{
    static const char drawn[] = ",\n\"\r,a0\0\xff\x2d";
    for (int i = 0; i < CSV_BLOCK; i++)
        bytes[i] = drawn[random_below(random, sizeof drawn - 1)];
}

static void test_machines_find_the_same(void **state)
{
    (void)state;
    struct random random = { 1 };
    for (int round = 0; round < 1000; round++) {
        char bytes[CSV_BLOCK];
        struct csv_block any, fast;
        fill(&random, bytes);
        csv_any_machine.find(bytes, &any);
        csv_machine()->find(bytes, &fast);
        for (int i = 0; i < CSV_BLOCK; i++) {
            assert_int_equal(any.line_ends >> i & 1, bytes[i] == '\n');
            assert_int_equal(any.separators >> i & 1, bytes[i] == '\n' || bytes[i] == ',');
            assert_int_equal(any.quotes >> i & 1, bytes[i] == '"');
        }
        assert_memory_equal(&any, &fast, sizeof any);
    }
}

static void check_places(const struct csv_machine *machine, uint64_t bits)
{
    uint32_t places[CSV_BLOCK];
    size_t count = machine->place(bits, 1000, places);
    size_t expected = 0;
    for (uint32_t i = 0; i < CSV_BLOCK; i++)
        if ((bits >> i & 1) != 0)
            assert_int_equal(places[expected++], 1000 + i);
    assert_int_equal(count, expected);
}

static void test_places_are_those_of_set_bits(void **state)
{
    (void)state;
    struct random random = { 2 };
    const uint64_t edges[] = { 0, 1, UINT64_MAX, UINT64_C(1) << 63, 0xff };
    for (size_t i = 0; i < COUNT(edges); i++) {
        check_places(&csv_any_machine, edges[i]);
        check_places(csv_machine(), edges[i]);
    }
    for (int round = 0; round < 1000; round++) {
        uint64_t bits = random_below(&random, SIZE_MAX) & random_below(&random, SIZE_MAX);
        check_places(&csv_any_machine, bits);
        check_places(csv_machine(), bits);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_machines_find_the_same),
        cmocka_unit_test(test_places_are_those_of_set_bits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
