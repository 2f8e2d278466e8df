import { useQueryClient } from '@tanstack/vue-query'
import { followJob, uploadFile } from '@/api/data'
import { keys } from '@/api/keys'
import { useSession } from '@/stores/session'
import { createUploadQueue, type UploadQueue } from './uploadQueue'

let inUse: { partnerId: string; queue: UploadQueue } | undefined

/** The queue of the partner on view. It goes on while other pages are open, and ends with the partner. */
export function useUploads(): UploadQueue {
  const session = useSession()
  const client = useQueryClient()
  const partnerId = session.partner?.id ?? ''
  if (inUse?.partnerId === partnerId) return inUse.queue

  inUse?.queue.clear()
  const stale = [keys.jobs, keys.drops, keys.payers, keys.accounts, keys.bills, keys.insights, keys.catalogue]
  const queue = createUploadQueue({
    send: uploadFile,
    follow: followJob,
    mayGoOn: () => session.partner?.id === partnerId,
    onRead: () => void Promise.all(stale.map((queryKey) => client.invalidateQueries({ queryKey }))),
  })
  inUse = { partnerId, queue }
  return queue
}
