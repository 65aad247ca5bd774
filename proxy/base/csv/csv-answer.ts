import type { AppContext } from '#proxy/base/http/app-env.ts'
import { onBehalfOf, presentRequester } from '#proxy/base/limits/requester.ts'
import { fromStore, storeMs } from '#proxy/base/store/store-timeout.ts'

/**
 * Awaits the first item before the response starts, so that a store failure gives a problem instead
 * of a broken file.
 * @throws ProblemError `store-unavailable`
 */
export async function withFirst<Item>(items: AsyncIterable<Item>): Promise<AsyncIterable<Item>> {
  const iterator = items[Symbol.asyncIterator]()
  const first = await fromStore(iterator.next(), storeMs)
  async function* all(): AsyncGenerator<Item> {
    try {
      for (let next = first; next.done !== true; next = await iterator.next()) yield next.value
    } finally {
      await iterator.return?.()
    }
  }
  return all()
}

/**
 * Responds with a CSV download.
 * @param what start of the file name, in ASCII
 * @param at epoch milliseconds; the file name has its day
 */
export function answerCsv(
  c: AppContext,
  what: string,
  at: number,
  text: string | AsyncGenerator<string>,
): Response {
  const name = `${what}-${new Date(at).toISOString().slice(0, 10)}.csv`
  c.header('content-type', 'text/csv; charset=utf-8')
  c.header('content-disposition', `attachment; filename="${name}"`)
  return c.body(typeof text === 'string' ? text : toStream(text))
}

/** Streams at the client's pace, on behalf of the requester. */
function toStream(parts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  // Captured now, as `pull` runs outside of the request's context.
  const requester = presentRequester()
  return new ReadableStream({
    async pull(controller) {
      const part = await onBehalfOf(requester, () => parts.next())
      if (part.done === true) controller.close()
      else controller.enqueue(encoder.encode(part.value))
    },
    async cancel() {
      await parts.return(undefined)
    },
  })
}
