import type { AppContext } from '#proxy/http/app-env.ts'
import { onBehalfOf, presentRequester } from '#proxy/limits/requester.ts'
import { fromStore } from '#proxy/flows/read/store-timeout.ts'

const storeMs = 10_000

/**
 * Awaits the first item before the answer begins, so that a failing store gives a problem and not a
 * broken file.
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
 * Answers with a CSV file to be saved.
 * @param what is in it, as the begin of its name; of ASCII alone
 * @param at the day in its name, in epoch milliseconds
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

/** Streams at the client's pace, and reads for who asked. */
function toStream(parts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  // The stream is read outside of the request.
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
