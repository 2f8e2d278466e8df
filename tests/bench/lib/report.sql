-- A report as large partners get them, in the columns and types of CUR for Athena, for DuckDB: 200
-- accounts use 70 of 1,500 SKUs each, some more than others, on 30,000 resources that live the whole
-- month and some that appear in one row alone (one row in twenty). Rows come hour by hour, otherwise
-- in no order. Everything is decided by the number of the row, so that it is the same every time.
with skus as (
  select s as sku,
    case s % 60 when 0 then 'AmazonEC2' when 1 then 'AmazonS3' when 2 then 'AmazonRDS'
      when 3 then 'AWSDataTransfer' when 4 then 'AWSLambda' when 5 then 'AmazonECS'
      else 'AmazonService' || s % 60 end as service,
    ['us-east-1', 'us-west-2', 'eu-central-1', 'eu-west-1', 'ap-northeast-1', 'ap-southeast-1',
      'ap-southeast-2', 'sa-east-1'][1 + s // 60 % 8] as region,
    ['USE1', 'USW2', 'EUC1', 'EUW1', 'APN1', 'APS1', 'APS2', 'SAE1'][1 + s // 60 % 8] || '-' ||
      case s % 60 when 0 then 'BoxUsage:' || ['m5', 'm6g', 'c6i', 'r7g', 't3'][1 + s // 60 % 5] ||
          '.' || ['large', 'xlarge', '2xlarge', '4xlarge', '8xlarge'][1 + s // 300 % 5]
        when 1 then 'TimedStorage-ByteHrs' || s // 60 when 2 then 'InstanceUsage:db.r6g.' || s // 60
        when 3 then 'DataTransfer-Out-Bytes' || s // 60 else 'Requests-Tier' || s // 60
      end as usage_type,
    case s % 60 when 0 then 'RunInstances' when 2 then 'CreateDBInstance:0014'
      else 'Operation' || s % 7 end as operation,
    cast((1 + s * 37 % 997) / 1000.0 as decimal(18, 4)) as rate
  from range(1500) as t (s)
), drawn as (
  select i, i * :hours // :rows as hour,
    cast(floor(200 * pow(hash(i) % 1000003 / 1000003.0, 1.5)) as integer) as account,
    cast(floor(70 * pow(hash(i, 1) % 1000003 / 1000003.0, 1.5)) as integer) as pick,
    hash(i, 2) % 20 = 0 as is_short, hash(i, 3) as draw
  from range(:rows) as t (i)
), used as (
  select *, (account * 37 + pick * 53) % 1500 as sku,
    hash(account, pick) % 100 as habit, (draw % 4973 + 1) / 100.0 as quantity,
    md5(case when is_short then 'short' || i
      else account || ' ' || pick || ' ' || draw // 4973 % (1 + hash(pick, account) % 3) end) as resource
  from drawn
), priced as (
  select u.*, s.service, s.region, s.usage_type, s.operation, s.rate,
    case when habit < 82 then 'Usage' when habit < 92 then 'SavingsPlanCoveredUsage'
      else 'DiscountedUsage' end as type,
    cast(quantity as decimal(18, 4)) * s.rate as list,
    to_timestamp(epoch(timestamp ':period-01') + hour * 3600)::timestamp as starts
  from used u join skus s using (sku)
)
select
  lower(to_base64(unhex(sha256(i::varchar) || left(md5('id' || i), 14)))) as identity_line_item_id,
  strftime(starts, '%Y-%m-%dT%H:%M:%SZ/') ||
    strftime(starts + interval 1 hour, '%Y-%m-%dT%H:%M:%SZ') as identity_time_interval,
  null::varchar as bill_invoice_id,
  'Amazon Web Services, Inc.' as bill_invoicing_entity,
  'AWS' as bill_billing_entity,
  'Anniversary' as bill_bill_type,
  ':payer' as bill_payer_account_id,
  timestamp ':period-01' as bill_billing_period_start_date,
  timestamp ':period-01' + interval 1 month as bill_billing_period_end_date,
  lpad((70000000000 + account * 1000003)::varchar, 12, '0') as line_item_usage_account_id,
  type as line_item_line_item_type,
  starts as line_item_usage_start_date,
  starts + interval 1 hour as line_item_usage_end_date,
  service as line_item_product_code,
  usage_type as line_item_usage_type,
  operation as line_item_operation,
  region || 'a' as line_item_availability_zone,
  case service when 'AmazonEC2' then 'i-0' || left(resource, 16)
    else 'arn:aws:' || lower(service) || ':' || region || ':resource/' || left(resource, 20)
  end as line_item_resource_id,
  quantity::double as line_item_usage_amount,
  'USD' as line_item_currency_code,
  rate::varchar as line_item_unblended_rate,
  (case when type = 'DiscountedUsage' then 0 else list end)::double as line_item_unblended_cost,
  '$' || rate || ' per unit of ' || usage_type || ' in ' || region as line_item_line_item_description,
  'Amazon Web Services, Inc.' as line_item_legal_entity,
  service as product_product_name,
  region as product_region_code,
  service as product_servicecode,
  'USD' as pricing_currency,
  list::double as pricing_public_on_demand_cost,
  rate::varchar as pricing_public_on_demand_rate,
  'OnDemand' as pricing_term,
  case service when 'AmazonS3' then 'GB-Mo' else 'Hrs' end as pricing_unit,
  (case when type = 'DiscountedUsage' then list * 0.6 else 0 end)::double as reservation_effective_cost,
  case when type = 'DiscountedUsage' then 'arn:aws:ec2:' || region ||
    '::payer:reserved-instances/reservation-' || habit end as reservation_reservation_a_r_n,
  case when type = 'SavingsPlanCoveredUsage' then 'arn:aws:savingsplans:::payer:savingsplan/plan-' ||
    habit end as savings_plan_savings_plan_a_r_n,
  (case when type = 'SavingsPlanCoveredUsage' then list * 0.7 else 0 end)::double
    as savings_plan_savings_plan_effective_cost,
  'project-' || account % 40 as resource_tags_user_project,
  ['production', 'staging', 'test'][1 + (hash(resource) % 3)::integer] as resource_tags_user_environment
from priced
