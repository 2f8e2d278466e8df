#include "insights/sku_class.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* ---- words ---- */

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static str from(str text, size_t at)
{
    return (str){ text.ptr + at, text.len - at };
}

static bool has(str text, str part)
{
    for (size_t i = 0; i + part.len <= text.len; i++) {
        if (str_starts(from(text, i), part))
            return true;
    }
    return false;
}

/* "USW2-", "APN1-", "EU-": where the usage is billed; in CloudFront's, "AP-" or "US-". */
static bool is_place(str word)
{
    static const str areas[] = { STR("EU"), STR("US"), STR("AP"), STR("JP"), STR("IN"), STR("AU"),
                                 STR("SA"), STR("CA"), STR("ME"), STR("ZA"), STR("AF") };
    for (size_t i = 0; i < COUNT(areas); i++) {
        if (str_equal(word, areas[i]))
            return true;
    }
    size_t letters = 0;
    while (letters < word.len && is_upper(word.ptr[letters]))
        letters++;
    return letters >= 3 && letters <= 4 && letters + 1 == word.len && is_digit(word.ptr[letters]);
}

static str without_place(str usage_type)
{
    str rest = usage_type;
    str word = str_cut(&rest, '-');
    return !str_is_null(rest) && is_place(word) ? rest : usage_type;
}

/* ---- instances ---- */

/* Usage that is hours of an instance, and how what follows the colon begins. */
static const struct {
    str usage;
    str prefix;
} instance_usages[] = {
    { STR("BoxUsage"), STR("") },
    { STR("SpotUsage"), STR("") },
    { STR("DedicatedUsage"), STR("") },
    { STR("HostBoxUsage"), STR("") },
    { STR("HostUsage"), STR("") },
    { STR("ReservedHostUsage"), STR("") },
    { STR("HeavyUsage"), STR("") },
    { STR("UnusedBox"), STR("") },
    { STR("UnusedDed"), STR("") },
    { STR("UnusedReservation"), STR("") },
    { STR("InstanceUsage"), STR("db.") },
    { STR("InstanceUsageIOOptimized"), STR("db.") },
    { STR("Multi-AZUsage"), STR("db.") },
    { STR("Multi-AZUsageIOOptimized"), STR("db.") },
    { STR("Multi-AZClusterUsage"), STR("db.") },
    { STR("HeavyUsage"), STR("db.") },
    { STR("NodeUsage"), STR("cache.") },
    { STR("NodeUsage"), STR("db.") },
    { STR("NodeUsage"), STR("dax.") },
    { STR("HeavyUsage"), STR("cache.") },
    { STR("ESInstance"), STR("") },
    { STR("Node"), STR("") },
    { STR("Train"), STR("ml.") },
    { STR("Host"), STR("ml.") },
    { STR("Notebk"), STR("ml.") },
    { STR("Studio"), STR("ml.") },
    { STR("Process"), STR("ml.") },
    { STR("Tform"), STR("ml.") },
    { STR("InstanceUsage"), STR("mq.") },
};

/* "m5.large", or the absent string: letters, a generation, attributes, a size. */
static str type_at(str text, str prefix)
{
    if (!str_starts(text, prefix))
        return STR_NULL;
    str type = from(text, prefix.len);
    size_t i = 0;
    while (i < type.len && (is_lower(type.ptr[i]) || type.ptr[i] == '-'))
        i++;
    bool is_type = i > 0 && i < type.len && is_digit(type.ptr[i]);
    return is_type ? type : STR_NULL;
}

/* The instance type of a usage type; absent when it is not hours of an instance. */
static str instance_type(str usage_type)
{
    str type = without_place(usage_type);
    str usage = str_cut(&type, ':');
    if (str_is_null(type))
        return str_equal(usage, STR("BoxUsage")) ? STR("m1.small") : STR_NULL;
    for (size_t i = 0; i < COUNT(instance_usages); i++) {
        if (!str_equal(usage, instance_usages[i].usage))
            continue;
        str found = type_at(type, instance_usages[i].prefix);
        if (!str_is_null(found))
            return found;
    }
    return STR_NULL;
}

