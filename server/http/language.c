#include "http/language.h"

/* "0.85" as 850, the default 1000; anything malformed weighs nothing (RFC 9110 §12.4.2). */
static int weight_of(str parameter)
{
    parameter = str_trim(parameter);
    if (str_is_empty(parameter))
        return 1000;
    if (!str_equal_nocase(str_trim(str_cut(&parameter, '=')), STR("q")))
        return 0;
    parameter = str_trim(parameter);
    int weight = 0;
    int place = 1000;
    for (size_t i = 0; i < parameter.len && place > 0; i++) {
        char c = parameter.ptr[i];
        if (c == '.' && i == 1)
            continue;
        if (c < '0' || c > '9')
            return 0;
        weight += (c - '0') * place;
        place /= 10;
    }
    return weight > 1000 ? 1000 : weight;
}

static str known_language(str range)
{
    str primary = str_cut(&range, '-');
    if (str_equal_nocase(primary, STR("zh")))
        return STR("zh-CN");
    return str_equal_nocase(primary, STR("en")) ? STR("en") : STR_NULL;
}

str language_pick(str accept_language, str fallback)
{
    str best = str_is_null(fallback) ? STR("en") : fallback;
    int best_weight = 0;
    while (!str_is_null(accept_language)) {
        str parameters = str_cut(&accept_language, ',');
        str language = known_language(str_trim(str_cut(&parameters, ';')));
        int weight = weight_of(parameters);
        if (!str_is_null(language) && weight > best_weight) {
            best = language;
            best_weight = weight;
        }
    }
    return best;
}
