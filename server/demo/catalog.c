#include "demo/catalog.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* An amount with up to ten places, written as it is read: AT(0, 0960000000) is 0.096. */
#define AT(whole, ten_places) (INT64_C(whole) * CUR_ONE + INT64_C(1##ten_places) * 100 - CUR_ONE)
#define UNITS(n) (INT64_C(n) * CUR_UNIT)

const struct demo_payer demo_payers[] = {
    { .external_id = STR("410287653901"),
      .name = STR("星海云主账户 Starsea Cloud"),
      .invoicing_entity = STR("Amazon Web Services, Inc."),
      .programme_percent = 12,
      .tax_percent = 6,
      .tax_type = STR("VAT"),
      .support_percent = 3,
      .support_code = STR("AWSSupportBusiness") },
    { .external_id = STR("529846173042"),
      .name = STR("星海分销 Starsea Distribution"),
      .invoicing_entity = STR("Amazon Web Services EMEA SARL"),
      .discount_percent = 7,
      .programme_percent = 4,
      .support_percent = 2,
      .support_code = STR("AWSDeveloperSupport") },
    { .external_id = STR("078215664310"),
      .name = STR("星海企业协议 Starsea Enterprise"),
      .invoicing_entity = STR("Amazon Web Services Japan G.K."),
      .discount = DISCOUNT_COLUMNS,
      .discount_percent = 9,
      .tax_percent = 10,
      .tax_type = STR("JCT"),
      .support_percent = 3,
      .support_code = STR("AWSSupportEnterprise") },
};
const size_t demo_payer_count = COUNT(demo_payers);

#define TOKYO .region = STR("ap-northeast-1"), .prefix = STR("APN1-")
#define SINGAPORE .region = STR("ap-southeast-1"), .prefix = STR("APS1-")
#define HONG_KONG .region = STR("ap-east-1"), .prefix = STR("APE1-")
#define OREGON .region = STR("us-west-2"), .prefix = STR("USW2-")
#define IRELAND .region = STR("eu-west-1"), .prefix = STR("EU-")
#define VIRGINIA .region = STR("us-east-1"), .prefix = STR("")

