export const audit = {
  audit: {
    subtitle: 'Who changed what, and when. Entries are chained: none can be changed or removed unnoticed.', verify: 'Verify the log', verifyText: 'Computes every entry\'s hash again and compares it with the chain.', intact: 'Intact: {count} entries, none changed or removed', broken: 'Broken at entry #{seq}: it was changed, moved or removed. Tell your administrator.',
    at: 'When', actor: 'Who', action: 'Action', subject: 'What', changed: 'Changed', changes: 'Changes', field: 'Field', before: 'Before', after: 'After', noChange: 'No fields were changed.', entry: 'Entry', entityId: 'ID', system: 'System', andMore: '{fields} and {count} more', comma: ', ', true: 'yes', false: 'no',
    anyEntity: 'Everything', anyAction: 'Any action', anyActor: 'Anyone', days: 'Days', fromDay: 'From', toDay: 'To', clear: 'Clear filters', emptyTitle: 'No entries', emptyText: 'Nothing fits these filters.', pages: 'Pages', newest: 'Newest', older: 'Older',
  },
  auditEntity: { billing_group: 'Billing group', pricing_plan: 'Pricing plan', custom_charge: 'Custom charge', account: 'Account', payer: 'Payer', drop: 'Data', job: 'Job', user: 'User', session: 'Session', api_key: 'API key', partner: 'Partner' },
  auditAction: {
    billing_group: { create: 'Created billing group', update: 'Changed billing group', assign: 'Assigned accounts', delete: 'Deleted billing group' },
    pricing_plan: { create: 'Created pricing plan', update: 'Changed pricing plan', delete: 'Deleted pricing plan' },
    custom_charge: { create: 'Added custom charge', update: 'Changed custom charge', delete: 'Deleted custom charge' },
    account: { update: 'Changed account' },
    payer: { create: 'Added payer', update: 'Changed payer', delete: 'Deleted payer' },
    drop: { create: 'Received data' },
    job: { create: 'Uploaded file', retry: 'Retried job' },
    user: { create: 'Created user', update: 'Changed user', delete: 'Deleted user', password_change: 'Changed own password', password_reset: 'Reset password' },
    session: { create: 'Signed in', delete: 'Signed out' },
    api_key: { create: 'Created API key', delete: 'Revoked API key' },
    partner: { create: 'Created partner', update: 'Changed partner' },
  },
  auditField: {
    id: 'ID', name: 'Name', username: 'Username', email: 'Email', role: 'Role', state: 'Status', language: 'Language', description: 'Description', currency: 'Currency', slug: 'Slug', provider: 'Provider', external_id: 'Account ID', payer_id: 'Payer', payer_name: 'Payer', payer_ids: 'Payers', billing_group_id: 'Billing group', billing_group_name: 'Billing group', billing_group_ids: 'Billing groups',
    must_change_password: 'Must change password', created_at: 'Created', last_sign_in_at: 'Last sign-in', pricing_plan_id: 'Pricing plan', pricing_plan_name: 'Pricing plan', bill_to: 'Bill to', address: 'Address', tax_id: 'Tax ID', accounts: 'Accounts', basis: 'Basis', free_tier: 'Free tier', pass_through: 'Pass-through', rules: 'Rules', billing_groups: 'Billing groups', scope: 'Scope', type: 'Type', percent: 'Percent', unit_price: 'Unit price',
    service: 'Service', usage_type: 'Usage type', operation: 'Operation', billing_entity: 'Billing entity', from: 'From', to: 'Until', assignments: 'Assignments', account_id: 'Account', account_name: 'Account name', starts_on: 'From', ends_on: 'Until', kind: 'Kind', amount: 'Amount', include_flat: 'Includes flat charges', filters: 'Filters', services: 'Services', permissions: 'Permissions', prefix: 'Prefix', expires_at: 'Expires', last_used_at: 'Last used',
    user_agent: 'Browser', source: 'Source', filename: 'File name', period: 'Billing period', version: 'Version', rows: 'Rows', skipped_rows: 'Skipped', charges: 'Charges', cost: 'Cost', source_cost: 'Sum of the rows', public_on_demand_cost: 'Public on-demand', reconciled: 'Reconciled', files: 'Files', size: 'Size', by_charge_type: 'By charge type', seconds: 'Seconds', first_day: 'First day', last_day: 'Last day',
  },
}
