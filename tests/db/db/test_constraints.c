/* db_constraints.def and the constraints of the schema are the same set. */
#include "support/database.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static const char *const named[] = {
#define CONSTRAINT(name, code, pointer) #name,
#define FOREIGN_KEY(name, missing, in_use, pointer) #name,
#include "db/db_constraints.def"
#undef CONSTRAINT
#undef FOREIGN_KEY
};
enum { NAMED = sizeof named / sizeof named[0] };

/* Primary keys are made of new ids; unique indexes count like constraints. */
static const char in_schema[] =
    "select string_agg(name, ' ' order by name) from ("
    "select c.conname as name from pg_constraint c join pg_class t on t.oid = c.conrelid "
    "where c.connamespace = 'proforma'::regnamespace and c.contype <> 'p' "
    "and not t.relispartition and c.conparentid = 0 "
    "union select i.indexrelid::regclass::text from pg_index i join pg_class t on t.oid = "
    "i.indrelid "
    "where t.relnamespace = 'proforma'::regnamespace and i.indisunique and not i.indisprimary "
    "and not t.relispartition) n";

static bool contains(str words, str wanted)
{
    for (str word = str_cut(&words, ' '); !str_is_null(word); word = str_cut(&words, ' '))
        if (str_equal(word, wanted))
            return true;
    return false;
}

static bool is_named(str name)
{
    for (size_t i = 0; i < NAMED; i++)
        if (str_equal(name, str_of(named[i])))
            return true;
    return false;
}

static void test_every_constraint_has_a_code(void **state)
{
    (void)state;
    struct test_database *database = test_database_new();
    str names = test_value(database, in_schema);
    size_t wrong = 0;
    for (size_t i = 0; i < NAMED; i++) {
        if (contains(names, str_of(named[i])))
            continue;
        print_error("db_constraints.def: there is no %s\n", named[i]);
        wrong++;
    }
    str rest = names;
    for (str name = str_cut(&rest, ' '); !str_is_null(name); name = str_cut(&rest, ' ')) {
        if (is_named(name))
            continue;
        print_error("db_constraints.def lacks %.*s\n", STR_ARG(name));
        wrong++;
    }
    test_database_free(&database);
    assert_int_equal(0, wrong);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_every_constraint_has_a_code) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
