/*
 * Random months, rated line by line in another way and compared to the last digit (pricing.md §6).
 * Each failure prints the seed; PROFORMA_TEST_SEED=<seed> repeats it.
 */
#include "line_by_line.h"

#include <stdlib.h>
#include <time.h>

enum { ROUNDS = 40 };

/* ---- the way of the program: sums ---- */

static bool is_alike(const struct row *a, const struct row *b)
{
    return a->account == b->account && a->sku == b->sku && is_type(a, b->type) &&
           a->kind == b->kind && is_free(a) == is_free(b);
}

static decimal of_big(struct big value)
{
    char text[200];
    return D(big_text(value, 12, text));
}

/* Two payers have the charges of one account: one those of every other SKU. */
static uuid payer_of(const struct row *row)
{
    return (uuid){ .b = { [15] = (unsigned char)(1 + (row->account + row->sku) % 2) } };
}

/* The sum of all rows alike `like` on the days [from, to). false when there are none. */
static bool sum_of(const struct random_month *month, const struct row *like, int from, int to,
                   struct charge_sum *sum)
{
    struct big sums[6];
    memset(sums, 0, sizeof(sums));
    int first = DAYS;
    int last = -1;
    for (int i = 0; i < month->row_count; i++) {
        const struct row *row = &month->rows[i];
        if (!is_alike(row, like) || row->day < from || row->day >= to)
            continue;
        first = row->day < first ? row->day : first;
        last = row->day > last ? row->day : last;
        struct big values[] = { big_of_text(row->quantity),
                                big_of_text(row->unblended),
                                cost_of(row),
                                public_of(row),
                                big_of_text(row->amortized),
                                big_of_text(row->net_amortized) };
        for (int j = 0; j < 6; j++)
            sums[j] = big_add(sums[j], values[j]);
    }
    *sum = (struct charge_sum){
        .account = accounts[like->account].id,
        .payer_id = payer_of(like),
        .sku = &skus[like->sku],
        .line_item_type = str_of(like->type),
        .type = charge_type_of(str_of(like->type)),
        .kind = like->kind,
        .is_free = is_free(like),
        .first_day = { DAY("2023-11-01").days + first },
        .last_day = { DAY("2023-11-01").days + last },
        .quantity = of_big(sums[0]),
        .unblended = of_big(sums[1]),
        .cost = of_big(sums[2]),
        .public_base = of_big(sums[3]),
        .amortized = of_big(sums[4]),
        .net_amortized = of_big(sums[5]),
    };
    return last >= 0;
}

/* Gives one sum, or, when a boundary falls inside, those of its days. */
static void give(struct rating *rating, const struct random_month *month, const struct row *like,
                 int from, int to)
{
    struct charge_sum sum;
    if (!sum_of(month, like, from, to, &sum) || rating_add(rating, &sum))
        return;
    for (int d = from; d < to; d++) {
        if (sum_of(month, like, d, d + 1, &sum))
            assert_true(rating_add(rating, &sum));
    }
}

/* Each kind of row once, its month whole or cut at random days. */
static void give_all(struct rating *rating, const struct random_month *month, bool is_cut)
{
    for (int i = 0; i < month->row_count; i++) {
        const struct row *row = &month->rows[i];
        bool is_first = true;
        for (int j = 0; j < i; j++)
            is_first &= !is_alike(row, &month->rows[j]);
        for (int from = 0, to = 0; is_first && from < DAYS; from = to) {
            to = is_cut ? from + 1 + below(DAYS - from) : DAYS;
            give(rating, month, row, from, to);
        }
    }
}

static struct rating *rate(struct arena *arena, const struct random_month *month,
                           unsigned part_keys, bool is_cut)
{
    struct plan_terms *terms = ARENA_ARRAY(arena, struct plan_terms, GROUPS);
    for (int g = 0; g < GROUPS; g++) {
        const struct plan *plan = &month->plans[g];
        terms[g] =
            (struct plan_terms){ (enum basis)plan->basis, plan->free_tier, plan->pass_through,
                                 rule_set_new(arena, plan->rules, (size_t)plan->rule_count) };
    }
    struct rating_assignment *stays =
        ARENA_ARRAY(arena, struct rating_assignment, (size_t)month->stay_count);
    for (int i = 0; i < month->stay_count; i++) {
        const struct stay *stay = &month->stays[i];
        day start = DAY("2023-11-01");
        stays[i] = (struct rating_assignment){ accounts[stay->account].id,
                                               (size_t)stay->group,
                                               { start.days + stay->from },
                                               stay->to > DAYS ? DAY_NONE
                                                               : (day){ start.days + stay->to } };
    }
    struct rating_input *input = ARENA_NEW(arena, struct rating_input);
    *input = (struct rating_input){ terms,    GROUPS, accounts,
                                    ACCOUNTS, stays,  (size_t)month->stay_count,
                                    part_keys };
    struct rating *rating = rating_new(arena, input);
    give_all(rating, month, is_cut);
    return rating;
}

