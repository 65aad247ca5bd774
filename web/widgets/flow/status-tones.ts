import type { FlowStatus } from '#shared/rules/codes/flow-status.ts'
import type { Tone } from '#web/components/note/tone.ts'

/** The colour of each status, as the suffix of a class `tone-…`. */
export const statusTones: Readonly<Record<FlowStatus, Tone>> = {
  draft: 'quiet',
  signing: 'active',
  completed: 'good',
  revoked: 'quiet',
  terminated: 'bad',
  expired: 'bad',
  deleted: 'quiet',
  refused: 'bad',
  unknown: 'quiet',
}
