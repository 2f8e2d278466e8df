/*
 * The demo partner: "demo", a believable partner to look at and to test with.
 *
 *   catalog.h   who uses what: three payers, some forty accounts of twelve customers, commitments
 *   month.h     a payer's month of that as rows of a cost and usage report
 *   cur_file.h  the report as a file
 *   prices.h    plans, billing groups with accounts by day, custom charges
 *   load.h      load files of any number of rows
 *
 * Fourteen months end with the current one, up to yesterday. Nothing is put into the database
 * beside the program: files are written and ingested like everybody's, and prices stored by the
 * statements of the API, all of it with its place in the audit log. What there is to see:
 *
 * - reservations and savings plans of every way of paying, bought and expiring in between;
 * - discounts as rows (first and second payer) and as columns (third);
 * - credits, refunds, support, tax, Marketplace, domains, a flat-rate subscription, free tiers,
 *   split-cost rows;
 * - growth, weekends, a spike of three days (Aurora Asia, fourth month from the end);
 * - an account that moves from one group to another in mid-month, across payers;
 * - a month that was delivered before its end and again after it, so that a drop has two versions;
 * - Graviton and AMD beside Intel, volumes and buckets of every class, four kinds of database;
 * - accounts without a group; a customer priced below cost (Frontier); one without a plan (Hemu).
 */
#ifndef PROFORMA_DEMO_DEMO_H
#define PROFORMA_DEMO_DEMO_H

#include "core/config.h"
#include "db/db.h"

#define DEMO_SLUG "demo"
#define DEMO_PASSWORD "welcome to proforma"

/* The people, each of one role, all with DEMO_PASSWORD. */
struct demo_user {
    str username;
    str role;
    str name;
    str language;
};
extern const struct demo_user demo_users[];
extern const size_t demo_user_count;

/*
 * Makes the partner, or what is missing of it when an earlier run was interrupted; changes nothing
 * when it is complete (*is_new is false then). `report` is told what happens, and may be NULL.
 */
bool demo_partner(struct cx *cx, struct db_pool *pool, const struct config *config,
                  void (*report)(const char *what), bool *is_new);

#endif
