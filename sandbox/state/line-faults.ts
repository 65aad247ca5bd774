import { z } from 'zod'

/**
 * Body of `POST /_sandbox/line-faults`: what goes wrong on Stream connections.
 * - `drop`: an event is not sent; like any event without an answer, it is sent again later.
 * - `double`: an event is sent twice.
 * - `delay`: an event is sent after `delayMs`.
 * - `swap`: an event is sent after the next one.
 * - `quota`: an event is sent without its content, as the quota of its organisation is spent.
 * - `lost-answer`: the acknowledgement of an event is ignored, so the event is sent again.
 * - `refuse`: a connection is refused although its ticket is valid.
 * - `half-open`: all connections stay open but carry nothing, in either direction.
 * - `cut`: all connections end without a close frame.
 * - `garbage`: `text`, which is not a frame, is sent on all connections.
 *
 * The last three happen at once; the others happen to the next `times` events or connections.
 */
export const lineFaultSchema = z.object({
  kind: z.enum([
    'drop',
    'double',
    'delay',
    'swap',
    'quota',
    'lost-answer',
    'refuse',
    'half-open',
    'cut',
    'garbage',
  ]),
  times: z.number().int().min(1).default(1),
  delayMs: z.number().int().min(0).max(600_000).default(50),
  text: z.string().default('<html>502 Bad Gateway</html>'),
})

export type LineFault = z.infer<typeof lineFaultSchema>

/** Takes the first waiting fault of one of the kinds, and counts it as used once. */
export function takeLineFault(
  faults: LineFault[],
  ...kinds: LineFault['kind'][]
): LineFault | undefined {
  const index = faults.findIndex(({ kind }) => kinds.includes(kind))
  const fault = faults[index]
  if (fault === undefined) return undefined
  fault.times -= 1
  if (fault.times === 0) faults.splice(index, 1)
  return fault
}
