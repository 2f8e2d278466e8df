export const people = {
  people: {
    subtitle: '本伙伴下可以登录的人员及其角色。', new: '新增用户', edit: '编辑用户', username: '用户名', name: '姓名', email: '邮箱', role: '角色', scope: '范围', everything: '整个伙伴', comma: '、', password: '初始密码', passwordHint: '至少 10 个字符；首次登录时须修改',
    resetPassword: '新密码', resetHint: '会结束其所有会话，下次登录时须修改', stateHint: '停用会结束其会话并吊销 API 密钥', notYourself: '请由其他管理员为您修改', you: '本人', never: '从未', mustChange: '须修改密码',
    lastSignIn: '最近登录', payers: '可管理的付款账户', groups: '可查看的账单组', choosePayers: '选择付款账户', chooseGroups: '选择账单组', deleteTitle: '删除用户“{name}”？', deleteText: '其会话与 API 密钥会立即失效；审计日志保留其操作记录。', deleted: '已删除用户“{name}”',
    created: '已创建用户“{name}”', emptyTitle: '还没有用户', emptyText: '为同事或客户创建登录账号。', keysSubtitle: '您自己的密钥，供程序以您的部分权限调用 API。', keysActingTitle: '代理伙伴时不能使用 API 密钥', keysActingText: 'API 密钥属于伙伴自己的用户，请以该伙伴的用户登录后创建。',
  },
  roleHint: {
    partner_admin: '管理本伙伴的全部付款账户、账单组与定价。', payer_admin: '只管理所选付款账户。', finance: '可查看费用、定价与账单，不能做任何修改。',
    auditor: '可查看全部数据，不能修改任何内容。', customer: '只能看到自己账单组的应收费用，看不到成本与利润。',
  },
}
