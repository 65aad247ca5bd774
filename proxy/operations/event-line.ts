import type { LineStatus } from '#proxy/dingtalk/events/stream-client.ts'

/** How this instance's line to DingTalk's gateway is, for who watches the server. */
export type EventLineReport = {
  /** `off`: other instances have the lines. */
  state: LineStatus['state']
  /** Null where nothing has ever come. */
  lastFrameSecondsAgo: number | null
}

/** @param now the time in epoch milliseconds */
export function reportOf({ state, lastFrameAt }: LineStatus, now: number): EventLineReport {
  const ago = lastFrameAt === null ? null : Math.max(0, Math.round((now - lastFrameAt) / 1000))
  return { state, lastFrameSecondsAgo: ago }
}