/* clang-format off */
const struct demo_account demo_accounts[] = {
    { STR("410287653901"), STR("星海云 共享服务 Starsea shared"), 0, UNASSIGNED, PROFILE_SHARED, TOKYO, 400, 4, 0, STR("platform"), STR("shared") },
    { STR("103948571260"), STR("云帆电商 生产 Yunfan prod"), 0, YUNFAN, PROFILE_WEB, TOKYO, 2600, 22, 0, STR("shop"), STR("prod") },
    { STR("103948571261"), STR("云帆电商 预发 Yunfan staging"), 0, YUNFAN, PROFILE_WEB, TOKYO, 500, 10, 0, STR("shop"), STR("staging") },
    { STR("103948571262"), STR("云帆电商 数据 Yunfan data"), 0, YUNFAN, PROFILE_DATA, TOKYO, 1300, 30, 0, STR("warehouse"), STR("prod") },
    { STR("103948571263"), STR("云帆电商 开发 Yunfan dev"), 0, YUNFAN, PROFILE_SMALL, TOKYO, 900, 5, 0, STR("shop"), STR("dev") },
    { STR("217736450918"), STR("极光游戏 亚洲服 Aurora Asia"), 0, AURORA, PROFILE_GAME, HONG_KONG, 3000, 18, 0, STR("skyforge"), STR("prod") },
    { STR("217736450919"), STR("极光游戏 欧洲服 Aurora Europe"), 0, AURORA, PROFILE_GAME, IRELAND, 1400, 26, 3, STR("skyforge"), STR("prod") },
    { STR("217736450920"), STR("极光游戏 测试 Aurora test"), 0, AURORA, PROFILE_SMALL, HONG_KONG, 1200, 0, 0, STR("skyforge"), STR("test") },
    { STR("330918274655"), STR("青松医疗 生产 Pinecare prod"), 0, PINECARE, PROFILE_WEB, SINGAPORE, 1100, 12, 0, STR("clinic"), STR("prod") },
    { STR("330918274656"), STR("青松医疗 影像 Pinecare imaging"), 0, PINECARE, PROFILE_DATA, SINGAPORE, 1500, 28, 0, STR("imaging"), STR("prod") },
    { STR("330918274657"), STR("青松医疗 开发 Pinecare dev"), 0, PINECARE, PROFILE_SMALL, SINGAPORE, 700, 0, 0, STR("clinic"), STR("dev") },
    { STR("448201937564"), STR("海石物流 调度 Seastone dispatch"), 0, SEASTONE, PROFILE_WEB, TOKYO, 900, 8, 0, STR("dispatch"), STR("prod") },
    { STR("448201937565"), STR("海石物流 追踪 Seastone tracking"), 0, SEASTONE, PROFILE_SMALL, TOKYO, 2200, 14, 0, STR("tracking"), STR("prod") },
    { STR("448201937566"), STR("海石物流 报表 Seastone reports"), 0, SEASTONE, PROFILE_DATA, TOKYO, 400, 6, 4, STR("reports"), STR("prod") },
    { STR("551907382614"), STR("晨曦教育 直播 Dawnlight live"), 0, DAWNLIGHT, PROFILE_WEB, SINGAPORE, 1500, 16, 0, STR("classroom"), STR("prod") },
    { STR("551907382615"), STR("晨曦教育 点播 Dawnlight video"), 0, DAWNLIGHT, PROFILE_GAME, SINGAPORE, 700, 12, 0, STR("library"), STR("prod") },
    { STR("551907382616"), STR("晨曦教育 试点 Dawnlight pilot"), 0, DAWNLIGHT, PROFILE_SMALL, SINGAPORE, 600, 40, 9, STR("pilot"), STR("dev") },
    { STR("668412093775"), STR("新客户 待分配 New customer"), 0, UNASSIGNED, PROFILE_SMALL, TOKYO, 800, 20, 11, STR(""), STR("") },

    { STR("529846173042"), STR("星海分销 共享服务 Distribution shared"), 1, UNASSIGNED, PROFILE_SHARED, VIRGINIA, 300, 4, 0, STR("platform"), STR("shared") },
    { STR("760934518201"), STR("明远金科 核心 Farsight core"), 1, FARSIGHT, PROFILE_WEB, VIRGINIA, 2100, 11, 0, STR("core"), STR("prod") },
    { STR("760934518202"), STR("明远金科 风控 Farsight risk"), 1, FARSIGHT, PROFILE_ML, VIRGINIA, 900, 25, 0, STR("risk"), STR("prod") },
    { STR("760934518203"), STR("明远金科 归档 Farsight archive"), 1, FARSIGHT, PROFILE_DATA, VIRGINIA, 600, 18, 0, STR("archive"), STR("prod") },
    { STR("760934518204"), STR("明远金科 测试 Farsight test"), 1, FARSIGHT, PROFILE_SMALL, VIRGINIA, 1000, 3, 0, STR("core"), STR("test") },
    { STR("871265049338"), STR("蓝湾传媒 分发 Bluebay delivery"), 1, BLUEBAY, PROFILE_GAME, OREGON, 1700, 15, 0, STR("delivery"), STR("prod") },
    { STR("871265049339"), STR("蓝湾传媒 转码 Bluebay encoding"), 1, BLUEBAY, PROFILE_ML, OREGON, 500, 9, 0, STR("encoding"), STR("prod") },
    { STR("871265049340"), STR("蓝湾传媒 网站 Bluebay site"), 1, BLUEBAY, PROFILE_WEB, OREGON, 400, 2, 0, STR("site"), STR("prod") },
    { STR("094417826355"), STR("拓野机器人 仿真 Frontier simulation"), 1, FRONTIER, PROFILE_ML, OREGON, 1300, 35, 0, STR("simulation"), STR("prod") },
    { STR("094417826356"), STR("拓野机器人 车队 Frontier fleet"), 1, FRONTIER, PROFILE_WEB, OREGON, 600, 28, 2, STR("fleet"), STR("prod") },
    { STR("094417826357"), STR("拓野机器人 实验 Frontier lab"), 1, FRONTIER, PROFILE_SMALL, OREGON, 1500, 10, 0, STR("lab"), STR("dev") },
    { STR("182650937741"), STR("禾木零售 门店 Hemu stores"), 1, HEMU, PROFILE_WEB, SINGAPORE, 1000, 9, 0, STR("stores"), STR("prod") },
    { STR("182650937742"), STR("禾木零售 会员 Hemu members"), 1, HEMU, PROFILE_WEB, SINGAPORE, 700, 13, 0, STR("members"), STR("prod") },
    { STR("182650937743"), STR("禾木零售 开发 Hemu dev"), 1, HEMU, PROFILE_SMALL, SINGAPORE, 500, 0, 0, STR("stores"), STR("dev") },
    { STR("293871460562"), STR("实习生沙箱 Sandbox"), 1, UNASSIGNED, PROFILE_SMALL, VIRGINIA, 300, 0, 0, STR("sandbox"), STR("dev") },

    { STR("078215664310"), STR("星海企业协议 共享服务 Enterprise shared"), 2, UNASSIGNED, PROFILE_SHARED, TOKYO, 500, 4, 0, STR("platform"), STR("shared") },
    { STR("304598127716"), STR("Kestrel Analytics prod"), 2, KESTREL, PROFILE_DATA, IRELAND, 2400, 17, 0, STR("lake"), STR("prod") },
    { STR("304598127717"), STR("Kestrel Analytics dev"), 2, KESTREL, PROFILE_SMALL, IRELAND, 1600, 6, 0, STR("lake"), STR("dev") },
    { STR("304598127718"), STR("Kestrel Analytics models"), 2, KESTREL, PROFILE_ML, IRELAND, 700, 32, 6, STR("models"), STR("prod") },
    { STR("415709238827"), STR("Northwind SaaS production"), 2, NORTHWIND, PROFILE_WEB, VIRGINIA, 3100, 14, 0, STR("app"), STR("prod") },
    { STR("415709238828"), STR("Northwind SaaS staging"), 2, NORTHWIND, PROFILE_WEB, VIRGINIA, 450, 4, 0, STR("app"), STR("staging") },
    { STR("415709238829"), STR("Northwind SaaS analytics"), 2, NORTHWIND, PROFILE_DATA, VIRGINIA, 800, 20, 0, STR("analytics"), STR("prod") },
    { STR("526810349938"), STR("微澜科技 生产 Ripple prod"), 2, RIPPLE, PROFILE_WEB, TOKYO, 800, 21, 0, STR("messaging"), STR("prod") },
    { STR("526810349939"), STR("微澜科技 推送 Ripple push"), 2, RIPPLE, PROFILE_SMALL, TOKYO, 3000, 19, 0, STR("push"), STR("prod") },
    { STR("526810349940"), STR("微澜科技 开发 Ripple dev"), 2, RIPPLE, PROFILE_SMALL, TOKYO, 700, 2, 0, STR("messaging"), STR("dev") },
};

