export const shell = {
  nav: { billing: '账单管理', monthOverMonth: '月度环比', groups: '账单组', plans: '定价方案', data: '数据接入', people: '用户管理', partners: '伙伴管理' },
  shell: {
    skip: '跳到正文', navigation: '主导航', openNavigation: '打开导航', payer: '付款账户', allPayers: '全部付款账户', language: '切换语言', theme: '主题：{theme}',
    account: '{name} 的账户菜单', changePassword: '修改密码', signOut: '注销', actingAs: '您正在以伙伴“{name}”的身份操作，所有操作均会记入审计日志', stopActing: '退出该伙伴',
  },
}
