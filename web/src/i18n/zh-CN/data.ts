export const data = {
  upload: {
    subtitle: '云厂商的账单文件；每次上传都会与原文件逐位对账。', title: '上传账单', drop: '把文件拖到这里，或点击选择', formats: 'CUR 账单：.csv、.csv.gz、.zip 或 .parquet', parts: '多个月份会依次排队；同一月份的多个部分请打包为一个 ZIP。',
    source: '来源', sourceHint: '同一来源、付款账户和账期的数据会被整体替换', sourceRule: '只能使用小写字母、数字，以及首字符之后的 _ . -', recent: '上传记录', showAll: '显示全部 {count} 条', storing: '正在对账入库', showLess: '收起', dismiss: '移除',
    sent: '已发送 {sent} / {total}', perSecond: '{amount}/秒', rows: '{count} 行', rowsPerSecond: '{count} 行/秒', left: '还需{time}', unchanged: '文件与当前版本相同，数据没有变化', nothingChanged: '原有数据没有任何改变。', seeResult: '查看对账结果',
  },
  uploadState: { waiting: '排队中', sending: '正在上传', reading: '正在读取账单', done: '已完成', failed: '未能完成' },
  uploadAdvice: {
    wrong_payer: '请选择文件所属的付款账户（或先登记它），然后重新上传。数据没有改变。', mixed_payers: '请拆分账单，使每个文件只含一个付款账户。数据没有改变。', mixed_periods: '请按月份分别上传。数据没有改变。',
    mixed_currencies: '请将每种货币作为单独的来源上传。数据没有改变。', file_format: '请上传 CSV、gzip、ZIP 或 Parquet 格式的 CUR 账单。数据没有改变。', file_truncated: '文件可能没有下载完整，请重新获取后上传。数据没有改变。', file_corrupt: '请从云厂商重新下载文件后上传。数据没有改变。',
    column_missing: '请导出包含该列的账单后重新上传。数据没有改变。', value_malformed: '请检查提示的行：文件可能被表格软件修改过，请上传原始文件。数据没有改变。', file_empty: '请确认账单导出完整后重新上传。数据没有改变。',
    parquet_unavailable: '请改用 CSV 导出，或请管理员安装 libduckdb。数据没有改变。', disk_full: '请管理员清理磁盘空间后重试。数据没有改变。', ingest_in_progress: '请等待该付款账户的另一个上传完成后重试。', body_too_large: '请拆分账单，或在服务器上使用 proforma ingest 导入。',
    upload_incomplete: '请检查网络连接后重试。', network_error: '请检查网络连接后重试。', file_repeated: 'ZIP 中有重复的文件，请删除一份后重新上传。数据没有改变。', unreconciled: '数据没有改变。请重试；若再次出现，请联系管理员。',
  },
  coverage: {
    title: '数据覆盖', text: '各付款账户已接入的月份。', gaps: '缺 {count} 个月', complete: '完整且已对平', open: '本月未结束：已有 {days}/{of} 天，截至{day}', short: '提前结束：截至{day}，{days}/{of} 天', unreconciled: '未对平，请勿据此出账', missing: '缺失，请上传', awaited: '本月尚无数据', none: '早于首个账单',
  },
  coverageKey: { complete: '完整且已对平', open: '本月未结束', short: '提前结束', missing: '缺失', unreconciled: '未对平' },
  drop: {
    title: '数据批次', list: '已接入的数据', subtitle: '来源 {source} · 第 {version} 版 · {time}', version: '版本', versionNumber: '第 {number} 版', versions: '版本', versionsText: '同一来源、付款账户和月份的新上传会替换旧版本；账单使用当前版本。', earlier: '历史版本', through: '数据截至', rows: '行数', skipped: '跳过行', charges: '费用条数', cost: '费用', costIn: '费用（{currency}）', reconciliation: '对账', receivedAt: '接入时间',
    allPeriods: '全部账期', reconciled: '已对平', unreconciled: '未对平', emptyTitle: '还没有接入数据', emptyText: '上传账单文件后，这里会列出每个账期的版本与对账结果。', noneInPeriod: '{period}没有数据', sourceCost: '文件各行之和', chargesCost: '入库费用之和', publicCost: '公开按需价',
    reconciledText: '两者逐位一致，单位 {currency}。', unreconciledText: '两者不一致，请勿据此出账，并联系管理员。', facts: '读取结果', rowsNote: '计入费用的行', skippedNote: '拆分成本行，不计入合计', chargesNote: '汇总后入库的条数', rounded: '舍入行', roundedNote: '小数超过 12 位的行',
    unknown: '未知类型', unknownNote: '保留为成本并标记', byChargeType: '按费用类型', lineItemType: '行项目类型', files: '源文件', fileName: '文件名', fileSize: '大小', fileRows: '行数', downloadFile: '下载',
  },
}
