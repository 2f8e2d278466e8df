/* What a rule must be, which rules collide, and which one counts. */
#include "month.h"

#include "billing/rule.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void rules_are_checked(void **state)
{
    const struct {
        struct pricing_rule rule;
        const char *pointer; /* NULL: the rule is right */
    } cases[] = {
        { RULE(.scope = STR("global"), .type = STR("markup"), .percent = SOME("0")), NULL },
        { RULE(.scope = STR("global"), .type = STR("markup"), .percent = SOME("10000")), NULL },
        { RULE(.scope = STR("global"), .type = STR("markup"), .percent = SOME("10000.000001")),
          "/percent" },
        { RULE(.scope = STR("global"), .type = STR("discount"), .percent = SOME("100")), NULL },
        { RULE(.scope = STR("global"), .type = STR("discount"), .percent = SOME("100.000001")),
          "/percent" },
        { RULE(.scope = STR("global"), .type = STR("discount")), "/percent" },
        { RULE(.scope = STR("global"), .type = STR("markup"), .percent = SOME("1"),
               .service = STR("AmazonS3")),
          "/service" },
        { RULE(.scope = STR("service"), .type = STR("markup"), .percent = SOME("1")), "/service" },
        { RULE(.scope = STR("service"), .type = STR("markup"), .percent = SOME("1"),
               .service = STR("AmazonS3"), .usage_type = STR("x")),
          "/usage_type" },
        { RULE(.scope = STR("billing_entity"), .type = STR("markup"), .percent = SOME("1")),
          "/billing_entity" },
        { RULE(.scope = STR("sku"), .type = STR("markup"), .percent = SOME("1"),
               .service = STR("AmazonS3")),
          "/usage_type" },
        { RULE(.scope = STR("sku"), .type = STR("fixed"), .unit_price = SOME("0.1"),
               .service = STR("AmazonS3"), .usage_type = STR("x"), .operation = STR("y")),
          NULL },
        { RULE(.scope = STR("sku"), .type = STR("fixed"), .unit_price = SOME("1000000000.1"),
               .service = STR("AmazonS3"), .usage_type = STR("x")),
          "/unit_price" },
        { RULE(.scope = STR("sku"), .type = STR("fixed"), .percent = SOME("1"),
               .service = STR("AmazonS3"), .usage_type = STR("x")),
          "/percent" },
        { RULE(.scope = STR("service"), .type = STR("fixed"), .unit_price = SOME("1"),
               .service = STR("AmazonS3")),
          "/scope" },
        { RULE(.scope = STR("global"), .type = STR("markup"), .percent = SOME("1"),
               .from = DAY("2023-11-02"), .to = DAY("2023-11-02")),
          "/to" },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct cx cx = { .arena = *state };
        assert_int_equal(rule_check(&cx, &cases[i].rule, STR("/rules/7")), !cases[i].pointer);
        if (!cases[i].pointer)
            continue;
        assert_int_equal(cx.failure.code, ERR_rule_invalid);
        str expected = str_format(*state, "/rules/7%s", cases[i].pointer);
        assert_str(cx.failure.pointer, expected.ptr);
    }
}

static void rules_of_one_target_may_not_share_days(void **state)
{
    const struct pricing_rule rules[] = {
        RULE(.scope = STR("service"), .service = STR("A"), .to = DAY("2023-11-10")),
        RULE(.scope = STR("service"), .service = STR("A"), .from = DAY("2023-11-10")),
        RULE(.scope = STR("service"), .service = STR("B"), .from = DAY("2023-11-01")),
        RULE(.scope = STR("sku"), .service = STR("A"), .usage_type = STR("u")),
        RULE(.scope = STR("sku"), .service = STR("A"), .usage_type = STR("u"),
             .operation = STR("o")),
        RULE(.scope = STR("service"), .service = STR("A"), .from = DAY("2023-11-09"),
             .to = DAY("2023-11-10")),
    };
    size_t first, second;
    assert_false(rules_find_overlap(*state, rules, 5, &first, &second));
    assert_true(rules_find_overlap(*state, rules, 6, &first, &second));
    assert_int_equal(first, 0);
    assert_int_equal(second, 5);
    assert_str(rule_describe(*state, &rules[5]), "service A from 2023-11-09 to 2023-11-10");
    assert_str(rule_describe(*state, &rules[4]), "sku A / u / o");
}

