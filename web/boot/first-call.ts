import { startFirstRead, type StartedRead } from '../api/first-read.ts'
import '../dingtalk/entry-address.ts'
import { dingTalkPlatform } from '../dingtalk/platform.ts'

// All that the first call needs, and nothing else: it stands in the page by itself, so that it runs
// while the rest of the page is still arriving.

const made: { read: StartedRead | null } = { read: null }

/** Asks who is looking and where the flow of this address stands, once. */
export function firstCall(): StartedRead {
  made.read ??= startFirstRead(location.pathname)
  return made.read
}

if (dingTalkPlatform !== 'pc') firstCall()
