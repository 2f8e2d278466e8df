export const words = {
  kind: {
    usage: '用量', tax: '税费', credit: '抵扣金', refund: '退款', discount: '折扣', commitment_fee: '预留实例与节省计划', other: '其他', support: '技术支持', marketplace: 'Marketplace', fee: '一次性费用', tier: '阶梯',
  },
  chargeKind: { fee: '费用', credit: '抵扣' },
  grouping: { service: '服务', account: '账号', billing_group: '账单组', usage_type: '使用类型' },
  measure: { cost: '消耗费用', pro_forma: '应收费用', margin: '利润' },
  provider: { aws: 'AWS', alibaba: '阿里云', anycost: 'AnyCost', focus: 'FOCUS' },
  role: { superadmin: '平台管理员', partner_admin: '伙伴管理员', payer_admin: '付款账户管理员', finance: '财务', auditor: '审计', customer: '客户' },
  billState: { open: '未出账', closed: '已关账', issued: '已出账', void: '已作废' },
  dropState: { current: '当前版本', superseded: '历史版本' },
  userState: { active: '启用', disabled: '停用' },
  partnerState: { active: '正常', suspended: '已暂停' },
  basis: { public_on_demand: '公开按需价', unblended: '非混合成本', net_unblended: '净非混合成本', amortized: '摊销成本', net_amortized: '净摊销成本' },
}
