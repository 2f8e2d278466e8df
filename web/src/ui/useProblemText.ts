import { useI18n } from 'vue-i18n'
import { ApiError } from '@/api/problem'

/** The words of an error: the server's own, which come in the reader's language, or ours where it said nothing. */
export function useProblemText() {
  const { t } = useI18n()

  function title(error: unknown): string {
    if (!(error instanceof ApiError)) return t('problem.unexpected')
    if (error.status === 0) return t('problem.network')
    return error.title || t('problem.http', { status: error.status })
  }

  function detail(error: unknown): string {
    if (!(error instanceof ApiError)) return ''
    if (error.code === 'precondition_failed') return t('problem.changedMeanwhile')
    return error.status === 0 ? t('problem.networkDetail') : error.detail === error.title ? '' : error.detail
  }

  const requestId = (error: unknown) => (error instanceof ApiError ? error.requestId : '')
  const oneLine = (error: unknown) => detail(error) || title(error)

  return { title, detail, requestId, oneLine }
}