/* Rates are those of us-east-1 at some time; other regions use them too. */
enum sku {
    M5_LARGE, M5_XLARGE, C6I_2XLARGE, T3_MEDIUM, P3_2XLARGE, C5_SPOT, EBS_GP3, NAT_HOURS, NAT_BYTES,
    ELB_HOURS, ELB_LCU, RDS_R5, RDS_STORAGE, CACHE_R6G, S3_STORAGE, S3_TIER1, S3_TIER2, TRANSFER_OUT,
    CLOUDFRONT, LAMBDA_REQUESTS, LAMBDA_SECONDS, DYNAMO_READ, CW_METRICS, SQS_REQUESTS, KMS_REQUESTS,
    EKS_HOURS, SAGEMAKER, REDSHIFT, BEDROCK_IN, BEDROCK_OUT, FIREWALL, COMPUTE_SAVINGS_PLAN,
    M6G_LARGE, C7G_XLARGE, M5A_LARGE, EBS_GP2, EBS_IO2, EBS_IO2_IOPS, EBS_GP3_IOPS, EBS_SNAPSHOT,
    S3_INFREQUENT, S3_GLACIER, S3_DEEP_ARCHIVE, S3_TIERING, TRANSFER_REGIONAL, TRANSFER_REGIONS,
    TRANSFER_IN, RDS_R6G_POSTGRES, RDS_AURORA, AURORA_IO, RDS_BACKUP,
};

