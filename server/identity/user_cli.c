#include "commands.h"
#include "core/cx.h"
#include "db/db.h"
#include "identity/authorization.h"
#include "identity/partner.h"
#include "identity/password.h"
#include "identity/user.h"
#include "identity/user.sql.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static const char help[] =
    "usage: proforma user add USERNAME --role ROLE [--partner SLUG] [--name NAME] [--email EMAIL]\n"
    "       proforma user password USERNAME\n"
    "       proforma user disable USERNAME\n"
    "       proforma user list [--partner SLUG]\n"
    "\n"
    "Manages people from the machine itself. The password is asked for on a terminal, otherwise "
    "it\n"
    "is the first line of standard input; a new one must be changed at the next sign-in.\n"
    "\n"
    "ROLE is superadmin (of no partner), or partner_admin, payer_admin, finance, auditor or\n"
    "customer of the partner SLUG. Payers and billing groups are given on the console.\n";

enum { EXIT_USAGE = 2 };

struct user_options {
    str username;
    str partner;
    str role;
    str name;
    str email;
};

/* ---- the password ---- */

static bool read_line(struct cx *cx, str *line)
{
    char text[PASSWORD_BYTES_MAX + 2];
    if (fgets(text, sizeof text, stdin) == NULL)
        return fail(cx, ERR_bad_request, "no password was given");
    size_t len = strcspn(text, "\r\n");
    if (text[len] == '\0' && len > PASSWORD_BYTES_MAX)
        return fail(cx, ERR_bad_request, "the password is longer than %d bytes",
                    PASSWORD_BYTES_MAX);
    *line = str_copy(cx->arena, (str){ text, len });
    return true;
}

static bool read_hidden(struct cx *cx, const char *prompt, str *line)
{
    struct termios shown;
    tcgetattr(STDIN_FILENO, &shown);
    struct termios hidden = shown;
    hidden.c_lflag &= ~(tcflag_t)ECHO;
    fputs(prompt, stderr);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    bool is_read = read_line(cx, line);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
    fputs("\n", stderr);
    return is_read;
}

static bool read_password(struct cx *cx, str *password)
{
    str again;
    if (!isatty(STDIN_FILENO))
        return read_line(cx, password);
    TRY(read_hidden(cx, "password: ", password));
    TRY(read_hidden(cx, "once more: ", &again));
    return str_equal(*password, again) ||
           fail(cx, ERR_bad_request, "the two passwords are not the same");
}

/* ---- who is meant ---- */

struct whereabouts {
    uuid id;
    uuid partner_id;
    str username;
};
static const struct field whereabouts_fields[] = { FIELD(struct whereabouts, id),
                                                   FIELD(struct whereabouts, partner_id),
                                                   FIELD(struct whereabouts, username),
                                                   FIELDS_END };
static const struct shape whereabouts_shape =
    SHAPE("Whereabouts", struct whereabouts, whereabouts_fields);

/* Superadmins belong to no tenant, so only the platform role sees them. */
static enum db_role role_for(const struct cx *cx)
{
    return uuid_is_nil(cx->principal.partner_id) ? DB_PLATFORM : DB_APP;
}

static bool find(struct cx *cx, struct db_pool *pool, str username, uuid *id)
{
    struct whereabouts of = { .username = username };
    bool found;
    TRY(db_begin(cx, pool, DB_PLATFORM, DB_READ));
    bool is_read = db_maybe(cx, &sql_user_by_username, IN(whereabouts_shape, &of), IN_NONE,
                            &whereabouts_shape, &of, &found);
    db_rollback(cx);
    TRY(is_read);
    if (!found)
        return fail(cx, ERR_not_found, "there is no user \"%.*s\"", STR_ARG(username));
    cx->principal.partner_id = of.partner_id;
    *id = of.id;
    return true;
}

static bool change(struct cx *cx, struct db_pool *pool, str username, str password, str state)
{
    struct id_path key;
    struct user before;
    TRY(find(cx, pool, username, &key.id));
    TRY(db_begin(cx, pool, role_for(cx), DB_WRITE));
    TRY(db_one(cx, &sql_user_by_id, IN(id_path_shape, &key), IN_NONE, &user_shape, &before));
    struct user after = before;
    after.password = password;
    after.must_change_password = before.must_change_password || !str_is_null(password);
    after.state = str_is_null(state) ? before.state : state;
    TRY(user_update(cx, &before, &after));
    return db_commit(cx);
}

/* ---- the commands ---- */

