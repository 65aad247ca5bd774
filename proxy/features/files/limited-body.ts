/** Limits of a file on its way to a person. */
export type BodyLimits = {
  /** Milliseconds after which it ends if nobody reads it; a slow connection may need this long. */
  idleMs: number
  /** Milliseconds after which it ends in any case. */
  maxMs: number
  /** Most bytes; a storage that sends more is cut off. */
  maxBytes: number
}

/**
 * A file as a response body, at the reader's pace. A file that breaks off, or exceeds a limit, does
 * not look complete.
 * @param onEnd called once, with what went wrong unless it was read to its end or cancelled
 */
export function limitedBody(
  chunks: AsyncIterable<Uint8Array>,
  { idleMs, maxMs, maxBytes }: BodyLimits,
  onEnd: (error?: unknown) => void,
): ReadableStream<Uint8Array> {
  const source = chunks[Symbol.asyncIterator]()
  let bytes = 0
  let failure: Error | undefined
  let isOver = false

  function end(error?: unknown): void {
    if (isOver) return
    isOver = true
    clearTimeout(idle)
    clearTimeout(last)
    onEnd(error)
  }

  const breakOff = () => {
    failure = new Error('nobody read the file in time')
    end(failure)
  }
  const idle = setTimeout(breakOff, idleMs).unref()
  const last = setTimeout(breakOff, maxMs).unref()

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        idle.refresh()
        try {
          const next = await source.next()
          if (failure !== undefined) throw failure
          if (next.done === true) {
            end()
            controller.close()
            return
          }
          bytes += next.value.length
          if (bytes > maxBytes) throw new Error('the file is larger than files may be')
          controller.enqueue(next.value)
        } catch (error) {
          end(error)
          controller.error(error)
        }
      },
      cancel: () => end(),
    },
    { highWaterMark: 0 },
  )
}
