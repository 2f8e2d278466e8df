// The newest entry of the audit log for an action, with the partner whose chain it is in (`''`: the
// platform's own).
import assert from 'node:assert/strict'

export function newestEntry(server, entity, action) {
  const [row] = server.sql(
    `select e.actor, e.action, e.entity, e.entity_id, e.before, e.after,
       coalesce(p.slug, '') as chain
     from audit_entries e
     left join partners p on p.id = e.partner_id
     where e.entity = :'entity' and e.action = :'action'
     order by e.at desc, e.seq desc
     limit 1`,
    { entity, action },
  )
  assert.ok(row, `no audit entry ${action}`)
  return { ...row, before: JSON.parse(row.before), after: JSON.parse(row.after) }
}
