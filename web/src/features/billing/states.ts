import type { Tone } from '@/ui/tones'

const TONES: Record<string, Tone> = { open: 'neutral', closed: 'accent', issued: 'good', void: 'bad' }

export const billTone = (state: string): Tone => TONES[state] ?? 'neutral'
