/* What is bought, by class: usage types and operations as reports and the provider's manuals name
 * them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef fail

#include <stdio.h>
#include <string.h>

#include "insights/sku_class.h"

struct bought {
    const char *service, *usage_type, *operation;
    const char *key;
};

static void check(enum dimension dimension, const struct bought *bought, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct sku_name name = { str_of(bought[i].service), str_of(bought[i].usage_type),
                                 str_of(bought[i].operation), STR_NULL };
        str key = sku_class_key(&name, dimension);
        if (str_equal(key, str_of(bought[i].key)))
            continue;
        print_error("%s %s %s: %.*s, not %s\n", bought[i].service, bought[i].usage_type,
                    bought[i].operation, STR_ARG(key), bought[i].key);
        assert_true(false);
    }
}
#define CHECK(dimension, rows) check(dimension, rows, sizeof(rows) / sizeof((rows)[0]))

static void categories(void **state)
{
    (void)state;
    static const struct bought rows[] = {
        { "AmazonEC2", "USW2-BoxUsage:m5.large", "RunInstances", "compute" },
        { "AmazonEC2", "EBSOptimized:m4.large", "Hourly", "compute" },
        { "AmazonEC2", "EBS:VolumeUsage.gp3", "CreateVolume-Gp3", "storage" },
        { "AmazonEC2", "APN1-EBS:SnapshotUsage", "CreateSnapshot", "storage" },
        { "AmazonEC2", "NatGateway-Bytes", "NatGateway", "network" },
        { "AmazonEC2", "EUC1-LoadBalancerUsage", "LoadBalancing", "network" },
        { "AmazonEC2", "ElasticIP:IdleAddress", "AssociateAddressVPC", "network" },
        { "AmazonEC2", "DataTransfer-Regional-Bytes", "InterZone-Out", "data_transfer" },
        { "AmazonS3", "TimedStorage-ByteHrs", "StandardStorage", "storage" },
        { "AmazonS3", "USE1-USW2-AWS-Out-Bytes", "UploadPart", "data_transfer" },
        { "AWSDataTransfer", "DataTransfer-Out-Bytes", "RunInstances", "data_transfer" },
        { "AmazonCloudFront", "AP-Requests-Tier2-HTTPS", "GET", "network" },
        { "AmazonCloudFront", "AP-DataTransfer-Out-Bytes", "GET", "data_transfer" },
        { "AmazonRDS", "InstanceUsage:db.r5.large", "CreateDBInstance:0002", "database" },
        { "AmazonRDS", "DataTransfer-In-Bytes", "", "data_transfer" },
        { "AWSELB", "LCUUsage", "LoadBalancing:Application", "network" },
        { "AmazonSageMaker", "Train:ml.g4dn.xlarge", "CreateTrainingJob", "machine_learning" },
        { "awskms", "us-east-1-KMS-Requests", "Decrypt", "security" },
        { "AmazonCloudWatch", "CW:MetricMonitorUsage", "MetricStorage:AWS/EC2", "management" },
        { "AWSSupportEnterprise", "Dollar", "", "support" },
        { "OCBPremiumSupport", "Dollar", "", "support" },
        { "ComputeSavingsPlans", "ComputeSP:1yrNoUpfront", "", "commitment" },
        { "5ppvtq4x8oanuqxg1fqaz", "SoftwareUsage:c5.xlarge", "RunInstances", "other" },
        { "", "", "", "other" },
    };
    CHECK(BY_CATEGORY, rows);
}

static void processors(void **state)
{
    (void)state;
    static const struct bought rows[] = {
        { "AmazonEC2", "BoxUsage", "RunInstances", "intel" }, /* m1.small */
        { "AmazonEC2", "BoxUsage:m5.large", "RunInstances", "intel" },
        { "AmazonEC2", "USW2-BoxUsage:m5a.large", "RunInstances", "amd" },
        { "AmazonEC2", "EU-BoxUsage:m6g.large", "RunInstances", "graviton" },
        { "AmazonEC2", "APN1-SpotUsage:c7gn.xlarge", "RunInstances:SV001", "graviton" },
        { "AmazonEC2", "BoxUsage:m6gd.metal", "RunInstances", "graviton" },
        { "AmazonEC2", "BoxUsage:t4g.nano", "RunInstances", "graviton" },
        { "AmazonEC2", "BoxUsage:a1.medium", "RunInstances", "graviton" },
        { "AmazonEC2", "BoxUsage:c6id.2xlarge", "RunInstances", "intel" },
        { "AmazonEC2", "BoxUsage:m7i-flex.large", "RunInstances", "intel" },
        { "AmazonEC2", "BoxUsage:hpc6a.48xlarge", "RunInstances", "amd" },
        { "AmazonEC2", "BoxUsage:g4dn.xlarge", "RunInstances", "intel" },
        { "AmazonEC2", "BoxUsage:g4ad.xlarge", "RunInstances", "amd" },
        { "AmazonEC2", "BoxUsage:g5.xlarge", "RunInstances", "amd" },
        { "AmazonEC2", "BoxUsage:g5g.xlarge", "RunInstances", "graviton" },
        { "AmazonEC2", "BoxUsage:u-6tb1.metal", "RunInstances", "intel" },
        { "AmazonEC2", "HostUsage:mac2", "RunInstances", "other" },
        { "AmazonEC2", "BoxUsage:x2gd.medium", "RunInstances", "graviton" },
        { "AmazonEC2", "BoxUsage:im4gn.large", "RunInstances", "graviton" },
        { "AmazonEC2", "EBSOptimized:m4.large", "Hourly", "" },
        { "AmazonEC2", "EBS:VolumeUsage.gp3", "CreateVolume-Gp3", "" },
        { "AmazonRDS", "InstanceUsage:db.r6g.large", "CreateDBInstance:0014", "graviton" },
        { "AmazonRDS", "USW2-Multi-AZUsage:db.m5.large", "CreateDBInstance:0002", "intel" },
        { "AmazonElastiCache", "NodeUsage:cache.r6g.large", "CreateCacheCluster:0002", "graviton" },
        { "AmazonES", "ESInstance:r6g.large.search", "ESDomain", "graviton" },
        { "AmazonRedshift", "Node:ra3.xlplus", "RunComputeNode:0001", "other" },
        { "AmazonSageMaker", "Host:ml.c5.xlarge", "RunInstance", "intel" },
        { "5ppvtq4x8oanuqxg1fqaz", "SoftwareUsage:c5.xlarge", "RunInstances", "" },
        { "AmazonS3", "TimedStorage-ByteHrs", "StandardStorage", "" },
    };
    CHECK(BY_PROCESSOR, rows);
}

