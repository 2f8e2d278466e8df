export const audit = {
  audit: {
    subtitle: '谁在何时做了什么修改。每条记录与前一条相连，任何改动或删除都会被发现。', verify: '校验日志', verifyText: '重新计算每条记录的哈希，并与日志链比对。', intact: '完好：共 {count} 条记录，没有被改动或删除', broken: '第 {seq} 条记录不符：它被改动、移动或删除。请联系管理员。',
    at: '时间', actor: '操作人', action: '操作', subject: '对象', changed: '改动内容', changes: '改动', field: '字段', before: '改动前', after: '改动后', noChange: '没有字段改动。', entry: '记录', entityId: 'ID', system: '系统', andMore: '{fields}等（另有 {count} 项）', comma: '、', true: '是', false: '否',
    anyEntity: '全部对象', anyAction: '全部操作', anyActor: '全部人员', days: '日期', fromDay: '开始日期', toDay: '结束日期', clear: '清除筛选', emptyTitle: '没有记录', emptyText: '没有符合筛选条件的记录。', pages: '分页', newest: '最新', older: '更早',
  },
  auditEntity: { billing_group: '账单组', pricing_plan: '定价方案', custom_charge: '附加费用', account: '账号', payer: '付款账户', drop: '数据', job: '任务', user: '用户', session: '会话', api_key: 'API 密钥', partner: '伙伴' },
  auditAction: {
    billing_group: { create: '新增账单组', update: '修改账单组', assign: '分配账号', delete: '删除账单组' },
    pricing_plan: { create: '新增定价方案', update: '修改定价方案', delete: '删除定价方案' },
    custom_charge: { create: '新增附加费用', update: '修改附加费用', delete: '删除附加费用' },
    account: { update: '修改账号' },
    payer: { create: '新增付款账户', update: '修改付款账户', delete: '删除付款账户' },
    drop: { create: '接入数据' },
    job: { create: '上传文件', retry: '重试任务' },
    user: { create: '新增用户', update: '修改用户', delete: '删除用户', password_change: '修改自己的密码', password_reset: '重置密码' },
    session: { create: '登录', delete: '注销' },
    api_key: { create: '新增 API 密钥', delete: '吊销 API 密钥' },
    partner: { create: '新增伙伴', update: '修改伙伴' },
  },
  auditField: {
    id: 'ID', name: '名称', username: '用户名', email: '邮箱', role: '角色', state: '状态', language: '语言', description: '描述', currency: '币种', slug: '标识', provider: '云厂商', external_id: '账号 ID', payer_id: '付款账户', payer_name: '付款账户', payer_ids: '付款账户', billing_group_id: '账单组', billing_group_name: '账单组', billing_group_ids: '账单组',
    must_change_password: '须修改密码', created_at: '创建时间', last_sign_in_at: '最近登录', pricing_plan_id: '定价方案', pricing_plan_name: '定价方案', bill_to: '账单收件方', address: '地址', tax_id: '税号', accounts: '账号', basis: '计价基准', free_tier: '免费额度', pass_through: '按成本转收', rules: '规则', billing_groups: '账单组', scope: '范围', type: '类型', percent: '百分比', unit_price: '单价',
    service: '服务', usage_type: '使用类型', operation: '操作类型', billing_entity: '计费主体', from: '起', to: '止', assignments: '账号分配', account_id: '账号', account_name: '账号名称', starts_on: '起', ends_on: '止', kind: '类别', amount: '金额', include_flat: '包含固定费用', filters: '筛选', services: '服务', permissions: '权限', prefix: '前缀', expires_at: '到期时间', last_used_at: '最近使用',
    user_agent: '浏览器', source: '来源', filename: '文件名', period: '账期', version: '版本', rows: '行数', skipped_rows: '跳过行', charges: '费用条数', cost: '费用', source_cost: '各行之和', public_on_demand_cost: '公开按需价', reconciled: '已对平', files: '文件', size: '大小', by_charge_type: '按费用类型', seconds: '秒数', first_day: '首日', last_day: '末日',
  },
}
