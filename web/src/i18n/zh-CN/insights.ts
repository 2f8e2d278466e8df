export const insights = {
  insights: {
    title: '组织账单洞察', subtitle: '钱花在哪里、变化在哪里、走向如何。', explorer: '费用分析', pivot: '月度透视', forecast: '费用预测', controls: '查看条件', chart: '趋势', table: '明细', groupBy: '分组方式', measure: '指标',
    granularity: '粒度', monthly: '按月', daily: '按日', perDay: '日均', perDayHint: '金额除以各月已有数据的天数，使长短不同的月份可以公平比较', filters: '筛选', addFilter: '筛选条件', excluding: '排除', clearFilters: '清除筛选',
    range: '{from} – {to}', totalPerDay: '{measure}（日均）', against: '{range}为 {amount}', compared: '对比区间', others: '其他 {count} 项', caption: '按{grouping}（单位：{currency}）', chartOf: '按{grouping}，{range}',
    openRow: '查看{name}的构成', path: '已展开的层级', step: '{grouping}：{name}', all: '全部', back: '返回此层', unnamed: '（无）', noRegion: '（无区域）', customCharges: '附加费用', unassigned: '未分组', emptyTitle: '此范围内没有费用', emptyText: '换一个时间范围，或去掉某个筛选条件。',
  },
  month: {
    change: '变化', changePercent: '变化率', isNew: '新增', caption: '月度环比（单位：{currency}）', emptyTitle: '这两个账期都没有费用', emptyText: '换一个账期，或放宽筛选条件。',
    sameDays: '数据截至{day}，与{previous}前 {days} 天比较。', sameDaysHint: '云厂商按整月收取的费用（如税费、技术支持）按天数比例计入。', compareWhole: '与整月比较', uneven: '{current}的数据截至{day}，{previous}为整月。', ofDays: '{period}（{days} 天）', compareSameDays: '按相同天数比较', perDayOf: '分别除以 {previous} 天和 {current} 天', moreBehind: '另有 {count} 个{grouping}',
  },
  pivot: { caption: '按{grouping}的各月费用（单位：{currency}）', rise: '较上月上升', fall: '下降' },
  sheet: {
    billingSummary: '账单汇总', accounts: '账号费用', compute: '计算', storage: '存储', dataTransfer: '数据传输', databases: '数据库', invoiced: '账单金额', invoicedText: '云厂商当月开出的金额。', amortized: '摊销金额',
    amortizedText: '预付承诺分摊到其所属的时间。', byChargeType: '按费用类型', amortizedByAccount: '摊销金额（按账号）', byService: '按服务', byAccount: '按账号', largestAccounts: '费用最高的账号', byBillingGroup: '按账单组', byProcessor: '按处理器',
    byFamily: '按实例系列', byPurchaseOption: '按购买方式', reservations: '预留实例', savingsPlans: '节省计划', commitments: '承诺使用逐月明细', commitmentsText: '每项承诺的支出、已用部分与节省金额。', ebsByClass: 'EBS（按类别）', s3ByClass: 'S3（按类别）',
    gp2AndGp3: 'gp2 与 gp3', gp2AndGp3Text: '同等容量下 gp3 最多便宜五分之一。', storageByAccount: '存储费用（按账号）', byTransferType: '按传输类型', byRegion: '按区域', byEngine: '按引擎', byUsageType: '按使用类型',
  },
  panel: { chart: '图表', table: '表格', shape: '{title}的展示方式', explore: '在费用分析中打开', emptyTitle: '没有此类费用', emptyText: '此时间范围内没有费用，或被筛选条件排除。' },
  figures: { month: '{period}', before: '较{period}', forecast: '{period}月末预测', between: '{low} 至 {high}' },
  commitments: {
    utilization: '使用率', coverage: '覆盖率', unused: '未使用', used: '已使用', recurring: '本月账单（不含预付）', onDemand: '仍为按需', savings: '节省', inMonth: '{period}：{percent}', commitment: '承诺', type: '类型', reservation: '预留实例', savings_plan: '节省计划',
    caption: '预留实例与节省计划（单位：{currency}）', emptyTitle: '没有承诺使用', emptyText: '此时间范围内没有生效的预留实例或节省计划。',
  },
  forecast: {
    expected: '预测值与 {level}% 区间', chartOf: '{measure}：已知月份与预测值，含 {level}% 区间', amount: '预测值', low: '下限', high: '上限', monthEnd: '{period}预计', soFar: '{period}至今', table: '预测明细', caption: '预测（单位：{currency}）',
    method: '预测方法', toMonthEnd: '至月末', monthsAhead: '未来数月', interval: '区间含义', intervalText: '在 100 个类似的月份中，约有 {level} 个会落在上下限之间。', caveat: '预测只是延续数据中的趋势，不了解计划中的变更、新客户或新价格。',
    emptyTitle: '数据不足，无法预测', emptyText: '筛选范围内至少需要一个月的数据。',
  },
  forecastMethod: { run_rate_weekday: '按日产生的费用以最近三周各星期几的常见水平延续；税费、折扣和技术支持随之增长；一次性费用保持不变。', damped_trend: '延续各完整月份的日均趋势，越往后越平缓，使长短不同的月份可比。' },
  forecastMissing: { no_data: '本月还没有数据。', month_is_over: '最新的月份已经结束，无需再预测。', too_few_days: '已有天数太少，无法判断月末金额。', too_few_months: '至少需要四个完整的月份才能看出趋势。' },
  category: {
    compute: '计算', storage: '存储', database: '数据库', data_transfer: '数据传输', network: '网络', analytics: '分析', machine_learning: '机器学习', security: '安全', management: '管理与监控',
    integration: '应用集成', developer_tools: '开发工具', support: '技术支持', commitment: '预留与节省计划', other: '其他',
  },
  purchaseOption: { on_demand: '按需', reserved: '预留实例', savings_plan: '节省计划', spot: '竞价' },
  transferType: {
    internet_out: '出互联网', internet_in: '入互联网', inter_region: '跨区域', inter_az: '跨可用区', cloudfront: 'CloudFront', cloudfront_origin: 'CloudFront 与源站之间', to_origin: 'CloudFront 回源',
    accelerated: '传输加速', other: '其他',
  },
  storageClass: {
    snapshots: '快照', snapshots_archive: '快照归档', fast_snapshot_restore: '快速快照还原', magnetic: '磁介质', magnetic_io: '磁介质 I/O', gp3_throughput: 'gp3 吞吐量', standard: '标准', reduced_redundancy: '低冗余',
    requests_standard: '请求（标准）', requests_standard_ia: '请求（标准-不频繁访问）', retrieval_standard_ia: '取回（标准-不频繁访问）', early_delete: '提前删除', monitoring: '监控与自动化', batch_operations: '批量操作', tags: '对象标签',
    inventory: '清单', other: '其他',
  },
}
