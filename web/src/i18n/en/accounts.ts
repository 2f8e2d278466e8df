export const accounts = {
  payers: {
    new: 'New payer', edit: 'Edit payer', name: 'Name', provider: 'Provider', externalId: 'Account ID', externalIdHint: 'For AWS the 12-digit management account, as named in the bill', fixedHint: 'What the provider knows it by cannot be changed', awsId: 'An AWS account ID has 12 digits', created: 'Payer {name} created',
    emptyTitle: 'No payers yet', emptyText: 'Register the account that pays the bill (the AWS management account), then upload its file.',
  },
}
