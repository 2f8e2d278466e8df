#include "identity/authorization.h"
#include "unit/identity/identity_test.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- the table, as reviewers read it ---- */

#define GOLDEN "tests/golden/identity/permissions.txt"

struct column {
    const char *title;
    enum role role;
    bool is_acting;
};
static const struct column columns[] = {
    { "superadmin", ROLE_SUPERADMIN, false },
    { "acting", ROLE_SUPERADMIN, true },
    { "partner_admin", ROLE_PARTNER_ADMIN, false },
    { "payer_admin", ROLE_PAYER_ADMIN, false },
    { "finance", ROLE_FINANCE, false },
    { "auditor", ROLE_AUDITOR, false },
    { "customer", ROLE_CUSTOMER, false },
};

static str table_text(struct arena *arena)
{
    struct strbuf out = strbuf_new(arena, 65536);
    strbuf_add_format(&out, "%-16s", "");
    for (size_t i = 0; i < COUNT(columns); i++)
        strbuf_add_format(&out, "%s%s", columns[i].title, i + 1 < COUNT(columns) ? "  " : "\n");
    for (enum permission p = PERM_PUBLIC + 1; p < PERMISSION_COUNT; p++) {
        strbuf_add_format(&out, "%-16s", permission_name(p).ptr);
        for (size_t i = 0; i < COUNT(columns); i++) {
            bool may = role_permissions(columns[i].role, columns[i].is_acting) & PERMISSION_BIT(p);
            int width = i + 1 < COUNT(columns) ? (int)strlen(columns[i].title) + 2 : 1;
            strbuf_add_format(&out, "%-*s", width, may ? "x" : "-");
        }
        strbuf_add_char(&out, '\n');
    }
    return strbuf_str(&out);
}

static void test_table_is_the_golden_one(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    str actual = table_text(arena);
    if (getenv("PROFORMA_ACCEPT")) {
        FILE *out = fopen(GOLDEN, "w");
        assert_non_null(out);
        assert_int_equal(fwrite(actual.ptr, 1, actual.len, out), actual.len);
        fclose(out);
    }
    FILE *in = fopen(GOLDEN, "r");
    assert_non_null(in);
    char expected[65536];
    size_t len = fread(expected, 1, sizeof expected - 1, in);
    fclose(in);
    expected[len] = '\0';
    assert_string_equal(actual.ptr, expected);
    arena_free(&arena);
}

static void test_nobody_may_nothing(void **state)
{
    (void)state;
    assert_int_equal(role_permissions(ROLE_NONE, false), 0);
    assert_int_equal(role_permissions(ROLE_NONE, true), 0);
}

static void test_names_lead_back(void **state)
{
    (void)state;
    for (enum permission p = PERM_PUBLIC + 1; p < PERMISSION_COUNT; p++)
        assert_int_equal(permission_by_name(permission_name(p)), p);
    for (enum role r = ROLE_NONE + 1; r < ROLE_COUNT; r++)
        assert_int_equal(role_by_name(role_name(r)), r);
    static const str unknown[] = { STR(""), STR("bill"), STR("bill.read "), STR("BILL.READ"),
                                   STR_NULL };
    for (size_t i = 0; i < COUNT(unknown); i++) {
        assert_int_equal(permission_by_name(unknown[i]), PERM_PUBLIC);
        assert_int_equal(role_by_name(unknown[i]), ROLE_NONE);
    }
}

/* ---- the principal ---- */

#define USER "018bcfe5-6800-7000-8000-000000000001"
#define PARTNER "018bcfe5-6800-7000-8000-000000000002"
#define SESSION "018bcfe5-6800-7000-8000-000000000003"
#define KEY "018bcfe5-6800-7000-8000-000000000004"

enum {
    USER_ID,
    PARTNER_ID,
    SESSION_ID,
    API_KEY_ID,
    ROLE,
    USERNAME,
    LANGUAGE,
    MUST_CHANGE,
    ACTING,
    CSRF,
    PERMISSIONS,
    PAYERS,
    GROUPS,
    COLUMN_COUNT
};

static void of_session(str columns_of[COLUMN_COUNT], str role)
{
    const str values[COLUMN_COUNT] = {
        [USER_ID] = STR(USER),       [PARTNER_ID] = STR(PARTNER),
        [SESSION_ID] = STR(SESSION), [ROLE] = role,
        [USERNAME] = STR("kim"),     [LANGUAGE] = STR("en"),
        [MUST_CHANGE] = STR("f"),    [ACTING] = STR("f"),
        [CSRF] = STR("c5"),
    };
    memcpy(columns_of, values, sizeof values);
}

static void test_session_is_read(void **state)
{
    (void)state;
    struct cx cx = { .arena = arena_new() };
    str given[COLUMN_COUNT];
    of_session(given, STR("payer_admin"));
    given[PAYERS] = STR("{" KEY "}");
    assert_true(identity_read_principal(&cx, given));
    assert_str(uuid_text(cx.arena, cx.principal.user_id), USER);
    assert_str(uuid_text(cx.arena, cx.principal.partner_id), PARTNER);
    assert_str(uuid_text(cx.arena, cx.principal.session_id), SESSION);
    assert_true(uuid_is_nil(cx.principal.api_key_id));
    assert_int_equal(cx.principal.role, ROLE_PAYER_ADMIN);
    assert_int_equal(cx.principal.permissions, role_permissions(ROLE_PAYER_ADMIN, false));
    assert_str(cx.principal.payer_scope, "{" KEY "}");
    assert_str(cx.principal.billing_group_scope, NULL);
    assert_str(cx.principal.csrf_token_hash, "c5");
    assert_false(cx.principal.must_change_password);
    assert_false(cx.principal.is_acting);
    arena_free(&cx.arena);
}

