import type { ApiCall } from '#proxy/upstream/dingtalk/client/client.ts'
import { UpstreamRefusal } from '#proxy/upstream/dingtalk/client/upstream-refusal.ts'
import { createEsign, type Esign } from '#proxy/upstream/esign/esign.ts'

/** Both generations on a DingTalk client with a fixed answer. */
export type PlayedEsign = {
  v1: Esign
  v2: Esign
  /** The calls so far, and the last of them. */
  calls: ApiCall[]
  lastCall: () => ApiCall | undefined
}

function play(answer: () => Promise<unknown>): PlayedEsign {
  const calls: ApiCall[] = []
  const client = {
    callApi(_corpId: string, call: ApiCall) {
      calls.push(call)
      return answer()
    },
    callOapi: () => Promise.reject(new Error('e签宝 is on the new host')),
    forgetReads: () => {},
  }
  return {
    v1: createEsign('1.0', client),
    v2: createEsign('2.0', client),
    calls,
    lastCall: () => calls.at(-1),
  }
}

/** @param reply body of a successful reply */
export function answering(reply: unknown): PlayedEsign {
  return play(() => Promise.resolve(reply))
}

/** Wraps an answer as 1.0 does. */
export function wrapped(data: unknown): unknown {
  return { code: 0, message: '成功', data }
}

/** @param code upstream's */
export function refusing(code: string, message = 'message'): PlayedEsign {
  const refusal = { code, message, requestId: 'id', requiredScopes: [] }
  return play(() => Promise.reject(new UpstreamRefusal(refusal)))
}

/** The body after JSON serialisation. */
export function onTheWire(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body))
}