static void the_most_specific_rule_counts(void **state)
{
    static const struct sku sku = { 1,        STR("S"), STR("U"), STR("O"),
                                    STR("E"), STR(""),  STR(""),  { 0 } };
    static const struct sku other = { 2,        STR("S"), STR("U2"), STR("O"),
                                      STR("E"), STR(""),  STR(""),   { 0 } };
    static const struct sku bare = { 3,        STR("S"), STR("U"), STR(""),
                                     STR("E"), STR(""),  STR(""),  { 0 } };
    static const struct sku foreign = { 4,        STR("T"), STR("U"), STR("O"),
                                        STR("F"), STR(""),  STR(""),  { 0 } };
    struct pricing_rule rules[] = {
        RULE(.scope = STR("global"), .type = STR("markup"), .percent = SOME("1")),
        RULE(.scope = STR("sku"), .type = STR("markup"), .percent = SOME("5"), .service = STR("S"),
             .usage_type = STR("U"), .operation = STR("O")),
        RULE(.scope = STR("billing_entity"), .type = STR("markup"), .percent = SOME("2"),
             .billing_entity = STR("E")),
        RULE(.scope = STR("sku"), .type = STR("discount"), .percent = SOME("4"),
             .service = STR("S"), .usage_type = STR("U")),
        RULE(.scope = STR("service"), .type = STR("markup"), .percent = SOME("3"),
             .service = STR("S"), .from = DAY("2023-11-10"), .to = DAY("2023-11-20")),
    };
    const struct rule_set *set = rule_set_new(*state, rules, COUNT(rules));
    const struct {
        const struct sku *sku;
        const char *first, *last, *factor; /* NULL: changes */
    } cases[] = {
        { &sku, "2023-11-01", "2023-11-30", "1.05" },
        { &bare, "2023-11-01", "2023-11-30", "0.96" },
        { &other, "2023-11-10", "2023-11-19", "1.03" },
        { &other, "2023-11-10", "2023-11-20", NULL },
        { &other, "2023-11-09", "2023-11-10", NULL },
        { &other, "2023-11-20", "2023-11-30", "1.02" },
        { &foreign, "2023-11-01", "2023-11-30", "1.01" },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct rate rate;
        enum rule_verdict verdict =
            rule_find(set, cases[i].sku, DAY(cases[i].first), DAY(cases[i].last), &rate);
        assert_int_equal(verdict, cases[i].factor ? RULE_ONE : RULE_CHANGES);
        if (cases[i].factor)
            assert_decimal(rate.value, cases[i].factor);
    }
    struct rate rate;
    const struct rule_set *none = rule_set_new(*state, NULL, 0);
    assert_int_equal(rule_find(none, &sku, DAY("2023-11-01"), DAY("2023-11-01"), &rate), RULE_NONE);
}

/* Texts of other SKUs may have the same hash: a rule's own texts are compared. */
static void a_hash_alone_finds_no_rule(void **state)
{
    struct sku named = { 1, STR("S"), STR("U"), STR("O"), STR("E"), STR(""), STR(""), { 0 } };
    struct sku twin = { 2, STR("S2"), STR("U2"), STR("O2"), STR("E2"), STR(""), STR(""), { 0 } };
    rule_prepare_sku(&named);
    memcpy(twin.targets, named.targets, sizeof(twin.targets));
    const struct pricing_rule rules[] = {
        RULE(.scope = STR("sku"), .type = STR("markup"), .percent = SOME("5"), .service = STR("S"),
             .usage_type = STR("U"), .operation = STR("O")),
        RULE(.scope = STR("sku"), .type = STR("markup"), .percent = SOME("4"), .service = STR("S"),
             .usage_type = STR("U")),
        RULE(.scope = STR("service"), .type = STR("markup"), .percent = SOME("3"),
             .service = STR("S")),
        RULE(.scope = STR("billing_entity"), .type = STR("markup"), .percent = SOME("2"),
             .billing_entity = STR("E")),
    };
    const day d = DAY("2023-11-01");
    for (size_t i = 0; i < COUNT(rules); i++) {
        struct rate rate;
        const struct rule_set *set = rule_set_new(*state, &rules[i], 1);
        assert_int_equal(rule_find(set, &named, d, d, &rate), RULE_ONE);
        assert_int_equal(rule_find(set, &twin, d, d, &rate), RULE_NONE);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        billing_test(rules_are_checked),
        billing_test(rules_of_one_target_may_not_share_days),
        billing_test(the_most_specific_rule_counts),
        billing_test(a_hash_alone_finds_no_rule),
    };
    return cmocka_run_group_tests_name("rule", tests, NULL, NULL);
}