static void families(void **state)
{
    (void)state;
    static const struct bought rows[] = {
        { "AmazonEC2", "BoxUsage", "RunInstances", "m1" },
        { "AmazonEC2", "APS1-BoxUsage:c6gd.2xlarge", "RunInstances", "c6gd" },
        { "AmazonEC2", "HeavyUsage:m5.large", "RunInstances", "m5" },
        { "AmazonRDS", "HeavyUsage:db.r5.large", "CreateDBInstance:0002", "r5" },
        { "AmazonElastiCache", "USE2-NodeUsage:cache.t3.micro", "CreateCacheCluster:0001", "t3" },
        { "AmazonEC2", "UnusedBox:r6i.large", "RunInstances", "r6i" },
        { "AWSLambda", "Lambda-GB-Second", "Invoke", "" },
    };
    CHECK(BY_INSTANCE_FAMILY, rows);
}

static void purchase_options(void **state)
{
    (void)state;
    static const struct bought usage[] = {
        { "AmazonEC2", "BoxUsage:m5.large", "RunInstances", "on_demand" },
        { "AmazonEC2", "USW2-SpotUsage:c5.xlarge", "RunInstances:SV001", "spot" },
        { "AmazonECS", "SpotUsage-Fargate-vCPU-Hours:perCPU", "FargateTask", "spot" },
        { "AWSLambda", "Lambda-GB-Second", "Invoke", "on_demand" },
        { "AmazonRDS", "InstanceUsage:db.r5.large", "CreateDBInstance:0002", "on_demand" },
        { "AmazonRDS", "RDS:GP2-Storage", "CreateDBInstance:0002", "" },
        { "AmazonS3", "TimedStorage-ByteHrs", "StandardStorage", "" },
    };
    CHECK(BY_PURCHASE_OPTION, usage);
    static const struct {
        const char *type, *key;
    } types[] = {
        { "Usage", "on_demand" },
        { "DiscountedUsage", "reserved" },
        { "RIFee", "reserved" },
        { "SavingsPlanCoveredUsage", "savings_plan" },
        { "SavingsPlanNegation", "savings_plan" },
        { "SavingsPlanRecurringFee", "savings_plan" },
        { "Tax", "" },
        { "Credit", "" },
    };
    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
        struct sku_name name = { STR("AmazonEC2"), STR("BoxUsage:m5.large"), STR("RunInstances"),
                                 str_of(types[i].type) };
        assert_true(str_equal(sku_class_key(&name, BY_PURCHASE_OPTION), str_of(types[i].key)));
    }
}