/* ---- compared ---- */

static void assert_big(decimal actual, struct big expected, int places)
{
    char text[200];
    assert_decimal(actual, big_text(expected, places, text));
}

static int compare_expected(const void *left, const void *right)
{
    const struct expected_line *a = left;
    const struct expected_line *b = right;
    int order = strcmp(ids[a->account], ids[b->account]);
    if (order == 0)
        order = str_compare(a->service, b->service);
    if (order == 0)
        order = str_compare(line_kind_name(a->kind), line_kind_name(b->kind));
    return order;
}

static int lines_of_group(const struct expected *expected, int group, struct expected_line *lines)
{
    int count = 0;
    for (int i = 0; i < expected->line_count; i++) {
        const struct expected_line *line = &expected->lines[i];
        if (line->group == group && !(big_is_zero(line->cost) && big_is_zero(line->pro_forma) &&
                                      big_is_zero(line->without_negation)))
            lines[count++] = *line;
    }
    qsort(lines, (size_t)count, sizeof(*lines), compare_expected);
    return count;
}

static void compare_exact(const struct bill *bill, const struct expected_line *lines, int count)
{
    assert_int_equal(bill->line_count, count);
    for (int i = 0; i < count; i++) {
        assert_str(bill->lines[i].account_id, ids[lines[i].account]);
        assert_true(str_equal(bill->lines[i].service, lines[i].service));
        assert_int_equal(bill->lines[i].kind, lines[i].kind);
        assert_big(bill->lines[i].cost, lines[i].cost, 12);
        assert_big(bill->lines[i].pro_forma, lines[i].pro_forma, 12);
    }
}

static void compare_rounded(struct arena *arena, const struct bill *exact, int places,
                            const struct big *cost, int count, const struct big *figures,
                            int figure_count)
{
    static struct big rounded[LINES_MAX];
    struct bill bill;
    assert_true(bill_round(arena, exact, places, &bill));
    allocate(cost, count, places, rounded);
    for (int i = 0; i < count; i++)
        assert_big(bill.lines[i].cost, rounded[i], places);
    allocate(figures, figure_count, places, rounded);
    struct big total = big_of(0);
    for (int i = 0; i < figure_count; i++) {
        decimal figure =
            i < count ? bill.lines[i].pro_forma : bill.custom_charges[i - count].amount;
        assert_big(figure, rounded[i], places);
        total = big_add(total, rounded[i]);
    }
    assert_big(bill.pro_forma, total, places);
    struct bill totals;
    assert_true(bill_round_totals(exact, places, &totals));
    assert_true(totals.cost.v == bill.cost.v && totals.pro_forma.v == bill.pro_forma.v &&
                totals.margin.v == bill.margin.v);
}

/* The parts of a line add up to it, exact and rounded. */
static void check_parts(struct arena *arena, const struct bill *exact, int places)
{
    struct bill bill;
    assert_true(bill_round(arena, exact, places, &bill));
    for (size_t i = 0; i < bill.line_count; i++) {
        __int128 sums[4] = { 0 };
        for (size_t j = 0; j < bill.lines[i].part_count; j++) {
            sums[0] += bill.lines[i].parts[j].cost.v;
            sums[1] += bill.lines[i].parts[j].pro_forma.v;
            sums[2] += exact->lines[i].parts[j].cost.v;
            sums[3] += exact->lines[i].parts[j].pro_forma.v;
        }
        assert_true(sums[0] == bill.lines[i].cost.v && sums[1] == bill.lines[i].pro_forma.v);
        assert_true(sums[2] == exact->lines[i].cost.v && sums[3] == exact->lines[i].pro_forma.v);
    }
}

