import { problems } from '#shared/rules/codes/problem-code.ts'
import type { VitalsReport } from '#shared/schemas/vitals.ts'
import type { CountedRequest } from '#proxy/base/http/observe.ts'
import type { Common } from '#proxy/common.ts'
import type { PageFeature } from '#proxy/features/page/page-feature.ts'
import { createFieldCounts } from './field-counts.ts'
import { createLabels } from './field-labels.ts'
import { vitalsRoutes } from './vitals-routes.ts'

export type VitalsFeature = ReturnType<typeof createVitalsFeature>

/** How the app does where it is used: for `/metrics`, and by the hour for the operator's desk. */
export function createVitalsFeature(common: Common, { page }: { page: PageFeature }) {
  const { store, log, now, monotonic } = common
  const metrics = common.metrics.field
  const counts = createFieldCounts({ book: store.measures, log, now })
  const labelsOf = createLabels(page.release)

  function count(report: VitalsReport): void {
    const { isNew, isWhite, hasError, times, vitals, calls } = report
    const labels = labelsOf(report)
    const { client } = labels
    if (isNew) {
      counts.add('error-free', 0, !hasError)
      counts.add('drawn', 0, !isWhite)
      metrics.countPage(labels)
    } else if (hasError) counts.takeBack('error-free')
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
