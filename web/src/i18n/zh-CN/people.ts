export const people = {
  people: {
    subtitle: '本伙伴下可以登录的人员及其角色。', new: '新增用户', username: '用户名', name: '姓名', email: '邮箱', role: '角色', password: '初始密码', passwordHint: '首次登录时须修改',
    lastSignIn: '最近登录', payers: '可管理的付款账户', groups: '可查看的账单组', choosePayers: '选择付款账户', chooseGroups: '选择账单组', disable: '停用', enable: '启用',
    created: '已创建用户“{name}”', emptyTitle: '还没有用户', emptyText: '为同事或客户创建登录账号。',
  },
  roleHint: {
    partner_admin: '管理本伙伴的全部付款账户、账单组与定价。', payer_admin: '只管理所选付款账户。', finance: '可查看全部数据，不能修改定价。',
    auditor: '可查看全部数据，不能修改任何内容。', customer: '只能看到自己账单组的应收费用，看不到成本与利润。',
  },
}
