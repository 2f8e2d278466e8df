#include "ingest/problem.h"

#include <errno.h>
#include <string.h>

struct problem_entry {
    enum error_code code;
    str en; /* what follows the place */
    str zh;
};

/* clang-format off */
static const struct problem_entry entries[PROBLEM_COUNT] = {
    [PROBLEM_NONE] = { ERR_internal, STR(""), STR("") },
    [PROBLEM_NOT_A_REPORT] = { ERR_file_format, STR("does not have the columns of a cost and usage report"), STR("没有成本和使用情况报告的列") },
    [PROBLEM_UNKNOWN_FORMAT] = { ERR_file_format, STR("is neither CSV nor Parquet, gzip or ZIP of them"), STR("不是 CSV 或 Parquet，也不是它们的 gzip 或 ZIP") },
    [PROBLEM_EMPTY] = { ERR_file_empty, STR("holds no rows"), STR("没有数据行") },
    [PROBLEM_GIVEN_TWICE] = { ERR_file_repeated, STR("is there twice"), STR("重复出现") },
    [PROBLEM_TRUNCATED] = { ERR_file_truncated, STR("ends too early"), STR("提前结束") },
    [PROBLEM_OPEN_QUOTE] = { ERR_file_truncated, STR("ends inside a quoted field"), STR("在带引号的字段中结束") },
    [PROBLEM_SHORT_LAST_ROW] = { ERR_file_truncated, STR("is the last one and has too few fields"), STR("是最后一行，但字段不足") },
    [PROBLEM_BAD_GZIP] = { ERR_file_corrupt, STR("has damaged compressed data"), STR("的压缩数据已损坏") },
    [PROBLEM_BAD_CHECKSUM] = { ERR_file_corrupt, STR("does not match its checksum"), STR("与其校验和不符") },
    [PROBLEM_TRAILING_BYTES] = { ERR_file_corrupt, STR("has foreign bytes after its compressed data"), STR("在压缩数据之后还有多余的字节") },
    [PROBLEM_BAD_ZIP] = { ERR_file_corrupt, STR("is not a sound ZIP archive"), STR("不是完好的 ZIP 文件") },
    [PROBLEM_ZIP_METHOD] = { ERR_file_format, STR("is compressed by a method that is not read here"), STR("使用了不支持的压缩方法") },
    [PROBLEM_ZIP_ENCRYPTED] = { ERR_file_format, STR("is encrypted"), STR("已加密") },
    [PROBLEM_ZIP_TOO_MANY] = { ERR_file_format, STR("holds too many files"), STR("包含过多的文件") },
    [PROBLEM_ZIP_EMPTY] = { ERR_file_empty, STR("holds no files"), STR("不包含任何文件") },
    [PROBLEM_INFLATES_TOO_FAR] = { ERR_file_format, STR("inflates to far more than a report of its size"), STR("解压后远大于同等大小的报告") },
    [PROBLEM_BAD_PARQUET] = { ERR_file_corrupt, STR("cannot be read as Parquet"), STR("不能作为 Parquet 读取") },
    [PROBLEM_FIELD_COUNT] = { ERR_file_corrupt, STR("does not have as many fields as the header"), STR("的字段数与表头不同") },
    [PROBLEM_ROW_TOO_LONG] = { ERR_file_corrupt, STR("is longer than a row can be"), STR("超出一行允许的长度") },
    [PROBLEM_MISPLACED_QUOTE] = { ERR_file_corrupt, STR("has a quotation mark where none can be"), STR("的引号位置不正确") },
    [PROBLEM_TOO_MANY_FIELDS] = { ERR_file_format, STR("has too many columns"), STR("的列过多") },
    [PROBLEM_COLUMN_MISSING] = { ERR_column_missing, STR("is missing"), STR("缺失") },
    [PROBLEM_COLUMN_TWICE] = { ERR_file_format, STR("is there twice"), STR("重复出现") },
    [PROBLEM_NOT_A_NUMBER] = { ERR_value_malformed, STR("is not a number"), STR("不是数字") },
    [PROBLEM_OUT_OF_RANGE] = { ERR_value_malformed, STR("is too large a number"), STR("数值过大") },
    [PROBLEM_SUM_OUT_OF_RANGE] = { ERR_value_malformed, STR("brings a sum to too large a number"), STR("使合计数值过大") },
    [PROBLEM_NOT_A_DATE] = { ERR_value_malformed, STR("is not a date"), STR("不是日期") },
    [PROBLEM_NOT_AN_ACCOUNT] = { ERR_value_malformed, STR("is not an account id"), STR("不是账户编号") },
    [PROBLEM_NOT_A_CURRENCY] = { ERR_value_malformed, STR("is not a currency"), STR("不是货币代码") },
    [PROBLEM_NO_VALUE] = { ERR_value_malformed, STR("is empty"), STR("为空") },
    [PROBLEM_NOT_TEXT] = { ERR_value_malformed, STR("is not UTF-8 text"), STR("不是 UTF-8 文本") },
    [PROBLEM_TOO_LONG] = { ERR_value_malformed, STR("is too long"), STR("过长") },
    [PROBLEM_NOT_A_MAP] = { ERR_value_malformed, STR("is not a map of texts"), STR("不是文本映射") },
    [PROBLEM_TOO_MANY_VALUES] = { ERR_value_malformed, STR("is one value too many for this column"), STR("使该列的不同取值过多") },
    [PROBLEM_WRONG_PAYER] = { ERR_wrong_payer, STR("is not the account of this payer"), STR("不是此付款账户") },
    [PROBLEM_MIXED_PAYERS] = { ERR_mixed_payers, STR("is another payer than in the rows before"), STR("与前面各行的付款账户不同") },
    [PROBLEM_WRONG_PERIOD] = { ERR_wrong_period, STR("is not of the period asked for"), STR("不属于所要求的账期") },
    [PROBLEM_MIXED_PERIODS] = { ERR_mixed_periods, STR("is another billing period than in the rows before"), STR("与前面各行的账期不同") },
    [PROBLEM_MIXED_CURRENCIES] = { ERR_mixed_currencies, STR("is another currency than in the rows before"), STR("与前面各行的货币不同") },
};
/* clang-format on */

