export const groups = {
  groups: {
    new: '新增账单组', edit: '编辑账单组', name: '名称', nameHint: '通常是客户名称，会出现在账单上', description: '描述', currency: '账单币种', plan: '定价方案', noPlan: '不使用定价方案', planLater: '创建后可在“定价”页调整',
    newText: '把同一客户的账号放进一个账单组，按同一套价格出账。', createAndChoose: '创建并选择账号', updatedAt: '更新时间', subtitle: '每个账单组对应一个客户：包含哪些账号、按什么价格出账、账单开给谁。',
    currencyHint: 'ISO 4217 代码，如 USD、CNY', partial: '部分', partialText: '本账单组还包含其他付款账户的账号。您只能看到自己的部分，修改需由伙伴管理员进行。', viewBill: '查看账单', about: '基本信息', billTo: '账单接收方', billToName: '公司名称', billToTaxId: '税号', billToEmail: '收件邮箱', billToAddress: '地址',
    deleteTitle: '删除账单组“{name}”？', deleteText: '此操作不可恢复。', losesAccounts: '当前没有账号。 | {count} 个账号变为未分配，不再向客户收费。 | {count} 个账号变为未分配，不再向客户收费。', losesBill: '{period}的账单（{amount}）及其他月份的账单都会消失。', losesCharges: '附加费用一并删除：{names}。', deleteHead: '删除账单组', deleteHint: '组内账号变为未分配，账单和附加费用会消失。', delete: '删除该账单组',
    search: '搜索名称、方案或公司', figuresOf: '{period}的数据', noneFound: '没有找到账单组', noneFoundText: '没有与“{search}”匹配的账单组。', deleted: '已删除账单组“{name}”',
    emptyTitle: '还没有账单组', emptyText: '新增账单组，把账号分给客户，并设置折扣。',
  },
  groupTab: { details: '基本信息', accounts: '包含账号', pricing: '定价', charges: '附加费用' },
  assignment: {
    title: '包含账号', text: '费用按天归属：起始日起、到截止日（含）为止的费用计入本账单组。', add: '添加账号（名称或账号 ID）', inNone: '未分配', inGroup: '当前在“{name}”', noneLeft: '没有可添加的账号',
    saveFirst: '当前在“{name}”，保存后可移入', account: '账号', days: '归属日期', search: '搜索账号', more: '再显示 {count} 个', noneFound: '本账单组没有匹配的账号', since: '{from}起', fromTo: '{from}至{to}', startsOn: '起始日', lastDay: '截止日（含）', ongoing: '长期', endBeforeStart: '截止日不能早于起始日',
    emptyTitle: '还没有账号', emptyText: '在上方选择账号，加入本账单组。', noAccounts: '还没有任何账号。上传账单后，账单里的账号会自动出现。',
  },
  move: {
    title: '移入账号 {account}', text: '从该日起的费用归“{to}”，之前的费用仍归“{from}”。', day: '移入首日', dayHint: '选每月 1 日则整月移动，其他日期会拆分当月账单。', stay: '{name}，{from}起',
    effect: '对账单的影响', noEffect: '该日之后还没有数据，账单不变。', joined: '本账单组', submit: '确认移入', done: '{account} 已移入“{group}”',
  },
  charge: {
    new: '新增附加费用', edit: '编辑附加费用', name: '名称', description: '描述', kind: '类型', flat: '每月绝对费用（{currency}）', percentage: '每月相对费用', periods: '生效账期', since: '{from}起', fromTo: '{from}至{to}',
    inBillOf: '计入{period}账单', onlyOf: '仅 {names}', onlyAccounts: '仅 {count} 个账号', deleted: '已删除附加费用“{name}”',
    text: '在费用明细之外加收或抵扣：固定金额，或按用量的百分比。', emptyTitle: '没有附加费用', emptyText: '需要加收服务费或给客户抵扣时，在这里新增。', deleteTitle: '删除附加费用“{name}”？', deleteText: '未出账账单中的这笔费用会立即消失。',
    method: '计费方式', methodFlat: '固定金额', methodPercentage: '用量百分比', amount: '金额', percent: '百分比', percentHint: '以本账单组费用小计为基数', creditHint: '填写正数，账单上显示为负数', repeats: '频率', monthly: '每月', once: '仅一次',
    inPeriod: '计入账期', from: '起始账期', last: '最后账期（含）', noEnd: '长期', services: '只计这些服务', accounts: '只计这些账号', allServices: '全部服务', allAccounts: '全部账号', includeFlat: '基数包含固定金额的附加费用', dropNegation: '基数不含节省计划抵减行',
  },
  chargeProblem: { required: '此项必填', notAmount: '请输入不小于 0 的金额', notPercent: '请输入百分比，最多 6 位小数', endBeforeStart: '最后账期不能早于起始账期' },
}
