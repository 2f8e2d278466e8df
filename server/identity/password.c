#include "identity/password.h"

#include <sodium.h>

enum { OPERATIONS = 2, MEMORY_BYTES = 19 * 1024 * 1024 };

/* Of a password that was random and is forgotten. */
static const char nobodys_hash[] = "$argon2id$v=19$m=19456,t=2,p=1$qBZpjgScLL1RMjdKWO+oyA"
                                   "$9UmKks8jxK3AQtFvaRv7uRCbYtvH/rhyKoNlRZZusS4";

/* The commonest passwords that are long enough, in lower case. */
static const str commonest[] = {
    STR("1234567890"),       STR("0123456789"),    STR("12345678910"),   STR("123456789a"),
    STR("0987654321"),       STR("9876543210"),    STR("1234554321"),    STR("1qaz2wsx3edc"),
    STR("1q2w3e4r5t"),       STR("1q2w3e4r5t6y"),  STR("qwertyuiop"),    STR("qwerty123456"),
    STR("qwerty12345"),      STR("asdfghjkl123"),  STR("q1w2e3r4t5"),    STR("password12"),
    STR("password123"),      STR("password1234"),  STR("passw0rd123"),   STR("p@ssw0rd123"),
    STR("mypassword"),       STR("mypassword1"),   STR("administrator"), STR("admin12345"),
    STR("admin1234567"),     STR("adminadmin"),    STR("superadmin"),    STR("superadmin1"),
    STR("changeme123"),      STR("changeme1234"),  STR("letmein123"),    STR("welcome123"),
    STR("welcome1234"),      STR("iloveyou123"),   STR("iloveyou12"),    STR("abcdefghij"),
    STR("abc1234567"),       STR("abcd123456"),    STR("a123456789"),    STR("aa123456789"),
    STR("woaini1314"),       STR("woaini1314520"), STR("wang123456"),    STR("5201314520"),
    STR(BOOTSTRAP_PASSWORD),
};

static size_t characters(str text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
    return count;
}

static bool is_one_character_repeated(str text)
{
    for (size_t i = 1; i < text.len; i++)
        if (text.ptr[i] != text.ptr[0])
            return false;
    return true;
}

static bool is_common(str password)
{
    for (size_t i = 0; i < sizeof commonest / sizeof commonest[0]; i++)
        if (str_equal_nocase(password, commonest[i]))
            return true;
    return false;
}

const char *password_weakness(str password, str username)
{
    if (characters(password) < PASSWORD_CHARACTERS_MIN)
        return "it has fewer than 10 characters";
    if (str_equal_nocase(password, username))
        return "it is the user name";
    if (is_one_character_repeated(password))
        return "it repeats one character";
    if (is_common(password))
        return "it is one of the first that anyone would try";
    return NULL;
}

bool password_check(struct cx *cx, str password, str username, str pointer)
{
    const char *weakness = password_weakness(password, username);
    return weakness == NULL || fail_at(cx, ERR_weak_password, pointer, "%s", weakness);
}

bool password_hash(struct cx *cx, str password, str *hash)
{
    char text[crypto_pwhash_STRBYTES];
    if (crypto_pwhash_str(text, password.ptr, password.len, OPERATIONS, MEMORY_BYTES) != 0)
        return fail(cx, ERR_unavailable, "no memory to hash a password");
    *hash = str_copy(cx->arena, str_of(text));
    return true;
}

bool password_matches(str password, str hash)
{
    const char *against = str_is_empty(hash) ? nobodys_hash : hash.ptr;
    bool matches = crypto_pwhash_str_verify(against, password.ptr, password.len) == 0;
    return matches && against != nobodys_hash;
}

bool password_is_outdated(str hash)
{
    return crypto_pwhash_str_needs_rehash(hash.ptr, OPERATIONS, MEMORY_BYTES) != 0;
}