static void storage_classes_of_ebs(void **state)
{
    (void)state;
    static const struct bought rows[] = {
        { "AmazonEC2", "EBS:VolumeUsage", "CreateVolume", "magnetic" },
        { "AmazonEC2", "EBS:VolumeIOUsage", "CreateVolume", "magnetic_io" },
        { "AmazonEC2", "USW2-EBS:VolumeUsage.gp2", "CreateVolume-Gp2", "gp2" },
        { "AmazonEC2", "EU-EBS:VolumeUsage.gp3", "CreateVolume-Gp3", "gp3" },
        { "AmazonEC2", "EBS:VolumeP-IOPS.gp3", "CreateVolume-Gp3", "gp3_iops" },
        { "AmazonEC2", "EBS:VolumeP-Throughput.gp3", "CreateVolume-Gp3", "gp3_throughput" },
        { "AmazonEC2", "EBS:VolumeUsage.piops", "CreateVolume-P-IOPS", "io1" },
        { "AmazonEC2", "EBS:VolumeP-IOPS.piops", "CreateVolume-P-IOPS", "io1_iops" },
        { "AmazonEC2", "EBS:VolumeUsage.io2", "CreateVolume-P-IOPS", "io2" },
        { "AmazonEC2", "EBS:VolumeP-IOPS.io2.tier2", "CreateVolume-P-IOPS", "io2_iops" },
        { "AmazonEC2", "EBS:VolumeUsage.st1", "CreateVolume-St1", "st1" },
        { "AmazonEC2", "EBS:VolumeUsage.sc1", "CreateVolume-Sc1", "sc1" },
        { "AmazonEC2", "APN1-EBS:SnapshotUsage", "CreateSnapshot", "snapshots" },
        { "AmazonEC2", "EBS:directAPI.snapshot.Get", "GetSnapshotBlock", "direct_api" },
        { "AmazonEC2", "EBS:FastSnapshotRestore", "", "fast_snapshot_restore" },
        { "AmazonEC2", "BoxUsage:m5.large", "RunInstances", "" },
    };
    CHECK(BY_STORAGE_CLASS, rows);
}

