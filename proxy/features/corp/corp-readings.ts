import { setTimeout as pause } from 'node:timers/promises'
import pLimit from 'p-limit'
import type { Esign } from '#proxy/upstream/esign/esign.ts'
import { fromStore } from '#proxy/base/store/store-timeout.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { settle } from '#proxy/base/http/section.ts'
import type { Logger } from '#proxy/base/log.ts'
import type { CorpBook } from '#proxy/base/store/corps/corp-book.ts'
import { factsOf, initialisedBy, type EsignReadings } from './esign-facts.ts'
import type { Margins } from './margins.ts'
import type { Clock } from '#shared/rules/time.ts'

/** Reads the state of organisations from e签宝 and stores it for operators. */
export type CorpReadings = {
  read(corpId: string): Promise<EsignReadings>
  /**
   * Stores whether the developer account exists, judging by the outcome of a call that needs or
   * creates it. Never rejects.
   */
  noteInitialised(corpId: string, outcome: unknown): Promise<void>
  /**
   * Reads in the background: one organisation at a time, at most two a second. Never rejects; skips
   * the reading while too many wait.
   */
  readInTurn(corpId: string): Promise<void>
  close(): void
}

export type CorpReadingDeps = {
  esign: Pick<Esign, 'getAppState' | 'getCorpRealName'>
  margins: Pick<Margins, 'readWithOutlook'>
  corps: Pick<CorpBook, 'noteEsign'>
  log: Pick<Logger, 'info' | 'warn'>
  now: Clock
}

const betweenMs = 500

/** The daily watch reads those that were skipped. */
const maxQueued = 10_000

export function createCorpReadings(deps: CorpReadingDeps): CorpReadings {
  const { esign, margins, corps, log, now } = deps
  const inTurn = pLimit(1)
  const waiting = new Set<string>()
  const closing = new AbortController()
  const { signal } = closing

  async function remember(corpId: string, readings: Partial<EsignReadings>): Promise<void> {
    for (const [section, err] of Object.entries(readings))
      if (err instanceof ProblemError) log.info({ corpId, section, err }, 'section failed')
    await fromStore(corps.noteEsign(corpId, factsOf(readings, now()))).catch((err: unknown) => {
      log.warn({ corpId, err }, 'state in e签宝 not stored')
    })
  }

  async function readOthers(corpId: string): Promise<Omit<EsignReadings, 'app'>> {
    const [realName, margin] = await Promise.all([
      settle(esign.getCorpRealName(corpId)),
      settle(margins.readWithOutlook(corpId)),
    ])
    return { realName, margin }
  }

  /** e签宝 refuses the other calls of an organisation that has not authorised the app. */
  async function readAllowed(corpId: string): Promise<void> {
    const app = await settle(esign.getAppState(corpId))
    const isRefused = !(app instanceof ProblemError) && app.authorisation === 'not-authorised'
    await remember(corpId, { app, ...(isRefused ? {} : await readOthers(corpId)) })
  }

  return {
    async read(corpId) {
      const [app, others] = await Promise.all([
        settle(esign.getAppState(corpId)),
        readOthers(corpId),
      ])
      const readings = { app, ...others }
      await remember(corpId, readings)
      return readings
    },
    async noteInitialised(corpId, outcome) {
      const isInitialised = initialisedBy(outcome)
      if (isInitialised === null) return
      await fromStore(corps.noteEsign(corpId, { isInitialised })).catch((err: unknown) => {
        log.warn({ corpId, err }, 'state in e签宝 not stored')
      })
    },
    async readInTurn(corpId) {
      if (waiting.has(corpId) || waiting.size >= maxQueued) return
      waiting.add(corpId)
      await inTurn(async () => {
        waiting.delete(corpId)
        if (signal.aborted) return
        await readAllowed(corpId).catch((err: unknown) =>
          log.warn({ corpId, err }, 'state in e签宝 not read'),
        )
        await pause(betweenMs, undefined, { signal, ref: false }).catch(() => {})
      })
    },
    close: () => closing.abort(),
  }
}