static void compare_group(struct arena *arena, const struct random_month *month,
                          const struct expected *expected, struct rating *rating, int group)
{
    static struct expected_line lines[LINES_MAX];
    static struct big cost[LINES_MAX];
    static struct big figures[LINES_MAX];
    int count = lines_of_group(expected, group, lines);
    struct bill bill;
    assert_true(rating_bill(rating, arena, (size_t)group, month->charges,
                            (size_t)month->charge_count, &bill));
    compare_exact(&bill, lines, count);

    struct big total = big_of(0);
    for (int i = 0; i < count; i++) {
        cost[i] = lines[i].cost;
        figures[i] = lines[i].pro_forma;
        total = big_add(total, figures[i]);
    }
    assert_big(bill.subtotal, total, 12);
    for (int i = 0; i < month->charge_count; i++) {
        int which = month->charge_count - 1 - i; /* their ids run backwards */
        figures[count + i] = charge_amount(month, expected, group, which);
        assert_big(bill.custom_charges[i].amount, figures[count + i], 12);
        total = big_add(total, figures[count + i]);
    }
    assert_big(bill.pro_forma, total, 12);
    static const int all_places[] = { 0, 2, 3 };
    for (int i = 0; i < 3; i++)
        compare_rounded(arena, &bill, all_places[i], cost, count, figures,
                        count + month->charge_count);
}

/* Σ bills' cost + Σ unassigned = Σ rows. */
static void check_nothing_is_lost(struct arena *arena, const struct random_month *month,
                                  struct rating *rating)
{
    struct rating_unassigned unassigned;
    assert_true(rating_unassigned(rating, &unassigned));
    __int128 sum = unassigned.cost.v;
    struct big rows = big_of(0);
    for (int g = 0; g < GROUPS; g++) {
        struct bill bill;
        assert_true(rating_bill(rating, arena, (size_t)g, NULL, 0, &bill));
        sum += bill.cost.v;
    }
    for (int i = 0; i < month->row_count; i++)
        rows = big_add(rows, cost_of(&month->rows[i]));
    assert_big((decimal){ sum }, rows, 12);
}

/* The row's rule, where its plan has one for it: the rating knows the plan's own. */
static const struct pricing_rule *rule_of_row(const struct plan *plan, const struct row *row)
{
    bool is_ruled = rules_change(row) && !(plan->pass_through & LINE_KIND_BIT(row->kind));
    int which = is_ruled ? rule_of(plan, row) : -1;
    return which < 0 ? NULL : &plan->rules[which];
}

static bool is_of_part(const struct plan *plan, const struct row *row, unsigned keys,
                       const struct bill_part *part)
{
    const struct sku *sku = &skus[row->sku];
    if (keys & (PART_USAGE_TYPE | PART_SKU) && !str_equal(part->usage_type, sku->usage_type))
        return false;
    if (keys & PART_SKU && part->sku != sku)
        return false;
    if (keys & PART_TYPE && !str_equal(part->line_item_type, str_of(row->type)))
        return false;
    if (keys & PART_PAYER && !uuid_equal(part->payer_id, payer_of(row)))
        return false;
    if (keys & PART_DAY && part->day.days != DAY("2023-11-01").days + row->day)
        return false;
    return !(keys & PART_RULE) || part->rule == rule_of_row(plan, row);
}

/* Less than one unit of the last place from the true value, given in units of 10^-24. */
static void assert_near(decimal actual, struct big expected)
{
    char text[DECIMAL_TEXT_MAX];
    text[decimal_format(actual, text)] = '\0';
    struct big off = big_subtract(big_multiply(big_of_text(text), big_power_of_ten(12)), expected);
    assert_true(big_compare_size(off, big_power_of_ten(12)) < 0);
}

/* Every part holds the rows that its keys say; returns how many. */
static int check_part(const struct random_month *month, int group, unsigned keys,
                      const struct bill_line *line, const struct bill_part *part)
{
    const struct plan *plan = &month->plans[group];
    struct big quantity = big_of(0), base = big_of(0), cost = big_of(0), pro_forma = big_of(0);
    int count = 0;
    for (int i = 0; i < month->row_count; i++) {
        const struct row *row = &month->rows[i];
        if (group_of(month, row) != group || row->kind != line->kind ||
            !str_equal(str_of(ids[row->account]), line->account_id) ||
            !str_equal(skus[row->sku].service, line->service) || !is_of_part(plan, row, keys, part))
            continue;
        count++;
        if (!is_type(row, "SavingsPlanNegation"))
            quantity = big_add(quantity, big_of_text(row->quantity));
        cost = big_add(cost, cost_of(row));
        pro_forma = big_add(pro_forma, pro_forma_of(plan, row));
        if (!line->is_passed_through)
            base = big_add(base, base_of(plan, row));
    }
    assert_big(part->quantity, quantity, 12);
    assert_big(part->base, base, 12);
    assert_big(part->cost, cost, 12);
    assert_near(part->pro_forma, pro_forma);
    return count;
}

