// Changes of a rule, each followed by the bill it shows on, beside plain reads of the same bill.

export const billOf = (group, period) => `/api/v1/bills/${group.id}/${period}`

export const ruleOf = (plan) => `/api/v1/pricing-plans/${plan.id}/rules/${plan.rule}`

// → { changes, reads, patches }: milliseconds, a list for each round; a change is its PATCH and the
// bill after it. `groups` take turns; each names the index of its plan.
export async function changesAndReads(caller, { rounds, count, period, groups, plans }) {
  const changes = []
  const reads = []
  const patches = []
  for (let round = -1; round < rounds; round++) {
    const changed = []
    const read = []
    const patched = []
    for (let i = 0; i < count; i++) {
      const group = groups[(i * 7) % groups.length]
      const { ms: plain } = await caller.get(billOf(group, period))
      const { ms: change } = await caller.send('PATCH', ruleOf(plans[group.plan]),
        { percent: String(1 + ((i + round) & 15)) })
      const { ms: after } = await caller.get(billOf(group, period))
      read.push(plain)
      changed.push(change + after)
      patched.push(change)
    }
    if (round < 0) continue
    changes.push(changed)
    reads.push(read)
    patches.push(patched)
  }
  return { changes, reads, patches }
}
