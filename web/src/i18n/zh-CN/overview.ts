export const overview = {
  overview: {
    compared: '与{period}相比', comparedDays: '与{period}前 {days} 天相比', wholeMonth: '{period}整月 {amount}', accountsBefore: '{period} {count} 个', firstDays: '{period}前 {days} 天', unnamed: '（无）', change: '变化',
    trend: '近 13 个月趋势', chart: '图表', table: '表格', view: '显示方式', attention: '待处理', look: '查看', attentionNone: '目前没有需要处理的事项。', movers: '变化最大', moversOf: '{measure}，{currency}', moversBy: '变化维度', moversNone: '与上一账期相比没有变化。',
    forecast: '月末预计', forecastMore: '查看预测', forecastNone: '数据还不足以预测。', forecastOver: '本月数据已完整，无需预测。', soFar: '目前 {amount}', interval: '80% 区间 {low} 至 {high}',
  },
  severity: { warning: '警告', critical: '严重' },
  attention: {
    unassigned_accounts: '{count} 个账号未分配到账单组，费用 {amount}', negative_margin: '{name} 亏损，利润 {amount}', no_plan: '{name} 没有定价方案，费用 {amount}',
    failed_job: '{name} 的数据读取失败 | {name} 的数据读取失败 {count} 次', stale_data: '{name} 的数据已落后 {count} 天', unreconciled_drop: '{name} 的数据核对不一致', unknown_types: '{name} 有 {count} 种本版本不认识的费用类型',
    no_current_data: '{name} 本月还没有数据，最近一次在 {count} 天前',
  },
  remedy: {
    unassigned_accounts: '分配到账单组', negative_margin: '查看账单', no_plan: '选择定价方案', failed_job: '查看失败原因', stale_data: '上传新数据', unreconciled_drop: '查看差异', unknown_types: '查看明细', no_current_data: '上传本月账单',
  },
}
