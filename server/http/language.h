/* Which of the two languages of users' texts a request wants. Private to http. */
#ifndef PROFORMA_HTTP_LANGUAGE_H
#define PROFORMA_HTTP_LANGUAGE_H

#include "core/str.h"

/*
 * "zh-CN" or "en": the one Accept-Language weighs higher, the earlier one of equals. Any kind of
 * Chinese is zh-CN, any kind of English en; `*` and other languages do not count. Where the header
 * is absent or names neither: `fallback` ("zh-CN" or "en"), and en where that is absent too.
 */
str language_pick(str accept_language, str fallback);

#endif
