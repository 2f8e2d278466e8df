export const partners = {
  partners: {
    subtitle: 'Every partner\'s data is kept apart. What you do inside one is audited.', new: 'New partner', edit: 'Edit partner', name: 'Name', slug: 'Slug', slugHint: 'Used on the command line, e.g. acme-cloud; best left unchanged later', search: 'Search name or slug', noneTitle: 'No partner fits', showAll: 'Show all partners',
    slugRule: 'Use lower-case letters, digits and hyphens', currencyHint: 'ISO 4217 code, e.g. USD or CNY', currencyFixed: 'Fixed once the partner exists', actAs: 'Act as', suspend: 'Suspend', resume: 'Resume', suspendTitle: 'Suspend {name}?', suspendText: 'Nobody of this partner can sign in, and its API keys stop, until you resume it. No data is lost.', created: 'Partner {name} created',
    emptyTitle: 'No partners yet', emptyText: 'Create the first one, then act as it to upload bills and add its users.', newestData: 'Newest data', platformLog: 'The platform\'s audit log',
  },
  partnerCount: { users: 'Users', payers: 'Payers', accounts: 'Accounts', billing_groups: 'Billing groups', drops: 'Data sets' },
}
