export const billing = {
  billing: {
    revenue: '总收入', expense: '总支出', profit: '总利润', accounts: '监控账户数', composition: '费用构成', compositionOf: '{period}各账单组的费用构成', compositionEmpty: '本账期还没有账单组产生费用。',
    others: '其他 {count} 个账单组', groups: '账单组', groupsIn: '账单组（单位：{currency}）', inCurrency: '单位：{currency}', groupsCount: '{count} 个账单组',
    plusUnassigned: '另有未分配 {amount}', marginIs: '利润率 {percent}', unassignedCount: '其中 {count} 个未分配', search: '搜索账单组',
    columnName: '名称', columnAccounts: '账号数量', columnCost: '消耗费用', columnProForma: '应收费用', columnMargin: '利润', columnMarginPercent: '利润率',
    unassigned: '未分配', unassignedNote: '未计入合计', noDataTitle: '还没有账单数据', noDataText: '上传云厂商的账单文件后，这里会显示各账单组的消耗、应收与利润。', noDataWait: '账单数据到达后，会显示在这里。', goUpload: '去上传账单',
    columnPrevious: '对比期应收', columnMarginChange: '利润变化', columnChange: '应收变化', totalOfAll: '全部 {count} 个账单组', found: '{count} / {all}',
    noGroupsTitle: '还没有账单组', noGroupsText: '新增账单组并选择账号后，即可看到应收费用与利润。',
  },
  bill: {
    title: '账单详情', subtitle: '{period} · {accounts} 个账号', partial: '部分', partialText: '当前只显示所选付款账户下的账号，附加费用未计入。', lines: '费用明细', byService: '按服务', byAccount: '按账号',
    order: '明细排列方式', service: '服务', account: '账号', kind: '费用类型', kindOrRule: '费用类型 / 计价规则', noLines: '本账期没有费用。', showMore: '显示其余 {count} 条',
    noParts: '此行各使用类型的金额舍入后均为 0。', noUsageType: '（无使用类型）', unnamed: '（无）', subtotal: '小计', total: '应收合计', linesCount: '{count} 条', search: '搜索服务或账号', noneFound: '没有与“{search}”匹配的费用。',
    print: '打印', printStatement: '打印账单', groupId: '账单组 ID', noPrevious: '上一账期没有账单',
  },
  compare: { label: '对比', none: '不对比', month: '对比上月', year: '对比去年同月' },
  priced: { passThrough: '按成本转收', none: '无规则，按基准价' },
  statement: {
    title: '账单', billTo: '账单接收方', period: '账期', days: '{from} 至 {to}', dataAsOf: '数据截至', amount: '金额', accountId: '账号 ID', taxId: '税号：{id}', draft: '本账单为草稿：账期尚未关账，金额可能变化。',
  },
}