#define RDS .service = STR("AmazonRDS"), .service_name = STR("Amazon Relational Database Service")
#define S3 .service = STR("AmazonS3"), .service_name = STR("Amazon Simple Storage Service")
#define TRANSFER .service = STR("AWSDataTransfer"), .service_name = STR("AWS Data Transfer")
#define EC2 .service = STR("AmazonEC2"), .service_name = STR("Amazon Elastic Compute Cloud")
const struct demo_sku demo_skus[] = {
    [M5_LARGE] = { EC2, STR("BoxUsage:m5.large"), STR("RunInstances"), STR("Hrs"), STR("m5.large"), AT(0, 0960000000), .has_resource = true },
    [M5_XLARGE] = { EC2, STR("BoxUsage:m5.xlarge"), STR("RunInstances"), STR("Hrs"), STR("m5.xlarge"), AT(0, 1920000000), .has_resource = true },
    [C6I_2XLARGE] = { EC2, STR("BoxUsage:c6i.2xlarge"), STR("RunInstances"), STR("Hrs"), STR("c6i.2xlarge"), AT(0, 3400000000), .has_resource = true },
    [T3_MEDIUM] = { EC2, STR("BoxUsage:t3.medium"), STR("RunInstances"), STR("Hrs"), STR("t3.medium"), AT(0, 0416000000), .has_resource = true },
    [P3_2XLARGE] = { EC2, STR("BoxUsage:p3.2xlarge"), STR("RunInstances"), STR("Hrs"), STR("p3.2xlarge"), AT(3, 0600000000), .has_resource = true },
    [C5_SPOT] = { EC2, STR("SpotUsage:c5.xlarge"), STR("RunInstances:SV001"), STR("Hrs"), STR(""), AT(0, 0683271000), .is_spot = true, .has_resource = true },
    [EBS_GP3] = { EC2, STR("EBS:VolumeUsage.gp3"), STR("CreateVolume-Gp3"), STR("GB-Mo"), STR(""), AT(0, 0800000000), .has_resource = true },
    [NAT_HOURS] = { EC2, STR("NatGateway-Hours"), STR("NatGateway"), STR("Hrs"), STR(""), AT(0, 0450000000), .has_resource = true },
    [NAT_BYTES] = { EC2, STR("NatGateway-Bytes"), STR("NatGateway"), STR("GB"), STR(""), AT(0, 0450000000), .has_resource = true },
    [ELB_HOURS] = { STR("AWSELB"), STR("Elastic Load Balancing"), STR("LoadBalancerUsage"), STR("LoadBalancing:Application"), STR("Hrs"), STR(""), AT(0, 0225000000), .has_resource = true },
    [ELB_LCU] = { STR("AWSELB"), STR("Elastic Load Balancing"), STR("LCUUsage"), STR("LoadBalancing:Application"), STR("LCU-Hrs"), STR(""), AT(0, 0080000000), .has_resource = true },
    [RDS_R5] = { STR("AmazonRDS"), STR("Amazon Relational Database Service"), STR("InstanceUsage:db.r5.large"), STR("CreateDBInstance:0002"), STR("Hrs"), STR("db.r5.large"), AT(0, 2500000000), .has_resource = true },
    [RDS_STORAGE] = { STR("AmazonRDS"), STR("Amazon Relational Database Service"), STR("RDS:GP2-Storage"), STR("CreateDBInstance:0002"), STR("GB-Mo"), STR(""), AT(0, 1150000000), .has_resource = true },
    [CACHE_R6G] = { STR("AmazonElastiCache"), STR("Amazon ElastiCache"), STR("NodeUsage:cache.r6g.large"), STR("CreateCacheCluster:0002"), STR("Hrs"), STR("cache.r6g.large"), AT(0, 2060000000), .has_resource = true },
    [S3_STORAGE] = { STR("AmazonS3"), STR("Amazon Simple Storage Service"), STR("TimedStorage-ByteHrs"), STR("StandardStorage"), STR("GB-Mo"), STR(""), AT(0, 0230000000), .has_resource = true },
    [S3_TIER1] = { STR("AmazonS3"), STR("Amazon Simple Storage Service"), STR("Requests-Tier1"), STR("PutObject"), STR("Requests"), STR(""), AT(0, 0000050000), .has_resource = true },
    [S3_TIER2] = { STR("AmazonS3"), STR("Amazon Simple Storage Service"), STR("Requests-Tier2"), STR("GetObject"), STR("Requests"), STR(""), AT(0, 0000004000), .free_amount = UNITS(20000), .has_resource = true },
    [TRANSFER_OUT] = { STR("AWSDataTransfer"), STR("AWS Data Transfer"), STR("DataTransfer-Out-Bytes"), STR("RunInstances"), STR("GB"), STR(""), AT(0, 0900000000), .free_amount = UNITS(100), .has_resource = true },
    [CLOUDFRONT] = { STR("AmazonCloudFront"), STR("Amazon CloudFront"), STR("AP-DataTransfer-Out-Bytes"), STR("GET"), STR("GB"), STR(""), AT(0, 1200000000), .is_global = true, .has_resource = true },
    [LAMBDA_REQUESTS] = { STR("AWSLambda"), STR("AWS Lambda"), STR("Request"), STR("Invoke"), STR("Requests"), STR(""), AT(0, 0000002000), .free_amount = UNITS(1000000), .has_resource = true },
    [LAMBDA_SECONDS] = { STR("AWSLambda"), STR("AWS Lambda"), STR("Lambda-GB-Second"), STR("Invoke"), STR("Lambda-GB-Second"), STR(""), AT(0, 0000166667), .free_amount = UNITS(400000), .has_resource = true },
    [DYNAMO_READ] = { STR("AmazonDynamoDB"), STR("Amazon DynamoDB"), STR("ReadRequestUnits"), STR("PayPerRequestThroughput"), STR("ReadRequestUnits"), STR(""), AT(0, 0000002500), .has_resource = true },
    [CW_METRICS] = { STR("AmazonCloudWatch"), STR("AmazonCloudWatch"), STR("CW:MetricMonitorUsage"), STR("MetricStorage:AWS/EC2"), STR("Metrics"), STR(""), AT(0, 3000000000), .free_amount = UNITS(10) },
    [SQS_REQUESTS] = { STR("AWSQueueService"), STR("Amazon Simple Queue Service"), STR("Requests-Tier1"), STR("SendMessage"), STR("Requests"), STR(""), AT(0, 0000004000), .free_amount = UNITS(1000000), .has_resource = true },
    [KMS_REQUESTS] = { STR("awskms"), STR("AWS Key Management Service"), STR("KMS-Requests"), STR("Decrypt"), STR("Requests"), STR(""), AT(0, 0000030000), .free_amount = UNITS(20000) },
    [EKS_HOURS] = { STR("AmazonEKS"), STR("Amazon Elastic Kubernetes Service"), STR("AmazonEKS-Hours:perCluster"), STR("CreateOperation"), STR("Hours"), STR(""), AT(0, 1000000000), .has_resource = true },
    [SAGEMAKER] = { STR("AmazonSageMaker"), STR("Amazon SageMaker"), STR("Train:ml.g4dn.xlarge"), STR("CreateTrainingJob"), STR("Hrs"), STR(""), AT(0, 7364000000), .has_resource = true },
    [REDSHIFT] = { STR("AmazonRedshift"), STR("Amazon Redshift"), STR("Node:ra3.xlplus"), STR("RunComputeNode:0001"), STR("Hrs"), STR("ra3.xlplus"), AT(1, 0860000000), .has_resource = true },
    [BEDROCK_IN] = { STR("AmazonBedrock"), STR("Amazon Bedrock"), STR("InputTokenCount"), STR("Inference"), STR("1K tokens"), STR(""), AT(0, 0030000000), .free_amount = 0 },
    [BEDROCK_OUT] = { STR("AmazonBedrock"), STR("Amazon Bedrock"), STR("OutputTokenCount"), STR("Inference"), STR("1K tokens"), STR(""), AT(0, 0150000000), .free_amount = 0 },
    [FIREWALL] = { STR("5ppvtq4x8oanuqxg1fqaz"), STR("Fortinet FortiGate Next-Generation Firewall"), STR("SoftwareUsage:c5.xlarge"), STR("RunInstances"), STR("Hrs"), STR(""), AT(1, 0900000000), .is_marketplace = true, .has_resource = true },
    [COMPUTE_SAVINGS_PLAN] = { STR("ComputeSavingsPlans"), STR("Savings Plans for AWS Compute usage"), STR("ComputeSP:1yr"), STR(""), STR("Hrs"), STR(""), 0, .is_global = true },
    [M6G_LARGE] = { EC2, STR("BoxUsage:m6g.large"), STR("RunInstances"), STR("Hrs"), STR("m6g.large"), AT(0, 0770000000), .has_resource = true },
    [C7G_XLARGE] = { EC2, STR("BoxUsage:c7g.xlarge"), STR("RunInstances"), STR("Hrs"), STR("c7g.xlarge"), AT(0, 1450000000), .has_resource = true },
    [M5A_LARGE] = { EC2, STR("BoxUsage:m5a.large"), STR("RunInstances"), STR("Hrs"), STR("m5a.large"), AT(0, 0860000000), .has_resource = true },
    [EBS_GP2] = { EC2, STR("EBS:VolumeUsage.gp2"), STR("CreateVolume-Gp2"), STR("GB-Mo"), STR(""), AT(0, 1000000000), .has_resource = true },
    [EBS_IO2] = { EC2, STR("EBS:VolumeUsage.io2"), STR("CreateVolume-P-IOPS"), STR("GB-Mo"), STR(""), AT(0, 1250000000), .has_resource = true },
    [EBS_IO2_IOPS] = { EC2, STR("EBS:VolumeP-IOPS.io2"), STR("CreateVolume-P-IOPS"), STR("IOPS-Mo"), STR(""), AT(0, 0650000000), .has_resource = true },
    [EBS_GP3_IOPS] = { EC2, STR("EBS:VolumeP-IOPS.gp3"), STR("CreateVolume-Gp3"), STR("IOPS-Mo"), STR(""), AT(0, 0050000000), .has_resource = true },
    [EBS_SNAPSHOT] = { EC2, STR("EBS:SnapshotUsage"), STR("CreateSnapshot"), STR("GB-Mo"), STR(""), AT(0, 0500000000), .has_resource = true },
    [S3_INFREQUENT] = { S3, STR("TimedStorage-SIA-ByteHrs"), STR("StandardIAStorage"), STR("GB-Mo"), STR(""), AT(0, 0125000000), .has_resource = true },
    [S3_GLACIER] = { S3, STR("TimedStorage-GIR-ByteHrs"), STR("GlacierInstantRetrievalStorage"), STR("GB-Mo"), STR(""), AT(0, 0040000000), .has_resource = true },
    [S3_DEEP_ARCHIVE] = { S3, STR("TimedStorage-GDA-ByteHrs"), STR("DeepArchiveStorage"), STR("GB-Mo"), STR(""), AT(0, 0009900000), .has_resource = true },
    [S3_TIERING] = { S3, STR("TimedStorage-INT-FA-ByteHrs"), STR("IntelligentTieringFAStorage"), STR("GB-Mo"), STR(""), AT(0, 0230000000), .has_resource = true },
    [TRANSFER_REGIONAL] = { TRANSFER, STR("DataTransfer-Regional-Bytes"), STR("InterZone-Out"), STR("GB"), STR(""), AT(0, 0100000000), .has_resource = true },
    [TRANSFER_REGIONS] = { TRANSFER, STR("USE1-AWS-Out-Bytes"), STR("InterRegion-Out"), STR("GB"), STR(""), AT(0, 0200000000), .has_resource = true },
    [TRANSFER_IN] = { TRANSFER, STR("DataTransfer-In-Bytes"), STR("RunInstances"), STR("GB"), STR(""), 0, .has_resource = true },
    [RDS_R6G_POSTGRES] = { RDS, STR("InstanceUsage:db.r6g.large"), STR("CreateDBInstance:0014"), STR("Hrs"), STR("db.r6g.large"), AT(0, 2250000000), .has_resource = true },
    [RDS_AURORA] = { RDS, STR("InstanceUsage:db.r6g.xlarge"), STR("CreateDBInstance:0016"), STR("Hrs"), STR("db.r6g.xlarge"), AT(0, 5190000000), .has_resource = true },
    [AURORA_IO] = { RDS, STR("Aurora:StorageIOUsage"), STR("CreateDBInstance:0016"), STR("IOs"), STR(""), AT(0, 0000002000), .has_resource = true },
    [RDS_BACKUP] = { RDS, STR("RDS:ChargedBackupUsage"), STR("CreateDBInstance:0014"), STR("GB-Mo"), STR(""), AT(0, 0950000000), .has_resource = true },
};

