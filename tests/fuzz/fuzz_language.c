/* Any Accept-Language header: one of the two languages, however it is spelled. */
#include <assert.h>
#include <stdint.h>

#include "http/language.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool is_known(str language)
{
    return str_equal(language, STR("zh-CN")) || str_equal(language, STR("en"));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str header = { (const char *)data, size };
    assert(is_known(language_pick(header, STR_NULL)));
    str chinese = language_pick(header, STR("zh-CN"));
    str english = language_pick(header, STR("en"));
    assert(is_known(chinese) && is_known(english));
    /* The header names one, or each fallback stands. */
    assert(str_equal(chinese, english) || str_equal(chinese, STR("zh-CN")));
    return 0;
}
