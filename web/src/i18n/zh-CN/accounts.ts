export const accounts = {
  accounts: {
    one: '账号', subtitle: '有哪些账号、归谁、花费多少。', id: '账号 ID', email: '邮箱', group: '账单组', groupToday: '当前账单组', unassigned: '未分配', unassignedCount: '未分配（{count}）', since: '首次出现', costIn: '{period} 费用（{currency}）', trend: '13 个月趋势', trendOf: '{name} 近 13 个月的费用',
    search: '搜索名称、ID 或邮箱', anyGroup: '全部账单组', anyState: '全部状态', select: '选择 {name}', selectAll: '选择列出的全部账号', chosen: '已选择 {count} 个', emptyTitle: '还没有账号', emptyText: '账单中首次出现的账号会自动列在这里。', upload: '上传账单', noneTitle: '没有符合条件的账号', showAll: '显示全部账号',
    assign: '分配到账单组', assignTitle: '分配 {count} 个账号', chooseGroup: '选择账单组', firstDay: '起始日期', firstDayHint: '在此之前，账号保留在原账单组', from: '原属 {name}', moved: '已分配', assigned: '已分配 {count} 个账号',
    facts: '基本信息', history: '各时段所属账单组', fromTo: '{from} 至 {to}', fromOn: '{from} 起', now: '当前', neverAssigned: '该账号从未加入账单组。', services: '各服务费用', noCost: '这些月份没有费用。', explore: '在费用分析中查看', edit: '编辑账号', nameHint: '代替账单中的名称显示',
  },
  accountState: { active: '正常', suspended: '已暂停', closed: '已关闭' },
  payers: {
    subtitle: '向云厂商付款的账户，及其数据是否最新。', new: '新增付款账户', edit: '编辑付款账户', name: '名称', provider: '云厂商', externalId: '付款账户 ID', externalIdHint: 'AWS 为 12 位管理账号 ID，与账单文件中的付款账户一致', fixedHint: '云厂商的账号标识不能修改', awsId: 'AWS 账号 ID 是 12 位数字', created: '已新增付款账户“{name}”',
    emptyTitle: '还没有付款账户', emptyText: '先登记账单所属的付款账户（AWS 管理账号），再上传它的账单文件。', freshness: '数据时效', fresh: '最新', behind: '落后 {days} 天', noData: '尚无数据', deleteTitle: '删除“{name}”？', deleteText: '只有没有数据的付款账户才能删除。', deleted: '已删除付款账户“{name}”',
  },
}
