export const plans = {
  plan: {
    new: '新增折扣规则', name: '规则名称', nameFor: '{name} 折扣', basis: '计价基准', freeTier: '免费额度', freeTierHint: '开启后，免费额度内的用量对客户也免费', passThrough: '按成本转收',
    passThroughHint: '勾选的费用类型不打折，按成本原样计入应收。未勾选且不计价的费用由伙伴承担。', choiceHint: '多个账单组可以共用同一套折扣规则', usedByOthers: '还有 {count} 个账单组使用这套规则，修改会同时影响它们。',
    saveAndUse: '保存并使用', saved: '折扣规则已保存，账单立即按新价格计算', noneTitle: '未使用折扣规则', noneText: '应收费用按公开按需价计算，不打折也不加价。',
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
    input: '比例填写方式', inputRatio: '折扣比例（9折填90）', inputPercent: '优惠百分比',
  },
  ruleProblem: {
    required: '此项必填', notPercent: '请输入百分比，最多 6 位小数', notRatio: '请输入折扣比例，如 90 或 9折', discountOver100: '折扣不能超过 100%', notAmount: '请输入不小于 0 的单价', fixedNeedsSku: '固定单价只能用于使用类型', endBeforeStart: '截止日不能早于生效日',
  },
}
