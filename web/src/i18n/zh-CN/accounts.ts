export const accounts = {
  payers: {
    new: '新增付款账户', edit: '编辑付款账户', name: '名称', provider: '云厂商', externalId: '账号 ID', externalIdHint: 'AWS 为 12 位管理账号 ID，与账单文件中的付款账户一致', fixedHint: '云厂商的账号标识不能修改', awsId: 'AWS 账号 ID 是 12 位数字', created: '已新增付款账户“{name}”',
    emptyTitle: '还没有付款账户', emptyText: '先登记账单所属的付款账户（AWS 管理账号），再上传它的账单文件。',
  },
}