static void storage_classes_of_s3(void **state)
{
    (void)state;
    static const struct bought rows[] = {
        { "AmazonS3", "TimedStorage-ByteHrs", "StandardStorage", "standard" },
        { "AmazonS3", "EUC1-TimedStorage-ByteHrs", "", "standard" },
        { "AmazonS3", "TimedStorage-SIA-ByteHrs", "StandardIAStorage", "standard_ia" },
        { "AmazonS3", "TimedStorage-SIA-SmObjects", "StandardIASizeOverhead", "standard_ia" },
        { "AmazonS3", "TimedStorage-ByteHrs", "StandardIAStorage", "standard_ia" },
        { "AmazonS3", "TimedStorage-ZIA-ByteHrs", "OneZoneIAStorage", "one_zone_ia" },
        { "AmazonS3", "TimedStorage-GlacierByteHrs", "GlacierStorage", "glacier" },
        { "AmazonS3", "TimedStorage-GlacierByteHrs", "", "glacier" },
        { "AmazonS3", "TimedStorage-ByteHrs", "GlacierS3ObjectOverhead", "glacier" },
        { "AmazonS3", "TimedStorage-ByteHrs", "RestoreObject", "glacier" },
        { "AmazonS3", "TimedStorage-GIR-ByteHrs", "GlacierInstantRetrievalStorage",
          "glacier_instant" },
        { "AmazonS3", "TimedStorage-GDA-ByteHrs", "DeepArchiveStorage", "deep_archive" },
        { "AmazonS3", "TimedStorage-GDA-Staging", "DeepArchiveStagingStorage", "deep_archive" },
        { "AmazonS3", "TimedStorage-RRS-ByteHrs", "ReducedRedundancyStorage",
          "reduced_redundancy" },
        { "AmazonS3", "TimedStorage-INT-FA-ByteHrs", "IntelligentTieringFAStorage",
          "intelligent_tiering" },
        { "AmazonS3", "TimedStorage-INT-IA-ByteHrs", "IntelligentTieringIAStorage",
          "intelligent_tiering_infrequent" },
        { "AmazonS3", "TimedStorage-INT-AIA-ByteHrs", "IntelligentTieringAIAStorage",
          "intelligent_tiering_instant" },
        { "AmazonS3", "TimedStorage-INT-AA-ByteHrs", "IntelligentTieringAAStorage",
          "intelligent_tiering_archive" },
        { "AmazonS3", "TimedStorage-INT-DAA-ByteHrs", "IntelligentTieringDAAStorage",
          "intelligent_tiering_deep_archive" },
        { "AmazonS3", "USW2-Requests-Tier1", "PutObject", "requests_standard" },
        { "AmazonS3", "Requests-Tier2", "GetObject", "requests_standard" },
        { "AmazonS3", "Requests-Tier3", "PutObject", "requests_glacier" },
        { "AmazonS3", "Requests-Tier4", "PutObjectSIA", "requests_standard_ia" },
        { "AmazonS3", "Requests-SIA-Tier1", "PutObject", "requests_standard_ia" },
        { "AmazonS3", "Requests-GDA-Tier1", "PutObject", "requests_deep_archive" },
        { "AmazonS3", "Requests-INT-Tier1", "PutObject", "requests_intelligent_tiering" },
        { "AmazonS3", "Retrieval-SIA", "GetObject", "retrieval_standard_ia" },
        { "AmazonS3", "Standard-Retrieval-Bytes", "RestoreObject", "retrieval_glacier" },
        { "AmazonS3", "Bulk-Retrieval-Bytes", "DeepArchiveRestoreObject",
          "retrieval_deep_archive" },
        { "AmazonS3", "EarlyDelete-ByteHrs", "", "early_delete" },
        { "AmazonS3", "Monitoring-Automation-INT", "", "monitoring" },
        { "AmazonS3", "TagStorage-TagHrs", "", "tags" },
        { "AmazonS3", "DataTransfer-Out-Bytes", "GetObject", "" },
        { "AmazonS3", "", "", "" },
        { "AmazonEFS", "TimedStorage-ByteHrs", "", "" },
    };
    CHECK(BY_STORAGE_CLASS, rows);
}

