import { send, type QueryValue } from './client'

/**
 * Saves an answer as a file. A plain link would do but for a superadmin acting as a partner: that needs a header.
 * The server names the file; `fallbackName` is for an answer that does not.
 */
export async function download(path: string, fallbackName: string, query: Record<string, QueryValue> = {}): Promise<void> {
  const response = await send('GET', path, { query, accept: '*/*' })
  saveBlob(fileName(response.headers.get('Content-Disposition')) ?? fallbackName, await response.blob())
}

export function saveBlob(name: string, content: Blob): void {
  const url = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

/** RFC 6266: the encoded name wins over the plain one. */
export function fileName(disposition: string | null): string | null {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1]
  if (encoded) return decodeURIComponent(encoded)
  return /filename="?([^";]+)"?/i.exec(disposition ?? '')?.[1] ?? null
}
