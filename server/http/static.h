/*
 * The built console: every file of web_dir as a shared response, made at start, its bytes mapped
 * from the file. Beside `app-4f2a.js` the build puts `app-4f2a.js.br` and `.gz`, which clients
 * that accept them get. Private to http.
 *
 * A path is looked up in a table of what was found at start and never becomes a file name, so
 * there is nothing to traverse. A path without an extension, and not of the API, is one of the
 * console's own addresses: it gets index.html.
 */
#ifndef PROFORMA_HTTP_STATIC_H
#define PROFORMA_HTTP_STATIC_H

#include "http/exchange.h"

struct static_files;

/* An unreadable folder is one with no files: the API works without a console. For so many users,
 * each of whom frees it. */
struct static_files *static_load(const struct http_server *server, int users);
/* Answers under way keep what they need. */
void static_free(struct static_files **files);

/* Does a GET of this path have a file? */
bool static_has(const struct static_files *files, str path);

/* Sets x->reply for the file of x->path: the best variant, or 304. false: there is none. */
bool static_find(struct http_exchange *x);

/* How many files there are, for the log line at start. */
size_t static_count(const struct static_files *files);

#endif
