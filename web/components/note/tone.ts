/** The meaning of a colour: in progress, good, due or stale, failed, neutral. */
export type Tone = 'active' | 'good' | 'warn' | 'bad' | 'quiet'
