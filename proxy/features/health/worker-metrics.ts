import cluster, { type Worker } from 'node:cluster'
import { AggregatorRegistry, type Registry } from 'prom-client'
import { z } from 'zod'
import { withTimeout } from '#proxy/base/limits/with-timeout.ts'

/** Any worker reports the metrics of all. */

const questionSchema = z.object({ type: z.literal('metrics-wanted'), id: z.number() })

const answerSchema = z.object({
  type: z.literal('metrics'),
  id: z.number(),
  /** Null if a worker did not answer. */
  text: z.string().nullable(),
})

/** Longer than prom-client waits for the workers (milliseconds). */
const timeoutMs = 8_000

type Sum = { text: () => Promise<string>; contentType: string }

/** In the primary process: aggregates the metrics for a worker that asks. */
export function answerMetricsOfWorkers(): void {
  const aggregator = new AggregatorRegistry()
  cluster.on('message', (worker: Worker, message: unknown) => {
    const { data: question } = questionSchema.safeParse(message)
    if (question === undefined) return
    const answer = (text: string | null) => {
      if (worker.isConnected()) worker.send({ type: 'metrics', id: question.id, text })
    }
    aggregator.clusterMetrics().then(answer, () => answer(null))
  })
}

/**
 * In a worker: asks the primary process to aggregate all metrics.
 * @returns the total in Prometheus' text format
 */
export function shareMetrics(registry: Registry): Sum {
  AggregatorRegistry.setRegistries([registry])
  // The constructor makes this process answer the primary.
  const { contentType } = new AggregatorRegistry()
  const waiting = new Map<number, (text: string | null) => void>()
  let asked = 0
  process.on('message', (message: unknown) => {
    const { data: answer } = answerSchema.safeParse(message)
    if (answer !== undefined) waiting.get(answer.id)?.(answer.text)
  })

  async function text(): Promise<string> {
    const id = (asked += 1)
    const answer = new Promise<string | null>((resolve) => {
      waiting.set(id, resolve)
      process.send?.({ type: 'metrics-wanted', id })
    })
    const sum = await withTimeout(answer, timeoutMs, () => null)
    waiting.delete(id)
    if (sum === null) throw new Error('the workers do not tell their metrics')
    return sum
  }

  return { text, contentType }
}
