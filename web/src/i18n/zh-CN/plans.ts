export const plans = {
  plan: {
    new: '新增定价方案', name: '方案名称', nameFor: '{name} 定价', basis: '计价基准', freeTier: '免费额度', freeTierHint: '开启后，免费额度内的用量对客户也免费', passThrough: '按成本转收',
    passThroughHint: '勾选的费用类型不打折，按成本原样计入应收。未勾选且不计价的费用由伙伴承担。', choiceHint: '多个账单组可以共用同一个方案', usedByOthers: '还有 {count} 个账单组使用本方案，修改会同时影响它们。', shared: '有 {count} 个账单组使用本方案，修改会同时影响它们。',
    copyForGroup: '复制一份，只给本账单组用', copyText: '“{name}”的副本，仅供本账单组使用，其他账单组不变。', open: '打开方案', use: '使用此方案', freeTierOn: '对客户也免费', freeTierOff: '向客户收费', passThroughNone: '无',
    saveAndUse: '保存并使用', saved: '定价已保存，账单立即按新价格计算', noneTitle: '未使用定价方案', noneText: '应收费用按公开按需价计算，不打折也不加价。',
  },
  basisHint: {
    public_on_demand: '按云厂商公开的按需价计价，预留实例与节省计划的优惠归伙伴', unblended: '按账单上的非混合成本计价', net_unblended: '按扣除优惠后的非混合成本计价', amortized: '把预付费用摊到每天后计价', net_amortized: '把预付费用摊到每天，并扣除优惠后计价',
  },
  ruleScope: { global: '全部费用', billing_entity: '计费主体', service: '服务', sku: '使用类型' },
  ruleType: { markup: '加价', discount: '折扣', fixed: '固定单价' },
  rule: {
    title: '规则', text: '每笔费用只适用最具体的一条规则：使用类型 > 服务 > 计费主体 > 全部费用。', none: '还没有规则，全部费用按原价计算。', add: '新增规则', number: '规则 {number}', scope: '适用范围', method: '计价方式', methodRate: '按比例',
    usageType: '使用类型', operation: '操作', billingEntity: '计费主体', chooseOrType: '选择或输入', ratio: '折扣比例', ratioHint: '9折填 90；高于 100 为加价', ratioPlaceholder: '如 90', percent: '折扣或加价', direction: '折扣还是加价', unitPrice: '单价',
    meansDiscount: '客户支付 {ratio}%，即 {zhe} 折（优惠 {percent}%）', meansRatio: '客户支付 {ratio}%（优惠 {percent}%）', meansMarkup: '客户支付 {ratio}%，即加价 {percent}%', from: '生效日', lastDay: '截止日（含）', always: '一直有效', noEnd: '长期',
    each: '每单位 {price}', unchanged: '原价', off: '{zhe} 折', offMuch: '优惠 {percent}%', onTop: '加价 {percent}%', fromTo: '{from}至{to}', since: '{from}起', until: '至{to}', colon: '：', comma: '、', ended: '已结束', upcoming: '未生效', search: '搜索规则', more: '再显示 {count} 条',
    input: '比例填写方式', inputRatio: '折扣比例（9折填90）', inputPercent: '优惠百分比',
  },
  ruleProblem: {
    overlap: '另一条规则在相同日期已为同一范围定价', required: '此项必填', notPercent: '请输入百分比，最多 6 位小数', notRatio: '请输入折扣比例，如 90 或 9折', discountOver100: '折扣不能超过 100%', notAmount: '请输入不小于 0 的单价', fixedNeedsSku: '固定单价只能用于使用类型', endBeforeStart: '截止日不能早于生效日',
  },
  plans: {
    subtitle: '有哪些价格、谁在用、差别在哪里。', view: '视图', emptyTitle: '还没有定价方案', emptyText: '没有方案时，客户按公开价结算。新增方案后分配给账单组即可。', newText: '账单组使用方案后，账单立即按新价格计算。',
    general: '全部费用', noGeneral: '原价', usedBy: '使用者', unused: '无', moreGroups: '等 {count} 个', search: '搜索方案或账单组', noneFound: '没有找到方案', noneFoundText: '没有名称含“{search}”的方案，也没有使用方案的同名账单组。', clearSearch: '清除搜索',
    duplicate: '复制', duplicateOf: '复制“{name}”', copyName: '{name}（副本）', sameAs: '价格与“{name}”相同', inUse: '有账单组正在使用，请先为它们更换方案。', deleteTitle: '删除定价方案“{name}”？', deleteText: '没有账单组使用该方案。方案及其规则将永久删除，历史保留在审计日志中。', deleted: '已删除定价方案“{name}”',
    searchTarget: '搜索适用范围', allPlans: '全部方案', choose: '要对比的方案', onlyDifferences: '只看差异', matrixNote: '从最具体到最宽泛。灰色表示该方案今天没有对应的规则，由更宽泛的规则决定。', asFor: '同“{target}”', noRule: '无规则，按原价', noRuleFits: '无适用规则，按原价', noTarget: '没有可显示的范围', noDifference: '这些方案的规则没有差异。',
    unusedTitle: '没有账单组使用本方案', unusedText: '在账单组的“定价”页选择本方案。', created: '创建', changed: '修改', noHistory: '没有变更记录', nothingChanged: '保存时没有改动',
  },
  plansView: { list: '列表', matrix: '规则对比' },
  planTab: { rules: '价格', groups: '使用者', history: '变更历史' },
  planChange: { name: '名称', basis: '计价基准', freeTier: '免费额度', passThrough: '按成本转收', ruleAdded: '新增规则', ruleRemoved: '删除规则', ruleChanged: '修改规则' },
  effect: { title: '对{period}账单的影响', none: '该月账单没有变化。', text: '受影响的账单如下。', unchanged: '另有 {count} 份账单不变。', marginPercent: '利润率', close: '关闭' },
}
