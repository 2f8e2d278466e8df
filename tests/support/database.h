/*
 * A migrated throw-away database for C tests against PostgreSQL.
 *
 * PROFORMA_TEST_DATABASE_URL is a maintenance URL of a cluster where databases may be created;
 * without it the program ends with status 77 (skipped). The database is owned by a role that is no
 * superuser (CREATEROLE and CREATE on its database is all it has), so every test that migrates
 * shows that this is enough.
 */
#ifndef PROFORMA_TESTS_SUPPORT_DATABASE_H
#define PROFORMA_TESTS_SUPPORT_DATABASE_H

#include "core/config.h"
#include "core/cx.h"
#include "db/db.h"

struct test_database {
    struct arena *arena;
    str name;
    struct config config; /* defaults, and this database */
    struct db_pool *pool;
};

/* Creates an empty database; test_database_migrate makes it a schema. */
struct test_database *test_database_empty(void);
struct test_database *test_database_new(void); /* migrated */
void test_database_migrate(struct test_database *database);
/* Drops it. */
void test_database_free(struct test_database **database);

/* A unit of work of partner `partner_id` (nil: of nobody's), in the database's arena. */
struct cx test_cx(struct test_database *database, uuid partner_id);

/* As the superuser, one connection per call. */
void test_sql(struct test_database *database, const char *statements);
void test_sql_file(struct test_database *database, const char *path);
/* The first column of the first row; absent for null or no row. */
str test_value(struct test_database *database, const char *query);
int64_t test_count(struct test_database *database, const char *query);

/* Runs as `role` for a tenant (NULL: none). The SQLSTATE, "00000" for success. */
str test_sqlstate_as(struct test_database *database, const char *role, const char *tenant,
                     const char *statement);
/* The first column of the first row of a query that must succeed. */
str test_value_as(struct test_database *database, const char *role, const char *tenant,
                  const char *query);

/* Two partners, test_partner_a and test_partner_b, with a row in every table of tenants. */
void test_seed_tenants(struct test_database *database);
#define TEST_PARTNER_A "0a000000-0000-7000-8000-000000000001"
#define TEST_PARTNER_B "0b000000-0000-7000-8000-000000000002"

uuid test_uuid(const char *text);

#endif
