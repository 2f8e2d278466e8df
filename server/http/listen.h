/* The listening socket. Private to http. */
#ifndef PROFORMA_HTTP_LISTEN_H
#define PROFORMA_HTTP_LISTEN_H

#include "core/cx.h"

/* Binds "127.0.0.1:8080", "[::1]:8080" or "localhost:8080"; not blocking. ERR_internal with one
 * line that says what to do when the port is taken or the address is not one of this machine. */
bool listen_open(struct cx *cx, str address, int *fd);

/* What a socket is bound to, as text. */
str listen_address(struct arena *arena, int fd);

#endif
