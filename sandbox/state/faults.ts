import { z } from 'zod'

/** Body of `POST /_sandbox/faults`. */
export const faultSchema = z.object({
  /**
   * Which calls: a text that occurs in `METHOD /path?query`. If it starts with `/`, the path must
   * start with it; if it starts with a method and a space, the whole must: so `GET
   * /v2.0/esign/flowTasks/` matches every reading of a flow.
   */
  match: z.string().min(1),
  /**
   * HTTP status of the answer that replaces the real one; 200 if only `body` is given. Without
   * both, the call does what it asks for, and the real answer is delayed or cut off.
   */
  status: z.number().int().min(200).max(599).optional(),
  /** The answer's body: a text is sent as it is, anything else as JSON. */
  body: z.unknown().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  /** Delay before answering. */
  delayMs: z.number().int().min(0).max(600_000).optional(),
  /** Whether the connection is cut in the middle of the answer's body. */
  isCutOff: z.boolean().optional(),
  /** Number of calls that the fault applies to; by default all until a reset or `DELETE faults`. */
  times: z.number().int().min(1).optional(),
})

export type Fault = z.infer<typeof faultSchema>

/** A call as it came, nothing masked. */
export type ReceivedCall = {
  method: string
  /** Includes the query. */
  path: string
  /** Of either host. */
  token: string | undefined
  /** The JSON body; undefined if there was none, or it was not JSON. */
  body: unknown
}

/** What a fault does to one call. A body may also be bytes. */
export type FaultAnswer = Omit<Fault, 'match' | 'times'>

/** A fault that code decides on for each call; undefined leaves the call to the sandbox. */
export type DecideFault = (
  call: ReceivedCall,
) => FaultAnswer | undefined | Promise<FaultAnswer | undefined>

function matches(fault: Fault, method: string, pathAndQuery: string): boolean {
  if (fault.match.startsWith('/')) return pathAndQuery.startsWith(fault.match)
  const call = `${method} ${pathAndQuery}`
  return /^[A-Z]+ /.test(fault.match) ? call.startsWith(fault.match) : call.includes(fault.match)
}

/** Takes the first fault that matches a call and counts it as used once; undefined for none. */
export function takeFault(
  faults: Fault[],
  method: string,
  pathAndQuery: string,
): Fault | undefined {
  const index = faults.findIndex((fault) => matches(fault, method, pathAndQuery))
  const fault = faults[index]
  if (!fault) return undefined
  if (fault.times !== undefined) {
    fault.times -= 1
    if (fault.times === 0) faults.splice(index, 1)
  }
  return fault
}

/** The answer that replaces the real one, or undefined when the fault only delays or cuts that off. */
export function faultAnswer(fault: FaultAnswer): Response | undefined {
  const { status, headers } = fault
  if (status === undefined && fault.body === undefined) return undefined
  const body = fault.body ?? { code: 'systemError', message: '系统错误', requestid: 'SANDBOX' }
  const isHtml = typeof body === 'string' && body.trimStart().startsWith('<')
  const answerHeaders = new Headers({
    'content-type': `${isHtml ? 'text/html' : 'application/json'};charset=utf-8`,
  })
  for (const [name, value] of Object.entries(headers ?? {})) answerHeaders.set(name, value)
  const init = { status: status ?? 200, headers: answerHeaders }
  if (status === 204 || status === 304) return new Response(null, init)
  if (body instanceof Uint8Array) return new Response(Uint8Array.from(body), init)
  return new Response(typeof body === 'string' ? body : JSON.stringify(body), init)
}
