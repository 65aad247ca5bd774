import { problems } from '#shared/rules/codes/problem-code.ts'
import type { VitalsReport } from '#shared/schemas/vitals.ts'
import { boundedCache } from '#proxy/base/limits/bounded-cache.ts'
import type { CountedRequest } from '#proxy/base/http/observe.ts'
import type { Common } from '#proxy/common.ts'
import type { PageFeature } from '#proxy/features/page/page-feature.ts'
import { createFieldCounts } from './field-counts.ts'
import { createLabels } from './field-labels.ts'
import { createMeasureStore } from './measure-store.ts'
import { vitalsRoutes } from './vitals-routes.ts'

/** Senders whose reports are remembered, and for how long a page may be open (milliseconds). */
const maxSenders = 10_000
const dayMs = 24 * 60 * 60_000

export type VitalsFeature = ReturnType<typeof createVitalsFeature>

/** How the app does where it is used: for `/metrics`, and by the hour for the operator's desk. */
export function createVitalsFeature(common: Common, { page }: { page: PageFeature }) {
  const { store, log, now, monotonic } = common
  const metrics = common.metrics.field
  const counts = createFieldCounts({ book: createMeasureStore(store.database), log, now })
  const labelsOf = createLabels(page.release)

  /** Pages without an error that each sender has reported, of which a later report may take one. */
  const errorFree = boundedCache<string, number>(maxSenders, {
    ttl: dayMs,
    ttlResolution: 0,
    perf: { now: monotonic },
  })

  function countErrors({ isNew, hasError }: VitalsReport, from: string): void {
    const before = errorFree.get(from) ?? 0
    if (!isNew && !hasError) return
    if (isNew || before === 0) counts.add('error-free', 0, !hasError)
    else counts.takeBack('error-free')
    if (!hasError) errorFree.set(from, before + 1)
    else if (!isNew && before > 0) errorFree.set(from, before - 1)
  }

  function count(report: VitalsReport, from: string, isMember: boolean): void {
    const { isNew, isWhite, hasError, times, vitals, calls } = report
    const labels = labelsOf(report, isMember)
    const { client } = labels
    countErrors(report, from)
    if (isNew) {
      counts.add('drawn', 0, !isWhite)
      metrics.countPage(labels)
    }
    if (hasError) metrics.countFault({ ...labels, fault: 'error' })
    if (isWhite) metrics.countFault({ ...labels, fault: 'white' })
    for (const [stage, ms] of entriesOf(times)) {
      counts.add(stage, ms)
      metrics.observeStage(client, stage, ms)
    }
    for (const [vital, value] of entriesOf(vitals)) {
      counts.add(vital, value)
      metrics.observeVital(client, vital, value)
    }
    for (const { call, outcome } of calls) {
      counts.add(call, 0, outcome === 'ok')
      metrics.countClientCall({ client, call, outcome })
    }
  }

  return {
    routes: vitalsRoutes({ count, monotonic }),
    /** Counts a request for the self-check, if it is one of the API. */
    countRequest({ route, outcome, tookMs }: CountedRequest): void {
      if (!route.startsWith('/api/') || route === '/api/vitals') return
      counts.add('api', tookMs, outcome === 'ok' || problems[outcome].status < 500)
    },
    /** Counts an answer to what DingTalk pushed; a failed one is never in time. */
    countPush(tookMs: number, isOk: boolean): void {
      counts.add('push', tookMs, isOk ? undefined : false)
      metrics.observePush(tookMs, isOk)
    },
    lastDay: counts.lastDay,
    close: counts.close,
  }
}

/** The values that are there, with the types of their names. */
function entriesOf<Name extends string>(
  values: Readonly<Partial<Record<Name, number | undefined>>>,
): [Name, number][] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const entries = Object.entries(values) as [Name, number | undefined][]
  return entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
}
