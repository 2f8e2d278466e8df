/** What a coloured mark means; always beside words that say the same. */
export type Tone = 'neutral' | 'good' | 'warn' | 'bad' | 'accent'
