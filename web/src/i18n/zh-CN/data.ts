export const data = {
  payers: {
    new: '新增付款账户', name: '名称', provider: '云厂商', externalId: '账号 ID', externalIdHint: 'AWS 为 12 位管理账号 ID，与账单文件中的付款账户一致', awsId: 'AWS 账号 ID 是 12 位数字', created: '已新增付款账户“{name}”',
    emptyTitle: '还没有付款账户', emptyText: '先登记账单所属的付款账户（AWS 管理账号），再上传它的账单文件。',
  },
  upload: {
    subtitle: '上传云厂商的账单文件；每次上传都会与原文件逐位对账。', title: '上传账单', drop: '把文件拖到这里，或点击选择', formats: 'CUR 账单：.csv、.csv.gz、.zip 或 .parquet；多个部分请打包为一个 .zip', oneFile: '一次只能上传一个文件；多个部分请打包为一个 ZIP',
    source: '来源', sourceHint: '同一来源、付款账户和账期的数据会被整体替换', sent: '已发送 {sent} / {total}', unchanged: '文件与当前版本相同，数据没有变化', nothingChanged: '原有数据没有任何改变。', seeResult: '查看对账结果', another: '再上传一个文件',
  },
  uploadState: { idle: '等待上传', sending: '正在上传', reading: '正在读取账单', done: '已完成', failed: '未能完成' },
  drop: {
    title: '数据批次', list: '已接入的数据', subtitle: '来源 {source} · 第 {version} 版 · {time}', version: '版本', rows: '行数', skipped: '跳过行', charges: '费用条数', cost: '费用', reconciliation: '对账', receivedAt: '接入时间', showVersions: '显示历史版本',
    allPeriods: '全部账期', reconciled: '已对平', unreconciled: '未对平', emptyTitle: '还没有接入数据', emptyText: '上传账单文件后，这里会列出每个账期的版本与对账结果。', sourceCost: '文件各行之和', chargesCost: '入库费用之和', publicCost: '公开按需价',
    reconciledText: '两者逐位一致，单位 {currency}。', unreconciledText: '两者不一致，请勿据此出账，并联系管理员。', facts: '读取结果', rowsNote: '计入费用的行', skippedNote: '拆分成本行，不计入合计', chargesNote: '汇总后入库的条数', rounded: '舍入行', roundedNote: '小数超过 12 位的行',
    unknown: '未知类型', unknownNote: '保留为成本并标记', byChargeType: '按费用类型', lineItemType: '行项目类型', files: '源文件', fileName: '文件名', fileSize: '大小', fileRows: '行数',
  },
}