/* Instances are counted; everything else is a quantity a day at size 1000. */
static const struct demo_use web[] = {
    { M5_LARGE, UNITS(9) }, { T3_MEDIUM, UNITS(6) }, { EBS_GP3, UNITS(52) }, { NAT_HOURS, UNITS(48) },
    { NAT_BYTES, UNITS(160) }, { ELB_HOURS, UNITS(72) }, { ELB_LCU, UNITS(210) }, { RDS_R5, UNITS(4) },
    { RDS_STORAGE, UNITS(24) }, { CACHE_R6G, UNITS(2) }, { S3_STORAGE, UNITS(95) }, { S3_TIER1, UNITS(210000) },
    { S3_TIER2, UNITS(1900000) }, { TRANSFER_OUT, UNITS(260) }, { CLOUDFRONT, UNITS(140) },
    { M6G_LARGE, UNITS(4) }, { EBS_GP2, UNITS(18) }, { EBS_SNAPSHOT, UNITS(35) }, { RDS_R6G_POSTGRES, UNITS(2) },
    { RDS_BACKUP, UNITS(11) }, { S3_INFREQUENT, UNITS(60) }, { TRANSFER_REGIONAL, UNITS(310) }, { TRANSFER_IN, UNITS(420) },
    { LAMBDA_REQUESTS, UNITS(620000) }, { LAMBDA_SECONDS, UNITS(190000) }, { CW_METRICS, UNITS(9) },
    { SQS_REQUESTS, UNITS(310000) }, { KMS_REQUESTS, UNITS(42000) }, { EKS_HOURS, UNITS(24) },
};
static const struct demo_use game[] = {
    { C6I_2XLARGE, UNITS(7) }, { M5_XLARGE, UNITS(4) }, { C5_SPOT, UNITS(120) }, { EBS_GP3, UNITS(40) },
    { ELB_HOURS, UNITS(48) }, { CACHE_R6G, UNITS(4) }, { DYNAMO_READ, UNITS(31000000) }, { S3_STORAGE, UNITS(140) },
    { S3_TIER2, UNITS(5200000) }, { TRANSFER_OUT, UNITS(740) }, { CLOUDFRONT, UNITS(980) }, { CW_METRICS, UNITS(7) },
    { C7G_XLARGE, UNITS(5) }, { EBS_GP3_IOPS, UNITS(900) }, { RDS_AURORA, UNITS(2) }, { AURORA_IO, UNITS(9000000) },
    { TRANSFER_REGIONAL, UNITS(520) }, { TRANSFER_REGIONS, UNITS(180) }, { TRANSFER_IN, UNITS(150) },
    { EKS_HOURS, UNITS(48) },
};
static const struct demo_use data[] = {
    { M5_XLARGE, UNITS(6) }, { C5_SPOT, UNITS(260) }, { EBS_GP3, UNITS(110) }, { S3_STORAGE, UNITS(1150) },
    { S3_TIER1, UNITS(900000) }, { S3_TIER2, UNITS(7400000) }, { REDSHIFT, UNITS(3) }, { TRANSFER_OUT, UNITS(45) },
    { M6G_LARGE, UNITS(3) }, { EBS_SNAPSHOT, UNITS(60) }, { S3_INFREQUENT, UNITS(700) }, { S3_GLACIER, UNITS(1400) },
    { S3_DEEP_ARCHIVE, UNITS(5200) }, { S3_TIERING, UNITS(300) }, { TRANSFER_REGIONAL, UNITS(140) },
    { LAMBDA_REQUESTS, UNITS(1300000) }, { LAMBDA_SECONDS, UNITS(520000) }, { KMS_REQUESTS, UNITS(260000) },
};
static const struct demo_use ml[] = {
    { P3_2XLARGE, UNITS(1) }, { M5_XLARGE, UNITS(2) }, { SAGEMAKER, UNITS(30) }, { EBS_GP3, UNITS(70) },
    { S3_STORAGE, UNITS(620) }, { S3_TIER2, UNITS(2600000) }, { BEDROCK_IN, UNITS(9200) }, { BEDROCK_OUT, UNITS(2100) },
    { EBS_IO2, UNITS(30) }, { EBS_IO2_IOPS, UNITS(160) }, { M5A_LARGE, UNITS(3) }, { S3_TIERING, UNITS(240) },
    { TRANSFER_OUT, UNITS(22) }, { CW_METRICS, UNITS(3) },
};
static const struct demo_use small[] = {
    { T3_MEDIUM, UNITS(4) }, { EBS_GP3, UNITS(9) }, { S3_STORAGE, UNITS(14) }, { S3_TIER2, UNITS(9000) },
    { TRANSFER_OUT, UNITS(5) }, { LAMBDA_REQUESTS, UNITS(52000) }, { LAMBDA_SECONDS, UNITS(12000) },
    { EBS_GP2, UNITS(4) }, { EBS_SNAPSHOT, UNITS(3) },
    { CW_METRICS, UNITS(1) }, { SQS_REQUESTS, UNITS(41000) }, { KMS_REQUESTS, UNITS(900) },
};
static const struct demo_use shared[] = {
    { T3_MEDIUM, UNITS(5) }, { FIREWALL, UNITS(24) }, { NAT_HOURS, UNITS(24) }, { NAT_BYTES, UNITS(60) },
    { S3_STORAGE, UNITS(60) }, { KMS_REQUESTS, UNITS(12000) }, { CW_METRICS, UNITS(4) },
};

