import { useI18n } from 'vue-i18n'
import { useFormat } from '@/ui/format/useFormat'

const INSTANT = /^\d{4}-\d{2}-\d{2}T/
const WORDS_OF: Record<string, string> = { role: 'role', basis: 'basis', provider: 'provider' }

/** The log's own names in the reader's words; what has none stays as the API names it. */
export function useAuditWords() {
  const { t, te } = useI18n()
  const format = useFormat()

  const action = (name: string) => (te(`auditAction.${name}`) ? t(`auditAction.${name}`) : name)
  const entity = (name: string) => (te(`auditEntity.${name}`) ? t(`auditEntity.${name}`) : name)
  const member = (name: string) => (te(`auditField.${name}`) ? t(`auditField.${name}`) : name)

  /** `bill_to.name` → Bill to › Name. */
  function path(text: string): string {
    return text
      .split(/\.(?![^[]*\])/)
      .map((part) => {
        const [, name = part, index] = /^([^[]+)(?:\[(.+)\])?$/.exec(part) ?? []
        return index ? `${member(name)} ${index}` : member(name)
      })
      .join(' › ')
  }

  function value(fieldPath: string, raw: string | null): string {
    if (raw === null) return '–'
    if (raw === 'true' || raw === 'false') return t(`audit.${raw}`)
    if (INSTANT.test(raw)) return format.instant(raw)
    const family = WORDS_OF[fieldPath.split('.').at(-1) ?? '']
    return family && te(`${family}.${raw}`) ? t(`${family}.${raw}`) : raw
  }

  return { action, entity, member, path, value }
}