static str family_of(str type)
{
    str rest = type;
    return str_cut(&rest, '.');
}

/* Families whose names do not tell the processor. */
static const struct {
    str family;
    str processor;
} processors[] = {
    { STR("a1"), STR("graviton") },
    { STR("g5"), STR("amd") },
    { STR("g6"), STR("amd") },
    { STR("g6e"), STR("amd") },
    { STR("g6f"), STR("amd") },
    { STR("gr6"), STR("amd") },
    { STR("gr6f"), STR("amd") },
    { STR("p5"), STR("amd") },
    { STR("p5e"), STR("amd") },
    { STR("inf2"), STR("amd") },
    { STR("f2"), STR("amd") },
    { STR("mac2"), STR("other") },
    { STR("mac2-m1ultra"), STR("other") },
    { STR("mac2-m2"), STR("other") },
    { STR("mac2-m2pro"), STR("other") },
    { STR("mac-m4"), STR("other") },
    { STR("mac-m4pro"), STR("other") },
    { STR("p6e-gb200"), STR("other") },
    { STR("ra3"), STR("other") },
    { STR("dc1"), STR("other") },
    { STR("dc2"), STR("other") },
    { STR("ds1"), STR("other") },
    { STR("ds2"), STR("other") },
};

static str processor_of(const struct sku_name *name)
{
    str type = instance_type(name->usage_type);
    if (str_is_null(type))
        return STR("");
    str family = family_of(type);
    for (size_t i = 0; i < COUNT(processors); i++) {
        if (str_equal(family, processors[i].family))
            return processors[i].processor;
    }
    size_t i = 0;
    while (i < family.len && !is_digit(family.ptr[i]))
        i++;
    for (; i < family.len && family.ptr[i] != '-'; i++) {
        if (family.ptr[i] == 'g')
            return STR("graviton");
        if (family.ptr[i] == 'a')
            return STR("amd");
    }
    return STR("intel");
}

static str instance_family_of(const struct sku_name *name)
{
    str type = instance_type(name->usage_type);
    return str_is_null(type) ? STR("") : family_of(type);
}

/* ---- purchase options ---- */

static bool is_compute(const struct sku_name *name);

static str purchase_option_of(const struct sku_name *name)
{
    str type = name->line_item_type;
    if (str_starts(type, STR("SavingsPlan")))
        return STR("savings_plan");
    if (str_equal(type, STR("DiscountedUsage")) || str_equal(type, STR("RIFee")))
        return STR("reserved");
    if (!str_is_null(type) && !str_equal(type, STR("Usage")))
        return STR("");
    if (has(name->usage_type, STR("SpotUsage")))
        return STR("spot");
    bool is_bought = !str_is_null(instance_type(name->usage_type)) || is_compute(name);
    return is_bought ? STR("on_demand") : STR("");
}

/* ---- storage ---- */

/* What a usage type ends with, after "EBS:" or at the end of an S3 name; and with which operation,
 * where that matters. The first that fits. */
struct storage_rule {
    str part;
    str operation;
    str storage_class;
};

#define USAGE(part, operation, storage_class) { STR(part), STR(operation), STR(#storage_class) },
static const struct storage_rule ebs_rules[] = {
#include "insights/sku_ebs.def"
};

static const struct storage_rule s3_rules[] = {
#include "insights/sku_s3.def"
};

#undef USAGE

static str match_storage(const struct storage_rule *rules, str usage, str operation)
{
    for (;; rules++) {
        if (str_starts(usage, rules->part) && str_starts(operation, rules->operation))
            return rules->storage_class;
    }
}

static str ebs_usage(const struct sku_name *name)
{
    str rest = without_place(name->usage_type);
    return str_starts(rest, STR("EBS:")) ? from(rest, STR("EBS:").len) : STR_NULL;
}

static str transfer_type_of(const struct sku_name *name);

