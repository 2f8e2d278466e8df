#include "core/failure.h"

static const struct error_entry entries[ERROR_COUNT] = {
    [ERR_none] = { STR("none"), 200, STR("No error"), STR("没有错误") },
#define ERROR(code, status, en, zh) [ERR_##code] = { STR(#code), status, STR(en), STR(zh) },
#include "core/errors.def"
#undef ERROR
};

const struct error_entry *error_entry(enum error_code code)
{
    return &entries[(unsigned)code < ERROR_COUNT ? code : ERR_internal];
}

enum error_code error_by_name(str name)
{
    for (int code = ERR_none + 1; code < ERROR_COUNT; code++) {
        if (str_equal(entries[code].code, name))
            return (enum error_code)code;
    }
    return ERR_none;
}
