#include "ingest/cubes.h"
#include "unit/ingest/ingest_test.h"

/* Cubes of random charges, in whichever memory, must be what adding up by hand gives. */

#define CHARGES 600
#define SKUS 12

static const str services[] = { STR("S0"), STR("S1"), STR("S2") };
static const str regions[] = { STR(""), STR("R1") };

static const str *service_of(uint32_t sku)
{
    return &services[sku % 3];
}

static const str *region_of(uint32_t sku)
{
    return &regions[sku / 6];
}

static struct dictionary *make_skus(struct cx *cx)
{
    struct dictionary *skus = dictionary_new();
    for (uint32_t i = 0; i < SKUS; i++) {
        const str texts[SKU_PARTS] = { *service_of(i), str_format(cx->arena, "U%u", i),
                                       STR("O"),       *region_of(i),
                                       STR("AWS"),     STR("Hrs") };
        struct strbuf buffer = strbuf_new(cx->arena, 200);
        assert_int_equal(dictionary_add(skus, tuple_make(&buffer, texts, SKU_PARTS)), i + 1);
    }
    return skus;
}

static struct group *make_charges(struct cx *cx)
{
    struct random random = { 7 };
    struct group *charges = ARENA_ARRAY(cx->arena, struct group, CHARGES);
    for (size_t i = 0; i < CHARGES; i++) {
        charges[i].key = (struct group_key){
            .account = 1 + (uint32_t)random_below(&random, 3),
            .day = 20000 + (int32_t)random_below(&random, 5),
            .sku = 1 + (uint32_t)random_below(&random, SKUS),
            .line_type = (uint16_t)(1 + random_below(&random, 2)),
            .kind = (uint8_t)random_below(&random, 2),
            .is_free = random_below(&random, 4) == 0,
            .commitment = (uint32_t)random_below(&random, 3),
        };
        if (i % 2 == 1) { /* differs from the one before in its day alone */
            int32_t own_day = charges[i].key.day;
            charges[i].key = charges[i - 1].key;
            charges[i].key.day = own_day;
        }
        for (int m = 0; m < MEASURE_COUNT; m++)
            charges[i].sums[m].v = (__int128)random_below(&random, 1000000) - 500000;
    }
    return charges;
}

/* Has the charge that number in that part? Services and regions by their texts. */
static bool has_part(const struct cubes *cubes, const struct group_key *key, enum cube_part part,
                     uint32_t number)
{
    switch (part) {
    case PART_ACCOUNT:
        return key->account == number;
    case PART_SKU:
        return key->sku == number;
    case PART_SERVICE:
        return str_equal(cubes_text(cubes, part, number), *service_of(key->sku - 1));
    case PART_REGION:
        return str_equal(cubes_text(cubes, part, number), *region_of(key->sku - 1));
    case PART_COMMITMENT:
        return key->commitment == number;
    case PART_LINE_TYPE:
        return key->line_type == number;
    case PART_KIND:
        return key->kind == number;
    case PART_IS_FREE:
        return key->is_free == number;
    case PART_DAY:
        return key->day == (int32_t)number;
    default:
        return true;
    }
}

static bool is_of(const struct cubes *cubes, const struct cube_row *row, const struct group *charge)
{
    const enum cube_part *parts = cube_parts((enum cube)row->cube);
    if (row->cube == CUBE_COMMITMENT && charge->key.commitment == 0)
        return false;
    for (size_t i = 0; i < CUBE_PARTS; i++)
        if (!has_part(cubes, &charge->key, parts[i], row->key[i]))
            return false;
    return true;
}

/* Returns how many charges the row is of. */
static size_t check_row(const struct cubes *cubes, const struct cube_row *row,
                        const struct group *charges)
{
    struct cube_row sum = { .first_day = INT32_MAX, .last_day = INT32_MIN };
    size_t count = 0;
    for (size_t i = 0; i < CHARGES; i++) {
        if (!is_of(cubes, row, &charges[i]))
            continue;
        int32_t at = charges[i].key.day;
        sum.first_day = at < sum.first_day ? at : sum.first_day;
        sum.last_day = at > sum.last_day ? at : sum.last_day;
        for (int m = 0; m < MEASURE_COUNT; m++)
            sum.sums[m].v += charges[i].sums[m].v;
        count++;
    }
    assert_int_equal(row->first_day, sum.first_day);
    assert_int_equal(row->last_day, sum.last_day);
    assert_memory_equal(row->sums, sum.sums, sizeof sum.sums);
    return count;
}

static void check_cubes(struct cx *cx, size_t limit)
{
    struct dictionary *skus = make_skus(cx);
    const struct group *charges = make_charges(cx);
    struct cubes *cubes = cubes_new(skus, STR("/tmp"), limit);
    size_t of_charges[CUBE_COUNT] = { 0 };
    size_t with_commitment = 0;
    for (size_t i = 0; i < CHARGES; i += 2) {
        const struct group *const pair[] = { &charges[i], &charges[i + 1] };
        assert_true(cubes_add(cx, cubes, pair, 2));
        with_commitment += charges[i].key.commitment != 0 ? 2 : 0;
    }
    assert_true(cubes_finish(cx, cubes));
    for (;;) {
        struct cube_row row;
        bool found;
        assert_true(cubes_next(cx, cubes, &row, &found));
        if (!found)
            break;
        of_charges[row.cube] += check_row(cubes, &row, charges);
    }
    for (int c = 0; c < CUBE_COUNT; c++) /* each charge in one row, so that no key came twice */
        assert_int_equal(of_charges[c], c == CUBE_COMMITMENT ? with_commitment : CHARGES);
    cubes_free(&cubes);
    dictionary_free(&skus);
}

static void test_sums_held_in_memory(void **state)
{
    check_cubes(*state, 100000);
}

static void test_sums_spilled_now_and_then(void **state)
{
    check_cubes(*state, 500);
}

static void test_sums_spilled_at_every_charge(void **state)
{
    check_cubes(*state, CUBE_COUNT);
}

static void test_of_nothing(void **state)
{
    struct cx *cx = *state;
    struct dictionary *skus = dictionary_new();
    struct cubes *cubes = cubes_new(skus, STR("/nonexistent"), 100);
    struct cube_row row;
    bool found = true;
    assert_true(cubes_finish(cx, cubes));
    assert_true(cubes_next(cx, cubes, &row, &found));
    assert_false(found);
    cubes_free(&cubes);
    dictionary_free(&skus);
}

static void test_days_of_a_series(void **state)
{
    (void)state;
    struct cube_row a = { .cube = CUBE_ACCOUNT_DAY, .key = { 1, 2, 3 } };
    struct cube_row b = { .cube = CUBE_ACCOUNT_DAY, .key = { 1, 2, 4 } };
    struct cube_row c = { .cube = CUBE_ACCOUNT_DAY, .key = { 1, 3, 3 } };
    struct cube_row d = { .cube = CUBE_SKU, .key = { 1, 2, 3 } };
    struct cube_row e = { .cube = CUBE_SKU, .key = { 1, 2, 4 } };
    assert_true(cube_is_same_series(&a, &b));
    assert_false(cube_is_same_series(&a, &c));
    assert_false(cube_is_same_series(&a, &d));
    assert_false(cube_is_same_series(&d, &e));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_sums_held_in_memory),
        TEST(test_sums_spilled_now_and_then),
        TEST(test_sums_spilled_at_every_charge),
        TEST(test_of_nothing),
        TEST(test_days_of_a_series),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