static str storage_class_of(const struct sku_name *name)
{
    str usage = ebs_usage(name);
    if (!str_is_null(usage))
        return match_storage(ebs_rules, usage, name->operation);
    bool is_kept = str_equal(name->service, STR("AmazonS3")) &&
                   str_is_empty(transfer_type_of(name)) && !str_is_empty(name->usage_type);
    return is_kept ? match_storage(s3_rules, without_place(name->usage_type), name->operation)
                   : STR("");
}

/* ---- transfer ---- */

static const struct {
    str part;
    str transfer_type;
} transfers[] = {
    { STR("CloudFront-In-Bytes"), STR("cloudfront_origin") },
    { STR("CloudFront-Out-Bytes"), STR("cloudfront_origin") },
    { STR("DataTransfer-Regional-Bytes"), STR("inter_az") },
    { STR("DataTransfer-xAZ-"), STR("inter_az") },
    { STR("-AWS-Out-ABytes"), STR("accelerated") },
    { STR("-AWS-In-ABytes"), STR("accelerated") },
    { STR("DataTransfer-Out-ABytes"), STR("accelerated") },
    { STR("DataTransfer-In-ABytes"), STR("accelerated") },
    { STR("AWS-Out-Bytes"), STR("inter_region") },
    { STR("AWS-In-Bytes"), STR("inter_region") },
    { STR("S3RTC-"), STR("inter_region") },
    { STR("DataTransfer-Out-OBytes"), STR("to_origin") },
    { STR("DataTransfer-Out-Bytes"), STR("internet_out") },
    { STR("DataTransfer-In-Bytes"), STR("internet_in") },
    { STR("DataXfer-Out"), STR("internet_out") },
    { STR("DataXfer-In"), STR("internet_in") },
    { STR("VpcPeering-"), STR("inter_az") },
};

static str transfer_type_of(const struct sku_name *name)
{
    if (str_equal(name->service, STR("AmazonCloudFront")) &&
        has(name->usage_type, STR("DataTransfer-Out-Bytes")))
        return STR("cloudfront");
    for (size_t i = 0; i < COUNT(transfers); i++) {
        if (has(name->usage_type, transfers[i].part))
            return transfers[i].transfer_type;
    }
    return STR("");
}

/* ---- databases ---- */

static const struct {
    str code;
    str engine;
} engines[] = {
    { STR("0002"), STR("mysql") },
    { STR("0003"), STR("oracle") },
    { STR("0004"), STR("oracle") },
    { STR("0005"), STR("oracle") },
    { STR("0006"), STR("oracle") },
    { STR("0018"), STR("mariadb") },
    { STR("0019"), STR("oracle") },
    { STR("0020"), STR("oracle") },
    { STR("0008"), STR("sqlserver") },
    { STR("0009"), STR("sqlserver") },
    { STR("0010"), STR("sqlserver") },
    { STR("0011"), STR("sqlserver") },
    { STR("0012"), STR("sqlserver") },
    { STR("0015"), STR("sqlserver") },
    { STR("0014"), STR("postgresql") },
    { STR("0016"), STR("aurora_mysql") },
    { STR("0021"), STR("aurora_postgresql") },
    { STR("0028"), STR("db2") },
    { STR("0029"), STR("db2") },
    { STR("0034"), STR("db2") },
    { STR("0035"), STR("db2") },
};

/* Services that are one engine. */
static const struct {
    str service;
    str engine;
} own_engines[] = {
    { STR("AmazonDynamoDB"), STR("dynamodb") }, { STR("AmazonRedshift"), STR("redshift") },
    { STR("AmazonDocDB"), STR("documentdb") },  { STR("AmazonNeptune"), STR("neptune") },
    { STR("AmazonMemoryDB"), STR("memorydb") }, { STR("AmazonTimestream"), STR("timestream") },
    { STR("AmazonDAX"), STR("dynamodb") },      { STR("AmazonKeyspaces"), STR("cassandra") },
    { STR("AmazonMCS"), STR("cassandra") },
};

