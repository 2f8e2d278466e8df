/*
 * Signals as events: a thread of its own waits for them, so nothing ever runs inside a signal
 * handler and there is no global state.
 *
 *   TERM, INT   the first calls `stop`, the second ends the process at once: everything under way
 *               is a transaction, so nothing is half done
 *   HUP         calls `reload`
 *   PIPE        is ignored: a client that left is an error of its write
 */
#ifndef PROFORMA_SIGNALS_H
#define PROFORMA_SIGNALS_H

#include <pthread.h>

struct signals {
    void (*stop)(void *context);
    void (*reload)(void *context); /* NULL: nothing to read again */
    void *context;
    pthread_t thread;
};

/* Before any other thread is started: they all inherit that these signals are not for them. */
void signals_block(void);

void signals_watch(struct signals *signals);
void signals_unwatch(struct signals *signals);

#endif
