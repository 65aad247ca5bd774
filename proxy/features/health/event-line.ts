import type { LineStatus } from '#proxy/upstream/dingtalk/events/stream-client.ts'
import type { EpochMs } from '#shared/rules/time.ts'

/** State of this instance's line to DingTalk's gateway, for monitoring. */
export type EventLineReport = {
  /** `off`: other instances hold the lines. */
  state: LineStatus['state']
  /** Null if nothing has ever arrived. */
  lastFrameSecondsAgo: number | null
}

export function reportOf({ state, lastFrameAt }: LineStatus, now: EpochMs): EventLineReport {
  const ago = lastFrameAt === null ? null : Math.max(0, Math.round((now - lastFrameAt) / 1000))
  return { state, lastFrameSecondsAgo: ago }
}
