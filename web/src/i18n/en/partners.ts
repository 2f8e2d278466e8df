export const partners = {
  partners: {
    subtitle: 'Every partner\'s data is kept apart. What you do inside one is audited.', new: 'New partner', name: 'Name', slug: 'Slug', slugHint: 'Used on the command line, e.g. acme-cloud; best left unchanged later',
    slugRule: 'Use lower-case letters, digits and hyphens', currencyHint: 'ISO 4217 code, e.g. USD or CNY', actAs: 'Act as', created: 'Partner {name} created',
    emptyTitle: 'No partners yet', emptyText: 'Create the first one, then act as it to upload bills and add its users.',
  },
}