/* A role of a newer schema, or none: nobody rather than somebody. */
static void test_unknown_role_is_nobody(void **state)
{
    (void)state;
    static const str roles[] = { STR("emperor"), STR(""), STR_NULL };
    for (size_t i = 0; i < COUNT(roles); i++) {
        struct cx cx = { .arena = arena_new() };
        str given[COLUMN_COUNT];
        of_session(given, roles[i]);
        assert_false(identity_read_principal(&cx, given));
        assert_int_equal(cx.principal.permissions, 0);
        arena_free(&cx.arena);
    }
}

static uint64_t key_permissions(str role, str listed)
{
    struct cx cx = { .arena = arena_new() };
    str given[COLUMN_COUNT];
    of_session(given, role);
    given[SESSION_ID] = given[CSRF] = STR_NULL;
    given[API_KEY_ID] = STR(KEY);
    given[PERMISSIONS] = listed;
    assert_true(identity_read_principal(&cx, given));
    uint64_t permissions = cx.principal.permissions;
    arena_free(&cx.arena);
    return permissions;
}

static void test_key_is_cut_down(void **state)
{
    (void)state;
    const uint64_t bills = PERMISSION_BIT(PERM_BILL_READ);
    assert_int_equal(key_permissions(STR("partner_admin"), STR("bill.read")), bills);
    assert_int_equal(key_permissions(STR("partner_admin"), STR("bill.read,plan.write")),
                     bills | PERMISSION_BIT(PERM_PLAN_WRITE));
    /* never more than the owner has, and nothing that is about people */
    assert_int_equal(key_permissions(STR("customer"), STR("bill.read,cost.read")), bills);
    assert_int_equal(key_permissions(STR("partner_admin"), STR("self,api_key.write,bill.read")),
                     bills);
    assert_int_equal(key_permissions(STR("partner_admin"), STR("partner.manage")), 0);
    assert_int_equal(key_permissions(STR("partner_admin"), STR("")), 0);
    assert_int_equal(key_permissions(STR("partner_admin"), STR_NULL), 0);
    assert_int_equal(key_permissions(STR("partner_admin"), STR("bill.delete,,x")), 0);
}

/* ---- may they? ---- */

static const struct principal nobody = { 0 };

static struct principal somebody(enum role role, bool is_in_partner)
{
    bool is_acting = role == ROLE_SUPERADMIN && is_in_partner;
    return (struct principal){
        .user_id = { { 1 } },
        .partner_id = { { is_in_partner ? 2 : 0 } },
        .role = role,
        .is_acting = is_acting,
        .permissions = role_permissions(role, is_acting),
    };
}

static void expect(struct principal who, unsigned flags, enum permission permission,
                   enum error_code expected)
{
    struct cx cx = { .arena = arena_new(), .principal = who };
    const struct route route = { .permission = permission, .flags = flags };
    bool may = identity_authorize(&cx, &route);
    assert_int_equal(may, expected == ERR_none);
    assert_int_equal(cx.failure.code, expected);
    arena_free(&cx.arena);
}

static void test_decisions(void **state)
{
    (void)state;
    expect(nobody, 0, PERM_PUBLIC, ERR_none);
    expect(nobody, 0, PERM_SELF, ERR_unauthenticated);
    expect(nobody, ROUTE_PLATFORM | ROUTE_NO_TENANT, PERM_BILL_READ, ERR_unauthenticated);

    expect(somebody(ROLE_PARTNER_ADMIN, true), 0, PERM_PLAN_WRITE, ERR_none);
    expect(somebody(ROLE_AUDITOR, true), 0, PERM_PLAN_WRITE, ERR_forbidden);
    expect(somebody(ROLE_CUSTOMER, true), 0, PERM_PAYER_READ, ERR_forbidden);
    expect(somebody(ROLE_PARTNER_ADMIN, true), ROUTE_PLATFORM, PERM_PARTNER_MANAGE, ERR_forbidden);

    expect(somebody(ROLE_SUPERADMIN, false), ROUTE_PLATFORM, PERM_PARTNER_MANAGE, ERR_none);
    expect(somebody(ROLE_SUPERADMIN, false), ROUTE_NO_TENANT, PERM_SELF, ERR_none);
    expect(somebody(ROLE_SUPERADMIN, false), 0, PERM_BILL_READ, ERR_partner_required);
    expect(somebody(ROLE_SUPERADMIN, false), ROUTE_NO_TENANT, PERM_BILL_READ, ERR_forbidden);
    expect(somebody(ROLE_SUPERADMIN, true), 0, PERM_BILL_READ, ERR_none);
}

static void test_forced_change_comes_first(void **state)
{
    (void)state;
    struct principal who = somebody(ROLE_PARTNER_ADMIN, true);
    who.must_change_password = true;
    expect(who, 0, PERM_BILL_READ, ERR_password_change_required);
    expect(who, 0, PERM_PARTNER_MANAGE, ERR_password_change_required);
    expect(who, ROUTE_BEFORE_PASSWORD, PERM_SELF, ERR_none);
    expect(who, ROUTE_BEFORE_PASSWORD, PERM_PARTNER_MANAGE, ERR_forbidden);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table_is_the_golden_one),
        cmocka_unit_test(test_nobody_may_nothing),
        cmocka_unit_test(test_names_lead_back),
        cmocka_unit_test(test_session_is_read),
        cmocka_unit_test(test_unknown_role_is_nobody),
        cmocka_unit_test(test_key_is_cut_down),
        cmocka_unit_test(test_decisions),
        cmocka_unit_test(test_forced_change_comes_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
