#include "http/problem.h"

#include "core/detail.h"

struct problem {
    str type;
    str title;
    int64_t status;
    str detail;
    str code;
    str request_id;
    str pointer;
};

static const struct field problem_fields[] = {
    FIELD(struct problem, type, .flags = FIELD_REQUIRED, .doc = "/problems/ and the code"),
    FIELD(struct problem, title, .flags = FIELD_REQUIRED,
          .doc = "What went wrong, in the language of Accept-Language"),
    FIELD(struct problem, status, .flags = FIELD_REQUIRED, .doc = "The HTTP status"),
    FIELD(struct problem, detail, .flags = FIELD_OMIT_ABSENT, .doc = "What exactly happened"),
    FIELD(struct problem, code, .flags = FIELD_REQUIRED, .doc = "The stable name of the problem"),
    FIELD(struct problem, request_id, .flags = FIELD_REQUIRED, .doc = "For the server's log"),
    FIELD(struct problem, pointer, .flags = FIELD_OMIT_ABSENT,
          .doc = "The field at fault: a JSON Pointer into the body, or ?name of a parameter"),
    FIELDS_END
};
const struct shape problem_shape =
    SHAPE("Problem", struct problem, problem_fields, .doc = "An error (RFC 9457)");

static str shown_detail(struct arena *arena, const struct failure *failure, int status,
                        bool is_chinese)
{
    bool is_hidden = status >= 500 && status != 507;
    return is_hidden ? STR_NULL : detail_for(arena, failure, is_chinese);
}

str problem_text(struct arena *arena, const struct failure *failure, str request_id, str language)
{
    const struct error_entry *entry = error_entry(failure->code);
    bool is_chinese = str_equal(language, STR("zh-CN"));
    struct problem problem = {
        .type = str_format(arena, "/problems/%.*s", STR_ARG(entry->code)),
        .title = is_chinese ? entry->zh : entry->en,
        .status = entry->status,
        .detail = shown_detail(arena, failure, entry->status, is_chinese),
        .code = entry->code,
        .request_id = request_id,
        .pointer = failure->pointer,
    };
    struct strbuf text = strbuf_new(arena, 64 * 1024);
    struct json_writer writer = json_writer(&text, 0);
    json_shape(&writer, &problem_shape, &problem);
    return strbuf_str(&text);
}
