export const common = {
  common: {
    retry: '重试', backTo: '返回{place}', loading: '正在加载', cancel: '取消', create: '创建', save: '保存', edit: '编辑', delete: '删除', remove: '移除',
    currency: '币种', state: '状态', createdAt: '创建时间', actions: '操作', total: '合计', download: '下载 CSV',
    asOf: '数据截至 {time}', saved: '已保存', copy: '复制 {name}', copied: '已复制',
  },
  form: {
    required: '此项必填', optional: '选填', unsavedTitle: '有未保存的修改', unsavedText: '离开后，本页未保存的修改将丢失。', discard: '放弃修改', keepEditing: '继续编辑',
    unsaved: '有未保存的修改', reset: '撤销修改',
  },
  problem: {
    unexpected: '出现意外错误', network: '无法连接服务器', changedMeanwhile: '其他人刚刚保存了新的版本。您的修改仍保留在此；撤销修改后可查看新版本。', networkDetail: '请检查网络连接，稍后重试。', http: '请求失败（{status}）', requestId: '请求编号',
  },
  theme: { system: '跟随系统', light: '浅色', dark: '深色' },
  period: { label: '账期', previous: '上一个账期', next: '下一个账期', partial: '{days}/{of} 天', partialHint: '本月尚未结束，或数据尚未全部到达' },
  table: { columns: '列', defaultColumns: '恢复默认列', sortHint: '点击排序；按住 Shift 可按多列排序', open: '展开“{name}”的明细' },
  chart: { legend: '图例', toggle: '显示或隐藏', others: '其他', othersCount: '其他（{count} 项）', none: '（无）' },
  range: {
    label: '时间范围', compare: '对比', versus: '对比 {range}', pickStart: '请选择起始月份', pickEnd: '请选择结束月份', previousYear: '上一年', nextYear: '下一年',
    days7: '最近 7 天', days30: '最近 30 天', days90: '最近 90 天', thisMonth: '本月', lastMonth: '上月', months3: '最近 3 个月', months6: '最近 6 个月', months12: '最近 12 个月', yearToDate: '今年以来', lastYear: '去年全年',
  },
  rangeCompare: { off: '不对比', previous: '上一周期', year: '去年同期' },
  filter: { search: '搜索', searchIn: '搜索{name}', none: '没有找到', clear: '清除' },
  notFound: { title: '没有可显示的页面', text: '页面不存在，或您没有查看权限。', home: '返回首页' },
  unreachable: { title: '服务器没有响应' },
}