#define PLACE_MAX 2000
#define VALUE_SHOWN 100

/* The value as a person should see it: short, on one line, whole characters. */
static str shown(struct arena *arena, str value)
{
    struct strbuf out = strbuf_new(arena, VALUE_SHOWN + 8);
    size_t len = value.len < VALUE_SHOWN ? value.len : VALUE_SHOWN;
    while (len < value.len && len > 0 && ((unsigned char)value.ptr[len] & 0xc0) == 0x80)
        len--;
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)value.ptr[i] >= 0x20 && value.ptr[i] != 0x7f)
            strbuf_add_char(&out, value.ptr[i]);
    if (len < value.len)
        strbuf_add(&out, STR("…"));
    return strbuf_str(&out);
}

static void add_quoted(struct strbuf *out, const char *open, str text, const char *close)
{
    strbuf_add_format(out, "%s%.*s%s", open, STR_ARG(text), close);
}

static str say_en(struct arena *arena, const struct problem_entry *entry, struct place place)
{
    struct strbuf out = strbuf_new(arena, PLACE_MAX);
    add_quoted(&out, "\"", place.file, "\"");
    if (place.row > 0)
        strbuf_add_format(&out, ", row %lld", (long long)place.row);
    if (place.line > 0)
        strbuf_add_format(&out, " (line %lld)", (long long)place.line);
    if (!str_is_null(place.column))
        add_quoted(&out, ", column ", place.column, "");
    if (!str_is_null(place.value))
        add_quoted(&out, ": \"", place.value, "\"");
    add_quoted(&out, " ", entry->en, "");
    return strbuf_str(&out);
}

static str say_zh(struct arena *arena, const struct problem_entry *entry, struct place place)
{
    struct strbuf out = strbuf_new(arena, PLACE_MAX);
    add_quoted(&out, "“", place.file, "”");
    if (place.row > 0)
        strbuf_add_format(&out, "第 %lld 条数据", (long long)place.row);
    if (place.line > 0)
        strbuf_add_format(&out, "（第 %lld 行）", (long long)place.line);
    if (!str_is_null(place.column))
        add_quoted(&out, "，列 ", place.column, str_is_null(place.value) ? " " : "");
    if (!str_is_null(place.value))
        add_quoted(&out, "：“", place.value, "”");
    strbuf_add(&out, entry->zh);
    return strbuf_str(&out);
}

bool fail_place(struct cx *cx, enum problem problem, struct place place)
{
    const struct problem_entry *entry = &entries[problem];
    bool is_first = cx->failure.code == ERR_none;
    place.file = shown(cx->arena, place.file);
    if (!str_is_null(place.column))
        place.column = shown(cx->arena, place.column);
    if (!str_is_null(place.value))
        place.value = shown(cx->arena, place.value);
    fail(cx, entry->code, "%s", say_en(cx->arena, entry, place).ptr);
    if (is_first)
        cx->failure.detail_zh = say_zh(cx->arena, entry, place);
    return false;
}

bool fail_file(struct cx *cx, enum problem problem, str file)
{
    return fail_place(cx, problem, (struct place){ .file = file });
}

bool fail_column(struct cx *cx, enum problem problem, str file, str column)
{
    return fail_place(cx, problem, (struct place){ .file = file, .column = column });
}

bool fail_errno(struct cx *cx, enum error_code otherwise, const char *did, str subject)
{
    int error = errno;
    bool is_full = error == ENOSPC || error == EDQUOT;
    enum error_code code = is_full ? ERR_disk_full : otherwise;
    if (str_is_null(subject))
        return fail(cx, code, "could not %s: %s", did, strerrordesc_np(error));
    return fail(cx, code, "could not %s \"%.*s\": %s", did, STR_ARG(subject),
                strerrordesc_np(error));
}
