export const partners = {
  partners: {
    subtitle: '每个伙伴的数据彼此隔离。进入伙伴后的所有操作都会被审计。', new: '新增伙伴', name: '伙伴名称', slug: '标识', slugHint: '用于命令行等处，创建后不建议修改，如 acme-cloud',
    slugRule: '只能使用小写字母、数字和连字符', currencyHint: 'ISO 4217 代码，如 USD、CNY', actAs: '进入', created: '已创建伙伴“{name}”',
    emptyTitle: '还没有伙伴', emptyText: '创建第一个伙伴后，即可进入该伙伴上传账单、管理用户。',
  },
}
