import type { Logger } from '#proxy/log.ts'
import type { SuiteCorps } from './suite-corps.ts'

const againMs = 5_000

/**
 * Notes the corps that used the app before this process; tries until the store tells them, as
 * without it they wait among those that anybody made up.
 * @returns ends trying
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
      log.warn({ err }, 'known corps cannot be looked up')
      timer = setTimeout(() => void attempt(), againMs).unref()
    }
  }

  void attempt()
  return () => {
    isEnded = true
    clearTimeout(timer)
  }
}