/* By account number above. Those of months below 0 end inside the demo. */
const struct demo_commitment demo_commitments[] = {
    { SAVINGS_PLAN, NO_UPFRONT, STR("5f0c1c3e-7a02-4f0e-9a71-000000000001"), 1, YUNFAN, 0, 0, AT(1, 4500000000), -2 },
    { SAVINGS_PLAN, NO_UPFRONT, STR("5f0c1c3e-7a02-4f0e-9a71-000000000002"), 1, YUNFAN, 0, 0, AT(1, 8000000000), 10 },
    { RESERVATION, PARTIAL_UPFRONT, STR("8a2f14d0-31c7-4b61-b1f5-000000000003"), 1, YUNFAN, RDS_R5, 8, 0, 2 },
    { SAVINGS_PLAN, PARTIAL_UPFRONT, STR("5f0c1c3e-7a02-4f0e-9a71-000000000004"), 5, AURORA, 0, 0, AT(3, 2000000000), 4 },
    { RESERVATION, NO_UPFRONT, STR("8a2f14d0-31c7-4b61-b1f5-000000000005"), 8, PINECARE, M5_LARGE, 6, 0, -6 },
    { RESERVATION, ALL_UPFRONT, STR("8a2f14d0-31c7-4b61-b1f5-000000000006"), 19, FARSIGHT, M5_LARGE, 12, 0, 1 },
    { SAVINGS_PLAN, PARTIAL_UPFRONT, STR("5f0c1c3e-7a02-4f0e-9a71-000000000007"), 23, BLUEBAY, 0, 0, AT(1, 6000000000), 7 },
    { RESERVATION, PARTIAL_UPFRONT, STR("8a2f14d0-31c7-4b61-b1f5-000000000008"), 29, HEMU, CACHE_R6G, 3, 0, 5 },
    { SAVINGS_PLAN, ALL_UPFRONT, STR("5f0c1c3e-7a02-4f0e-9a71-000000000009"), 37, NORTHWIND, 0, 0, AT(2, 1000000000), 3 },
    { RESERVATION, NO_UPFRONT, STR("8a2f14d0-31c7-4b61-b1f5-000000000010"), 34, KESTREL, REDSHIFT, 5, 0, 0 },
};
/* clang-format on */

const size_t demo_account_count = COUNT(demo_accounts);
const size_t demo_sku_count = COUNT(demo_skus);
const size_t demo_savings_plan_sku = COMPUTE_SAVINGS_PLAN;
const size_t demo_commitment_count = COUNT(demo_commitments);

struct profile_entry {
    const struct demo_use *uses;
    size_t count;
};

static const struct profile_entry profiles[PROFILE_COUNT] = {
    [PROFILE_WEB] = { web, COUNT(web) },       [PROFILE_GAME] = { game, COUNT(game) },
    [PROFILE_DATA] = { data, COUNT(data) },    [PROFILE_ML] = { ml, COUNT(ml) },
    [PROFILE_SMALL] = { small, COUNT(small) }, [PROFILE_SHARED] = { shared, COUNT(shared) },
};

const struct demo_use *demo_profile(enum profile profile, size_t *count)
{
    *count = profiles[profile].count;
    return profiles[profile].uses;
}
