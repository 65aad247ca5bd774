import { useState } from 'react'
import { type DingTalkError, toDingTalkError } from '#web/dingtalk/dingtalk-error.ts'
import { type SharedLink, shareLink } from '#web/dingtalk/share.ts'

/** Shares a link by the client's panel, then calls `onShared`; turning back is no failure. */
export function useShare(onShared: () => void) {
  const [refusal, setRefusal] = useState<DingTalkError | null>(null)
  const share = async (link: SharedLink) => {
    setRefusal(null)
    try {
      await shareLink(link)
      onShared()
    } catch (cause) {
      const failed = toDingTalkError(cause)
      if (failed.failure !== 'cancelled') setRefusal(failed)
    }
  }
  return {
    /** Why the last attempt failed, or null. */
    refusal,
    share,
    /** Resets `refusal`. */
    reset: () => setRefusal(null),
  }
}
