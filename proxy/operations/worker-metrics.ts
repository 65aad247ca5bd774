import cluster, { type Worker } from 'node:cluster'
import { AggregatorRegistry, type Registry } from 'prom-client'
import { z } from 'zod'

/** How workers that share a port tell of all of them together, whichever is asked. */

const questionSchema = z.object({ type: z.literal('metrics-wanted'), id: z.number() })

const answerSchema = z.object({
  type: z.literal('metrics'),
  id: z.number(),
  /** Null when a worker did not answer. */
  text: z.string().nullable(),
})

/** Longer than what adds them up waits for the workers. */
const timeoutMs = 8_000

type Sum = { text: () => Promise<string>; contentType: string }

/** In the process that runs the workers: adds their metrics up for a worker that asks. */
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
 * In a worker: has its metrics added up with those of the others.
 * @returns the sum, in Prometheus' text form
 */
export function shareMetrics(registry: Registry): Sum {
  AggregatorRegistry.setRegistries([registry])
  // Making one has this process answer the one that adds them up.
  const { contentType } = new AggregatorRegistry()
  const waiting = new Map<number, (text: string | null) => void>()
  let asked = 0
  process.on('message', (message: unknown) => {
    const { data: answer } = answerSchema.safeParse(message)
    if (answer !== undefined) waiting.get(answer.id)?.(answer.text)
  })

  async function text(): Promise<string> {
    const id = (asked += 1)
    const sum = await new Promise<string | null>((resolve) => {
      const timer = setTimeout(() => resolve(null), timeoutMs)
      waiting.set(id, (answer) => {
        clearTimeout(timer)
        resolve(answer)
      })
      process.send?.({ type: 'metrics-wanted', id })
    })
    waiting.delete(id)
    if (sum === null) throw new Error('the workers do not tell their metrics')
    return sum
  }

  return { text, contentType }
}
