/** A short word that something is done. Loaded when first needed: the first screen has nothing to tell. */
export async function notifyDone(message: string): Promise<void> {
  const { ElMessage } = await import('./element/message')
  ElMessage({ message, type: 'success', grouping: true, showClose: true })
}

export async function notifyFailed(message: string): Promise<void> {
  const { ElMessage } = await import('./element/message')
  ElMessage({ message, type: 'error', grouping: true, showClose: true, duration: 6000 })
}