/* Of ElastiCache. */
static const struct {
    str code;
    str engine;
} caches[] = {
    { STR("0001"), STR("memcached") },
    { STR("0002"), STR("redis") },
    { STR("0003"), STR("valkey") },
};

static str code_of(str operation)
{
    str rest = operation;
    str_cut(&rest, ':');
    return rest;
}

/* Discounts and taxes are of no usage. */
static str otherwise(const struct sku_name *name)
{
    return str_is_empty(name->usage_type) ? STR("") : STR("other");
}

static str rds_engine(const struct sku_name *name)
{
    str code = code_of(name->operation);
    for (size_t i = 0; i < COUNT(engines) && !str_is_null(code); i++) {
        if (str_starts(code, engines[i].code))
            return engines[i].engine;
    }
    return otherwise(name);
}

static str cache_engine(const struct sku_name *name)
{
    str code = code_of(name->operation);
    for (size_t i = 0; i < COUNT(caches) && !str_is_null(code); i++) {
        if (str_starts(code, caches[i].code))
            return caches[i].engine;
    }
    return otherwise(name);
}

static str database_engine_of(const struct sku_name *name)
{
    if (str_equal(name->service, STR("AmazonRDS")))
        return rds_engine(name);
    if (str_equal(name->service, STR("AmazonElastiCache")))
        return cache_engine(name);
    for (size_t i = 0; i < COUNT(own_engines); i++) {
        if (str_equal(name->service, own_engines[i].service))
            return own_engines[i].engine;
    }
    return STR("");
}

/* ---- categories ---- */

static const struct {
    str service;
    str category;
} services[] = {
#define SERVICE(code, category) { STR(code), STR(#category) },
#include "insights/sku_services.def"
#undef SERVICE
};

/* Usage of EC2 that is of the network. */
static const str network_usages[] = {
    STR("NatGateway"),  STR("LoadBalancer"), STR("LCUUsage"), STR("ElasticIP:"),
    STR("VpcEndpoint"), STR("PublicIPv4"),   STR("VPN-"),     STR("TransitGateway"),
};

static str category_of(const struct sku_name *name)
{
    if (!str_is_null(ebs_usage(name)))
        return STR("storage");
    bool is_network = str_equal(name->service, STR("AmazonEC2"));
    for (size_t i = 0; i < COUNT(network_usages) && is_network; i++) {
        if (has(name->usage_type, network_usages[i]))
            return STR("network");
    }
    if (!str_is_empty(transfer_type_of(name)))
        return STR("data_transfer");
    if (str_starts(name->service, STR("AWSSupport")) || has(name->service, STR("PremiumSupport")) ||
        has(name->service, STR("DeveloperSupport")))
        return STR("support");
    for (size_t i = 0; i < COUNT(services); i++) {
        if (str_equal(name->service, services[i].service))
            return services[i].category;
    }
    return STR("other");
}

static bool is_compute(const struct sku_name *name)
{
    return str_equal(category_of(name), STR("compute"));
}

str sku_class_key(const struct sku_name *name, enum dimension dimension)
{
    static str (*const keys[DIMENSION_COUNT])(const struct sku_name *) = {
        [BY_CATEGORY] = category_of,
        [BY_PROCESSOR] = processor_of,
        [BY_INSTANCE_FAMILY] = instance_family_of,
        [BY_PURCHASE_OPTION] = purchase_option_of,
        [BY_STORAGE_CLASS] = storage_class_of,
        [BY_TRANSFER_TYPE] = transfer_type_of,
        [BY_DATABASE_ENGINE] = database_engine_of,
    };
    return keys[dimension](name);
}

static const struct {
    str key;
    str label;
} labels[] = {
#define LABEL(key, label) { STR(#key), STR(label) },
#include "insights/sku_labels.def"
#undef LABEL
};

str sku_class_label(str key)
{
    for (size_t i = 0; i < COUNT(labels); i++) {
        if (str_equal(key, labels[i].key))
            return labels[i].label;
    }
    return key;
}