static bool user_add(struct cx *cx, struct db_pool *pool, const struct user_options *options)
{
    struct user user = {
        .username = options->username,
        .role = options->role,
        .name = options->name,
        .email = options->email,
        .must_change_password = true,
    };
    enum role role = role_by_name(options->role);
    if (role == ROLE_NONE)
        return fail(cx, ERR_bad_request, "--role is one of those that --help lists");
    if ((role == ROLE_SUPERADMIN) != str_is_null(options->partner))
        return fail(cx, ERR_bad_request, "--partner is for every role but superadmin");
    if (!str_is_null(options->partner))
        TRY(partner_enter(cx, pool, options->partner));
    TRY(read_password(cx, &user.password));
    TRY(db_begin(cx, pool, role_for(cx), DB_WRITE));
    TRY(user_create(cx, &user));
    return db_commit(cx);
}

static bool user_password(struct cx *cx, struct db_pool *pool, const struct user_options *options)
{
    str password;
    TRY(read_password(cx, &password));
    return change(cx, pool, options->username, password, STR_NULL);
}

static bool user_disable(struct cx *cx, struct db_pool *pool, const struct user_options *options)
{
    return change(cx, pool, options->username, STR_NULL, STR("disabled"));
}

static bool print_user(struct cx *cx, void *context, const str *columns)
{
    (void)cx;
    (void)context;
    for (size_t i = 0; i < 6; i++)
        printf("%s%.*s", i > 0 ? "\t" : "", STR_ARG(columns[i]));
    putchar('\n');
    return true;
}

static bool user_list(struct cx *cx, struct db_pool *pool, const struct user_options *options)
{
    if (!str_is_null(options->partner))
        TRY(partner_enter(cx, pool, options->partner));
    printf("username\tname\trole\tpartner\tstate\tlast_sign_in_at\n");
    TRY(db_begin(cx, pool, DB_PLATFORM, DB_READ));
    return db_each(cx, &sql_user_list_all, IN_NONE, IN_NONE, print_user, NULL);
}

static const struct {
    const char *name;
    bool needs_username;
    bool (*run)(struct cx *cx, struct db_pool *pool, const struct user_options *options);
} actions[] = {
    { "add", true, user_add },
    { "password", true, user_password },
    { "disable", true, user_disable },
    { "list", false, user_list },
};
enum { ACTION_COUNT = sizeof actions / sizeof actions[0] };

/* ---- from arguments to status ---- */

static bool parse(int argc, char **argv, struct user_options *options)
{
    static const struct option known[] = { { "partner", required_argument, NULL, 'p' },
                                           { "role", required_argument, NULL, 'r' },
                                           { "name", required_argument, NULL, 'n' },
                                           { "email", required_argument, NULL, 'e' },
                                           { NULL, 0, NULL, 0 } };
    int letter;
    optind = 1;
    while ((letter = getopt_long(argc, argv, "", known, NULL)) != -1) {
        str *target = letter == 'p'   ? &options->partner
                      : letter == 'r' ? &options->role
                      : letter == 'n' ? &options->name
                      : letter == 'e' ? &options->email
                                      : NULL;
        if (target == NULL)
            return false;
        *target = str_of(optarg);
    }
    if (optind < argc)
        options->username = str_of(argv[optind++]);
    return optind == argc;
}

static int run(size_t action, const struct user_options *options, const struct config *config)
{
    struct cx cx = { .arena = arena_new(), .now = instant_now() };
    struct db_pool *pool = db_pool_new(config);
    bool is_done = actions[action].run(&cx, pool, options);
    db_rollback(&cx);
    if (!is_done)
        fprintf(stderr, "proforma user: %.*s%s%.*s\n", STR_ARG(error_entry(cx.failure.code)->en),
                cx.failure.detail.len > 0 ? ": " : "", STR_ARG(cx.failure.detail));
    db_pool_free(&pool);
    arena_free(&cx.arena);
    return is_done ? 0 : 1;
}

int command_user(int argc, char **argv, const struct config *config)
{
    struct user_options options = { 0 };
    size_t action = 0;
    if (argc > 0 && strcmp(argv[0], "--help") == 0) {
        fputs(help, stdout);
        return 0;
    }
    while (argc > 0 && action < ACTION_COUNT && strcmp(argv[0], actions[action].name) != 0)
        action++;
    if (argc == 0 || action == ACTION_COUNT || !parse(argc, argv, &options) ||
        actions[action].needs_username == str_is_null(options.username)) {
        fputs(help, stderr);
        return EXIT_USAGE;
    }
    return run(action, &options, config);
}
