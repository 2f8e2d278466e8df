import { ElMessageBox } from './element/message-box'

export interface Question {
  title: string
  text: string
  yes: string
  no: string
  danger?: boolean
}

/** Asks before something that cannot be taken back. */
export async function confirm({ title, text, yes, no, danger }: Question): Promise<boolean> {
  try {
    await ElMessageBox.confirm(text, title, {
      confirmButtonText: yes,
      cancelButtonText: no,
      confirmButtonType: danger ? 'danger' : 'primary',
      autofocus: false,
    })
    return true
  } catch {
    return false
  }
}
