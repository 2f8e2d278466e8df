export const shell = {
  nav: {
    overview: '控制台',
    billing: '账单管理',
    monthOverMonth: '月度环比',
    groups: '账单组',
    plans: '定价方案',
    accounts: '账号',
    payers: '付款账户',
    data: '数据接入',
    people: '用户管理',
    audit: '审计日志',
    partners: '伙伴管理',
  },
  navSection: { billing: '账单', insights: '洞察', organisation: '组织与数据', administration: '系统管理' },
  shell: {
    skip: '跳到正文', navigation: '主导航', openNavigation: '打开导航', payer: '付款账户', allPayers: '全部付款账户', language: '切换语言', theme: '主题：{theme}',
    account: '{name} 的账户菜单', changePassword: '修改密码', signOut: '注销', actingAs: '您正在以伙伴“{name}”的身份操作，所有操作均会记入审计日志', stopActing: '退出该伙伴',
  },
  palette: {
    title: '跳转与查找', open: '查找', placeholder: '页面、账单组、账单、账号、付款账户', pages: '页面', commands: '操作', groups: '账单组', bills: '账单', accounts: '账号', payers: '付款账户',
    searching: '正在查找', count: '{count} 个结果 | {count} 个结果',
  },
  shortcut: {
    title: '键盘快捷键', help: '显示本帮助', close: '关闭', nextRow: '表格下一行', previousRow: '表格上一行', openRow: '打开该行', expandRow: '展开明细',
    everywhere: '任何页面', tables: '表格', goTo: '跳转',
  },
}
