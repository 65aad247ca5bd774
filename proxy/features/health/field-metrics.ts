import { Counter, Histogram, type Registry } from 'prom-client'
import type { VitalsReport } from '#shared/schemas/vitals.ts'

type PageLabels = { client: string; version: string; release: string }

export type FieldMetrics = {
  countPage(labels: PageLabels): void
  countFault(labels: PageLabels & { fault: 'error' | 'white' }): void
  countClientCall(labels: { client: string; call: string; outcome: string }): void
  observeStage(client: string, stage: keyof VitalsReport['times'], ms: number): void
  /** @param value milliseconds, of `cls` a score */
  observeVital(client: string, vital: keyof VitalsReport['vitals'], value: number): void
  observePush(tookMs: number, isOk: boolean): void
}

/** Counts of what a part of the pages reports, and of what DingTalk pushes. */
export function createFieldMetrics(registry: Registry): FieldMetrics {
  const registers = [registry]
  const pages = new Counter({
    name: 'page_opened_total',
    help: 'Pages that reported, one in four; release is other for builds of other servers.',
    labelNames: ['client', 'version', 'release'] as const,
    registers,
  })
  const faults = new Counter({
    name: 'page_faults_total',
    help: 'Of these, those with a JavaScript error, and without a heading after eight seconds.',
    labelNames: ['client', 'version', 'release', 'fault'] as const,
    registers,
  })
  const calls = new Counter({
    name: 'page_client_calls_total',
    help: 'Calls of the DingTalk client by these pages: auth code and dd.config.',
    labelNames: ['client', 'call', 'outcome'] as const,
    registers,
  })
  const stages = new Histogram({
    name: 'page_boot_seconds',
    help: 'From the navigation to auth code, first answer, visible status and reacting to taps.',
    labelNames: ['client', 'stage'] as const,
    buckets: [0.25, 0.5, 1, 1.5, 2, 3, 4, 6, 10, 20],
    registers,
  })
  const paints = new Histogram({
    name: 'page_largest_paint_seconds',
    help: 'Largest Contentful Paint.',
    labelNames: ['client'] as const,
    buckets: [0.5, 1, 1.5, 2, 2.5, 3, 4, 6, 10],
    registers,
  })
  const inputs = new Histogram({
    name: 'page_interaction_seconds',
    help: 'Interaction to Next Paint.',
    labelNames: ['client'] as const,
    buckets: [0.05, 0.1, 0.2, 0.3, 0.5, 1, 2],
    registers,
  })
  const shifts = new Histogram({
    name: 'page_layout_shift_score',
    help: 'Cumulative Layout Shift.',
    labelNames: ['client'] as const,
    buckets: [0.01, 0.05, 0.1, 0.15, 0.25, 0.5, 1],
    registers,
  })
  const pushes = new Histogram({
    name: 'dingtalk_push_duration_seconds',
    help: 'From an event of DingTalk to its answer; after 1.5 seconds DingTalk takes it for failed.',
    labelNames: ['outcome'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2.5],
    registers,
  })
  return {
    countPage: (labels) => pages.inc(labels),
    countFault: (labels) => faults.inc(labels),
    countClientCall: (labels) => calls.inc(labels),
    observeStage: (client, stage, ms) => stages.observe({ client, stage }, ms / 1000),
    observeVital(client, vital, value) {
      if (vital === 'cls') shifts.observe({ client }, value)
      else (vital === 'lcp' ? paints : inputs).observe({ client }, value / 1000)
    },
    observePush(tookMs, isOk) {
      pushes.observe({ outcome: isOk ? 'ok' : 'failed' }, tookMs / 1000)
    },
  }
}
