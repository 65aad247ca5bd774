/** A receiver is slow if it took longer than this the last time (milliseconds). */
const usualSlowMs = 3_000

/** Attempts under way for organisations with slow receivers, of the 32 of an instance. */
export const maxForSlow = 16

/** The slow receivers that this instance knows. They hold up no other organisations. */
export type SlowReceivers = {
  /** To be called when an attempt begins. @returns called when it ends, after some milliseconds */
  begin(corpId: string, webhookId: string): (tookMs: number) => void
  /** Of a webhook that there is no more. */
  forget(webhookId: string): void
  /** The organisations that have to wait until one of their attempts ends. */
  waitingCorps(): readonly string[]
}

export function createSlowReceivers(slowMs = usualSlowMs): SlowReceivers {
  /** The organisation of each. */
  const slow = new Map<string, string>()
  const underWay = new Set<{ corpId: string }>()
  return {
    begin(corpId, webhookId) {
      const attempt = { corpId }
      underWay.add(attempt)
      return (tookMs) => {
        underWay.delete(attempt)
        if (tookMs > slowMs) slow.set(webhookId, corpId)
        else slow.delete(webhookId)
      }
    },
    forget(webhookId) {
      slow.delete(webhookId)
    },
    waitingCorps() {
      const corps = new Set(slow.values())
      const attempts = [...underWay].filter(({ corpId }) => corps.has(corpId))
      return attempts.length < maxForSlow ? [] : [...corps]
    },
  }
}
