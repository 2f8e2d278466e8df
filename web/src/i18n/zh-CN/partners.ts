export const partners = {
  partners: {
    subtitle: '每个伙伴的数据彼此隔离。进入伙伴后的所有操作都会被审计。', new: '新增伙伴', edit: '编辑伙伴', name: '伙伴名称', slug: '标识', slugHint: '用于命令行等处，创建后不建议修改，如 acme-cloud', search: '搜索名称或标识', noneTitle: '没有符合条件的伙伴', showAll: '显示全部伙伴',
    slugRule: '只能使用小写字母、数字和连字符', currencyHint: 'ISO 4217 代码，如 USD、CNY', currencyFixed: '伙伴创建后不能修改', actAs: '进入', suspend: '暂停', resume: '恢复', suspendTitle: '暂停伙伴“{name}”？', suspendText: '恢复之前，该伙伴的用户无法登录，API 密钥也会停用；数据不会丢失。', created: '已创建伙伴“{name}”',
    emptyTitle: '还没有伙伴', emptyText: '创建第一个伙伴后，即可进入该伙伴上传账单、管理用户。', newestData: '最新数据', platformLog: '平台审计日志',
  },
  partnerCount: { users: '用户', payers: '付款账户', accounts: '账号', billing_groups: '账单组', drops: '数据批次' },
}
