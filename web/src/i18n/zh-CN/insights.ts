export const insights = {
  month: {
    subtitle: '与上一账期相比，哪些费用变化最大。', groupBy: '分组方式', measure: '指标', group: '账单组', allGroups: '全部账单组', change: '变化', changePercent: '变化率', isNew: '新增',
    caption: '月度环比（单位：{currency}）', customCharges: '附加费用', unnamed: '（无）', emptyTitle: '这两个账期都没有费用', emptyText: '换一个账期，或放宽筛选条件。',
  },
}