static void transfer_types(void **state)
{
    (void)state;
    static const struct bought rows[] = {
        { "AWSDataTransfer", "DataTransfer-Out-Bytes", "RunInstances", "internet_out" },
        { "AmazonEC2", "APN1-DataTransfer-Out-Bytes", "RunInstances", "internet_out" },
        { "AmazonEC2", "DataTransfer-In-Bytes", "RunInstances", "internet_in" },
        { "AmazonEC2", "DataTransfer-Regional-Bytes", "InterZone-In", "inter_az" },
        { "AmazonEC2", "DataTransfer-xAZ-Out-Bytes", "", "inter_az" },
        { "AmazonEC2", "USE1-USW2-AWS-Out-Bytes", "InterRegion", "inter_region" },
        { "AmazonS3", "USE1-AWS-In-Bytes", "PutObject", "inter_region" },
        { "AmazonS3", "S3RTC-Out-Bytes", "", "inter_region" },
        { "AmazonS3", "DataTransfer-Out-ABytes", "", "accelerated" },
        { "AmazonCloudFront", "AP-DataTransfer-Out-Bytes", "GET", "cloudfront" },
        { "AmazonCloudFront", "US-DataTransfer-Out-OBytes", "PUT", "to_origin" },
        { "AmazonS3", "USE1-CloudFront-Out-Bytes", "GetObject", "cloudfront_origin" },
        { "AmazonEC2", "NatGateway-Bytes", "NatGateway", "" },
        { "AmazonS3", "TimedStorage-ByteHrs", "StandardStorage", "" },
    };
    CHECK(BY_TRANSFER_TYPE, rows);
}

static void database_engines(void **state)
{
    (void)state;
    static const struct bought rows[] = {
        { "AmazonRDS", "InstanceUsage:db.r5.large", "CreateDBInstance:0002", "mysql" },
        { "AmazonRDS", "RDS:GP3-Storage", "CreateDBInstance:0014", "postgresql" },
        { "AmazonRDS", "Aurora:StorageIOUsage", "CreateDBInstance:0016", "aurora_mysql" },
        { "AmazonRDS", "InstanceUsage:db.r6g.large", "CreateDBInstance:0021", "aurora_postgresql" },
        { "AmazonRDS", "InstanceUsage:db.m5.large", "CreateDBInstance:0018", "mariadb" },
        { "AmazonRDS", "InstanceUsage:db.m5.large", "CreateDBInstance:0012", "sqlserver" },
        { "AmazonRDS", "InstanceUsage:db.m5.large", "CreateDBInstance:0020", "oracle" },
        { "AmazonRDS", "RDS:ChargedBackupUsage", "", "other" },
        { "AmazonRDS", "", "", "" },
        { "AmazonElastiCache", "NodeUsage:cache.r6g.large", "CreateCacheCluster:0002", "redis" },
        { "AmazonDynamoDB", "ReadRequestUnits", "PayPerRequestThroughput", "dynamodb" },
        { "AmazonRedshift", "Node:ra3.xlplus", "RunComputeNode:0001", "redshift" },
        { "AmazonEC2", "BoxUsage:m5.large", "RunInstances:0002", "" },
    };
    CHECK(BY_DATABASE_ENGINE, rows);
}

static void labels(void **state)
{
    (void)state;
    assert_true(str_equal(sku_class_label(STR("graviton")), STR("AWS Graviton")));
    assert_true(str_equal(sku_class_label(STR("gp3")), STR("gp3")));
    assert_true(str_equal(sku_class_label(STR("")), STR("")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(categories),
        cmocka_unit_test(processors),
        cmocka_unit_test(families),
        cmocka_unit_test(purchase_options),
        cmocka_unit_test(storage_classes_of_ebs),
        cmocka_unit_test(storage_classes_of_s3),
        cmocka_unit_test(transfer_types),
        cmocka_unit_test(database_engines),
        cmocka_unit_test(labels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
