import { onCLS, onINP, onLCP, type Metric } from 'web-vitals'
import type { VitalsReport } from '#shared/schemas/vitals.ts'
import { dingTalkPlatform } from '#web/dingtalk/platform.ts'

// How this opening of the app went, for one page in four (`white-screen.ts`). The boot script leaves
// it in performance marks.

/** Longer ones are of a device that slept. */
const maxMs = 600_000

function timeOf(mark: string): number | undefined {
  const at = performance.getEntriesByName(mark)[0]?.startTime
  return at === undefined || at > maxMs ? undefined : Math.round(at)
}

function timesOf(): VitalsReport['times'] {
  const alive = timeOf('alive')
  return {
    code: timeOf('auth-code:ok'),
    answer: timeOf('answer'),
    // Pages of no contract show their content with the app.
    visible: timeOf('visible') ?? alive,
    alive,
  }
}

/** Calls of the client whose marks are new, as a page reports each once. */
function callsFrom(first: number): { calls: VitalsReport['calls']; known: number } {
  const marks = performance.getEntriesByType('mark').map(({ name }) => name)
  const outcomes = marks.flatMap((name) => {
    const [, call, outcome] = /^(auth-code|dd-config):(.+)$/.exec(name) ?? []
    return call === undefined ? [] : [{ call, outcome }]
  })
  // The marks are ours.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const calls = outcomes.slice(first, first + 20) as VitalsReport['calls']
  return { calls, known: outcomes.length }
}

/** Reports when the page is left or hidden; later only what has happened since. */
export function reportWhenLeft(): void {
  const vitals: VitalsReport['vitals'] = {}
  const keep = ({ name, value }: Metric) => {
    if (name === 'CLS') vitals.cls = value
    else if (value <= maxMs && name === 'LCP') vitals.lcp = Math.round(value)
    else if (value <= maxMs && name === 'INP') vitals.inp = Math.round(value)
  }
  // Each change, as the last one may come after the page is left.
  const options = { reportAllChanges: true }
  onLCP(keep, options)
  onINP(keep, options)
  onCLS(keep, options)

  let isFirst = true
  let knownCalls = 0
  let wasBroken = false
  const report = () => {
    const { calls, known } = callsFrom(knownCalls)
    const isBroken = performance.getEntriesByName('error').length > 0
    const hasError = isBroken && !wasBroken
    if (!isFirst && calls.length === 0 && !hasError) return
    const body: VitalsReport = {
      client: dingTalkPlatform ?? 'browser',
      version: /DingTalk\/([\d.]{1,40})/.exec(navigator.userAgent)?.[1] ?? '',
      release: document.querySelector<HTMLMetaElement>('meta[name=release]')?.content ?? '',
      // A white screen was reported before.
      isNew: isFirst && performance.getEntriesByName('white').length === 0,
      isWhite: false,
      hasError,
      times: isFirst ? timesOf() : {},
      vitals: isFirst ? vitals : {},
      calls,
    }
    navigator.sendBeacon('/api/vitals', JSON.stringify(body))
    isFirst = false
    knownCalls = known
    wasBroken = isBroken
  }
  // Old WebKit fires only the second one when a page is left.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') report()
  })
  addEventListener('pagehide', report)
}
