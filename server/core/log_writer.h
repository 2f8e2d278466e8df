/*
 * The thread that writes the log while a server runs, so that whoever reads it slowly holds up
 * nobody. Lines wait in memory and go out together: the first one at once, those of the next few
 * milliseconds with one write(2). What a program that crashes has left is written by the handler of
 * the signal. Lines past some megabytes that nobody reads are dropped and counted by an event
 * `log_lines_lost`. Without the thread every line is written where it is made. Private to log.
 */
#ifndef PROFORMA_CORE_LOG_WRITER_H
#define PROFORMA_CORE_LOG_WRITER_H

#include "core/str.h"

/* Takes a line to be written. false: no thread runs, so the caller writes it. */
bool log_writer_take(str line);

#endif
