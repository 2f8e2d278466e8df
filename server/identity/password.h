/*
 * Passwords: which ones are good enough, and how they are kept.
 *
 * They are kept as argon2id (t=2, m=19 MiB, p=1: OWASP's minimum, 17 ms here), in libsodium's text
 * form, which names its parameters: when these change, a hash is renewed at the next sign-in.
 */
#ifndef PROFORMA_IDENTITY_PASSWORD_H
#define PROFORMA_IDENTITY_PASSWORD_H

#include "core/cx.h"

#define PASSWORD_CHARACTERS_MIN 10
#define PASSWORD_BYTES_MAX 256

/* What the first superadmin signs in with, once (identity/bootstrap.h). */
#define BOOTSTRAP_PASSWORD "admin123456"

/*
 * Refuses with ERR_weak_password at `pointer` a password that is too short, is the user's name, is
 * the bootstrap one or is among the first that anyone would try. Nothing is asked about digits or
 * punctuation: length is what helps.
 */
bool password_check(struct cx *cx, str password, str username, str pointer);

/* NULL for a password that is good enough, otherwise what is wrong with it. */
const char *password_weakness(str password, str username);

/* The text to keep. Fails (ERR_unavailable) only when there is no memory for hashing. */
bool password_hash(struct cx *cx, str password, str *hash);

/* Takes as long for an absent hash (an unknown user) as for a real one, and is then false. */
bool password_matches(str password, str hash);

/* Was it hashed with other parameters than today's? */
bool password_is_outdated(str hash);

#endif