/* Lines split by any of the keys are the same lines, and no row is in two parts or in none. */
static void parts_hold_their_rows(struct arena *arena, const struct random_month *month,
                                  unsigned keys)
{
    struct rating *whole = rate(arena, month, 0, false);
    struct rating *split = rate(arena, month, keys, one_in(2));
    for (int g = 0; g < GROUPS; g++) {
        struct bill lines, parts;
        assert_true(rating_bill(whole, arena, (size_t)g, NULL, 0, &lines));
        assert_true(rating_bill(split, arena, (size_t)g, NULL, 0, &parts));
        assert_int_equal(parts.line_count, lines.line_count);
        for (size_t i = 0; i < parts.line_count; i++) {
            const struct bill_line *line = &parts.lines[i];
            int count = 0;
            int rows = 0;
            assert_true(line->cost.v == lines.lines[i].cost.v);
            assert_true(line->pro_forma.v == lines.lines[i].pro_forma.v);
            for (size_t j = 0; j < line->part_count; j++)
                count += check_part(month, g, keys, line, &line->parts[j]);
            for (int j = 0; j < month->row_count; j++)
                rows += group_of(month, &month->rows[j]) == g &&
                        month->rows[j].kind == line->kind &&
                        str_equal(str_of(ids[month->rows[j].account]), line->account_id) &&
                        str_equal(skus[month->rows[j].sku].service, line->service);
            assert_int_equal(count, rows);
        }
        check_parts(arena, &parts, 2);
    }
}

static void random_months_agree(void **state)
{
    (void)state;
    static struct random_month month;
    static struct expected expected;
    const char *given = getenv("PROFORMA_TEST_SEED");
    uint64_t seed = given ? strtoull(given, NULL, 10) : (uint64_t)time(NULL);
    print_message("PROFORMA_TEST_SEED=%llu\n", (unsigned long long)seed);
    state_of_chance = seed;
    for (int round = 0; round < ROUNDS; round++) {
        struct arena *arena = arena_new();
        random_month(arena, &month);
        rate_line_by_line(&month, &expected);
        for (int way = 0; way < 4; way++) {
            struct rating *rating = rate(arena, &month, way & 1, way & 2);
            for (int g = 0; g < GROUPS; g++)
                compare_group(arena, &month, &expected, rating, g);
            struct rating_unassigned unassigned;
            assert_true(rating_unassigned(rating, &unassigned));
            assert_big(unassigned.cost, expected.unassigned, 12);
            check_nothing_is_lost(arena, &month, rating);
            struct bill bill;
            assert_true(rating_bill(rating, arena, 0, NULL, 0, &bill));
            if (way & 1)
                check_parts(arena, &bill, 2);
        }
        parts_hold_their_rows(arena, &month, 1 + (unsigned)below(63));
        arena_free(&arena);
    }
}

static int make_world(void **state)
{
    (void)state;
    for (int i = 0; i < SKUS; i++)
        skus[i] = (struct sku){ i,
                                str_of(services[i % 3]),
                                str_of(usage_types[i / 3 % 2]),
                                str_of(operations[i % 2]),
                                str_of(entities[i / 6]),
                                STR(""),
                                STR(""),
                                { 0 } };
    for (int i = 0; i < SKUS; i += 2) /* the others are found without */
        rule_prepare_sku(&skus[i]);
    for (int i = 0; i < ACCOUNTS; i++)
        accounts[i] = (struct rating_account){ 100 - i, str_of(ids[i]), STR("") };
    some_names[0] = STR("AmazonS3");
    some_names[1] = str_of(ids[0]);
    some_names[2] = str_of(ids[3]);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(random_months_agree) };
    return cmocka_run_group_tests_name("rating by another way", tests, make_world, NULL);
}
