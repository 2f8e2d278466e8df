import { get, patch, post, remove } from './client'
import type { Me, SignedIn, User } from './types'

export const signIn = (username: string, password: string) => post<SignedIn>('/session', { username, password }, { asSelf: true })
export const signOut = () => remove('/session', { asSelf: true })
export const readMe = () => get<Me>('/me')
export const changeMe = (change: Partial<Pick<User, 'name' | 'email' | 'language'>>) => patch<User>('/me', change, { asSelf: true })
export const changePassword = (current_password: string, new_password: string) =>
  post<void>('/me/password', { current_password, new_password }, { asSelf: true })
