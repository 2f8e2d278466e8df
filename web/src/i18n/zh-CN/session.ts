export const session = {
  signIn: { title: '登录', tagline: '伙伴账单管理系统', username: '用户名', password: '密码', submit: '登录', ended: '登录已失效，请重新登录后继续。' },
  password: {
    title: '修改密码', text: '修改后，您在其他设备上的登录将失效。', firstTitle: '请先设置新密码', firstText: '当前为初始密码。设置新密码后才能继续使用。',
    current: '当前密码', next: '新密码', again: '再次输入新密码', hint: '至少 {count} 个字符', tooShort: '新密码至少需要 {count} 个字符', same: '新密码不能与当前密码相同',
    differs: '两次输入的新密码不一致', submit: '保存新密码', done: '密码已修改',
  },
  profile: {
    title: '个人设置', subtitle: '仅影响您自己', account: '账户', role: '角色', partner: '所属伙伴', name: '姓名', email: '邮箱', preferences: '偏好设置', language: '语言', theme: '主题',
    rateInput: '折扣录入方式', rateInputHint: '编辑定价方案时的输入方式', shortcuts: '键盘快捷键', shortcutsHint: '不含 Ctrl 或 ⌘ 的单键',
  },
  rateInput: { ratio: '按折，9折 = 90', percent: '按优惠比例，10%' },
  shortcutKeys: { on: '启用', off: '停用' },
  sessions: { title: '登录会话', current: '当前会话', seen: '最近活动 {seen}，登录于 {since}', end: '退出登录', endOf: '退出登录：{device}', unknown: '未知设备' },
  apiKey: {
    title: 'API 密钥', new: '新建 API 密钥', name: '名称', nameHint: '说明用途，例如“每晚导出”', key: 'API 密钥', prefix: '密钥前缀', permissions: '权限', lastUsed: '最近使用', neverUsed: '从未使用',
    expires: '到期时间', expired: '已过期', lifetime: '有效期', onlyReading: '仅只读权限', everything: '全部权限', nothing: '清空', needsPermission: '请至少选择一项权限',
    created: '密钥“{name}”已创建。', shownOnce: '请立即复制，密钥仅显示这一次。', revoke: '吊销', revokeTitle: '吊销密钥“{name}”？', revokeText: '使用该密钥的程序将立即无法访问。',
    emptyTitle: '还没有 API 密钥', emptyText: '程序可以凭密钥以您的名义读取数据或执行您允许的操作。',
  },
  apiKeyLifetime: { days30: '30 天', days90: '90 天', year: '一年', never: '长期有效' },
}
