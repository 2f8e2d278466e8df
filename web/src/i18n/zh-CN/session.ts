export const session = {
  signIn: { title: '登录', tagline: '伙伴账单管理系统', username: '用户名', password: '密码', submit: '登录' },
  password: {
    title: '修改密码', text: '修改后，您在其他设备上的登录将失效。', firstTitle: '请先设置新密码', firstText: '当前为初始密码。设置新密码后才能继续使用。',
    current: '当前密码', next: '新密码', again: '再次输入新密码', hint: '至少 {count} 个字符', tooShort: '新密码至少需要 {count} 个字符', same: '新密码不能与当前密码相同',
    differs: '两次输入的新密码不一致', submit: '保存新密码', done: '密码已修改',
  },
  profile: { title: '个人设置' },
}
