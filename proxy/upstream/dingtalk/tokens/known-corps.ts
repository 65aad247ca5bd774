import type { Logger } from '#proxy/base/log.ts'
import type { SuiteCorps } from './suite-corps.ts'

const againMs = 5_000

/**
 * Retries until the store answers; until then the calls of these corps queue with those of unknown
 * ones.
 * @param lookUp the most recently used last
 * @returns stops retrying
 */
export function noteKnownCorps(
  corps: Pick<SuiteCorps, 'noteKnown'>,
  lookUp: () => Promise<readonly string[]>,
  log: Pick<Logger, 'warn'>,
): () => void {
  let timer: NodeJS.Timeout | undefined
  let isEnded = false

  async function attempt(): Promise<void> {
    try {
      for (const corpId of await lookUp()) corps.noteKnown(corpId)
    } catch (err) {
      if (isEnded) return
      log.warn({ err }, 'known corps not read from the database')
      timer = setTimeout(() => void attempt(), againMs).unref()
    }
  }

  void attempt()
  return () => {
    isEnded = true
    clearTimeout(timer)
  }
}
