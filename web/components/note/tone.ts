/** What a colour says: under way, well, due or outdated, gone wrong, nothing much. */
export type Tone = 'active' | 'good' | 'warn' | 'bad' | 'quiet'
