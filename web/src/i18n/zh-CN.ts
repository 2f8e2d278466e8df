export const messages = {
  common: {
    retry: '重试', loading: '正在加载', cancel: '取消', create: '创建', save: '保存', add: '新增', edit: '编辑', delete: '删除', remove: '移除',
    currency: '币种', state: '状态', createdAt: '创建时间', actions: '操作', total: '合计', download: '下载 CSV', all: '全部', none: '无', search: '搜索',
    asOf: '数据截至 {time}', back: '返回', saved: '已保存', yes: '是', no: '否', close: '关闭',
  },
  form: {
    required: '此项必填', optional: '选填', unsavedTitle: '有未保存的修改', unsavedText: '离开后，本页未保存的修改将丢失。', discard: '放弃修改', keepEditing: '继续编辑',
    unsaved: '有未保存的修改', reset: '撤销修改',
  },
  problem: {
    unexpected: '出现意外错误', network: '无法连接服务器', networkDetail: '请检查网络连接，稍后重试。', http: '请求失败（{status}）', requestId: '请求编号',
  },
  nav: { billing: '账单管理', monthOverMonth: '月度环比', groups: '账单组', data: '数据接入', people: '用户管理', partners: '伙伴管理' },
  shell: {
    skip: '跳到正文', navigation: '主导航', openNavigation: '打开导航', payer: '付款账户', allPayers: '全部付款账户', language: '切换语言', theme: '主题：{theme}',
    account: '{name} 的账户菜单', changePassword: '修改密码', signOut: '注销', actingAs: '您正在以伙伴“{name}”的身份操作，所有操作均会记入审计日志', stopActing: '退出该伙伴',
  },
  theme: { system: '跟随系统', light: '浅色', dark: '深色' },
  role: { superadmin: '平台管理员', partner_admin: '伙伴管理员', payer_admin: '付款账户管理员', finance: '财务', auditor: '审计', customer: '客户' },
  roleHint: {
    partner_admin: '管理本伙伴的全部付款账户、账单组与定价。', payer_admin: '只管理所选付款账户。', finance: '可查看全部数据，不能修改定价。',
    auditor: '可查看全部数据，不能修改任何内容。', customer: '只能看到自己账单组的应收费用，看不到成本与利润。',
  },
  userState: { active: '启用', disabled: '停用' },
  partnerState: { active: '正常', suspended: '已暂停' },
  notFound: { title: '没有可显示的页面', text: '页面不存在，或您没有查看权限。', home: '返回首页' },
  unreachable: { title: '服务器没有响应' },
  signIn: { title: '登录', tagline: '伙伴账单管理系统', username: '用户名', password: '密码', submit: '登录' },
  password: {
    title: '修改密码', text: '修改后，您在其他设备上的登录将失效。', firstTitle: '请先设置新密码', firstText: '当前为初始密码。设置新密码后才能继续使用。',
    current: '当前密码', next: '新密码', again: '再次输入新密码', hint: '至少 {count} 个字符', tooShort: '新密码至少需要 {count} 个字符', same: '新密码不能与当前密码相同',
    differs: '两次输入的新密码不一致', submit: '保存新密码', done: '密码已修改',
  },
  partners: {
    subtitle: '每个伙伴的数据彼此隔离。进入伙伴后的所有操作都会被审计。', new: '新增伙伴', name: '伙伴名称', slug: '标识', slugHint: '用于命令行等处，创建后不建议修改，如 acme-cloud',
    slugRule: '只能使用小写字母、数字和连字符', currencyHint: 'ISO 4217 代码，如 USD、CNY', actAs: '进入', created: '已创建伙伴“{name}”',
    emptyTitle: '还没有伙伴', emptyText: '创建第一个伙伴后，即可进入该伙伴上传账单、管理用户。',
  },
  people: {
    subtitle: '本伙伴下可以登录的人员及其角色。', new: '新增用户', username: '用户名', name: '姓名', email: '邮箱', role: '角色', password: '初始密码', passwordHint: '首次登录时须修改',
    lastSignIn: '最近登录', payers: '可管理的付款账户', groups: '可查看的账单组', choosePayers: '选择付款账户', chooseGroups: '选择账单组', disable: '停用', enable: '启用',
    created: '已创建用户“{name}”', emptyTitle: '还没有用户', emptyText: '为同事或客户创建登录账号。',
  },
  period: { label: '账期', previous: '上一个账期', next: '下一个账期' },
}
