export const overview = {
  overview: {
    compared: 'Compared with {period}', comparedDays: 'Compared with the first {days} days of {period}', wholeMonth: 'All of {period}: {amount}', accountsBefore: '{period}: {count}', firstDays: '{period}, first {days} days', unnamed: '(none)', change: 'Change',
    trend: 'Thirteen months', chart: 'Chart', table: 'Table', view: 'Show as', attention: 'Needs attention', look: 'Have a look', attentionNone: 'Nothing needs you right now.', movers: 'Biggest changes', moversOf: '{measure}, {currency}', moversBy: 'Changes by', moversNone: 'Nothing changed since the month before.',
    forecast: 'At month end', forecastMore: 'Forecast', forecastNone: 'There is not enough data for a forecast yet.', forecastOver: 'The data of this month is complete: there is nothing left to forecast.', soFar: '{amount} so far', interval: '80% between {low} and {high}',
  },
  severity: { warning: 'Warning', critical: 'Critical' },
  attention: {
    unassigned_accounts: '{count} account in no group costs {amount} | {count} accounts in no group cost {amount}', negative_margin: '{name} loses money: its margin is {amount}', no_plan: '{name} has no pricing plan; its cost is {amount}',
    failed_job: 'Reading data of {name} failed | Reading data of {name} failed {count} times', stale_data: 'Data of {name} is {count} day behind | Data of {name} is {count} days behind', unreconciled_drop: 'Data of {name} does not reconcile', unknown_types: '{name} has {count} line item type this version does not know | {name} has {count} line item types this version does not know',
    no_current_data: 'No data of {name} for this month; the last came {count} day ago | No data of {name} for this month; the last came {count} days ago',
  },
  remedy: {
    unassigned_accounts: 'Put them in a group', negative_margin: 'Look at the bill', no_plan: 'Choose a plan', failed_job: 'See what failed', stale_data: 'Upload newer data', unreconciled_drop: 'See the difference', unknown_types: 'See the rows', no_current_data: 'Upload this month',
  },
}
