import { followJob, uploadFile } from '@/api/data'
import { keys } from '@/api/keys'
import { useInvalidatePriced } from '@/api/useInvalidate'
import { useSession } from '@/stores/session'
import { createUploadQueue, type UploadQueue } from './uploadQueue'

let inUse: { partnerId: string; queue: UploadQueue } | undefined

/** The queue of the partner on view. It goes on while other pages are open, and ends with the partner. */
export function useUploads(): UploadQueue {
  const session = useSession()
  const invalidate = useInvalidatePriced(keys.jobs, keys.drops, keys.payers, keys.accounts, keys.catalogue)
  const partnerId = session.partner?.id ?? ''
  if (inUse?.partnerId === partnerId) return inUse.queue

  inUse?.queue.clear()
  const queue = createUploadQueue({
    send: uploadFile,
    follow: followJob,
    mayGoOn: () => session.partner?.id === partnerId,
    onRead: () => void invalidate(),
  })
  inUse = { partnerId, queue }
  return queue
}
