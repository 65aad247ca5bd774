import { z } from 'zod'

/**
 * Body of `POST /_sandbox/line-faults`: what goes wrong on Stream connections.
 * - `drop`: an event is not sent, and so repeated later.
 * - `double`: it is sent twice.
 * - `delay`: it is sent after `delayMs`.
 * - `swap`: it is sent after the next one.
 * - `lost-answer`: its acknowledgement is not heard, so that it is repeated.
 * - `refuse`: a connection is refused although its ticket is good.
 * - `half-open`: all connections fall silent without being closed; nothing is heard on them either.
 * - `cut`: all connections end without a word.
 * - `garbage`: all connections are sent `text`, which is no frame.
 *
 * The last three happen at once; the others happen to the next `times` events or connections.
 */
export const lineFaultSchema = z.object({
  kind: z.enum([
    'drop',
    'double',
    'delay',
    'swap',
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

/** The first fault of one of the kinds that waits to happen, one use of it spent. */
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
