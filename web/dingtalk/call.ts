import { DingTalkError, toDingTalkError } from './dingtalk-error.ts'

/** Leaves the outcome of a call as a performance mark, for `field-data.ts`. */
export function markOutcome(name: 'auth-code' | 'dd-config', call: Promise<unknown>): void {
  call.then(
    () => performance.mark(`${name}:ok`),
    ({ failure }: DingTalkError) => performance.mark(`${name}:${failure}`),
  )
}

/**
 * Limits a dingtalk-jsapi call to `milliseconds`: the package has no timeout, and a client that
 * never answers would leave the page waiting forever. Rejects with `DingTalkError`.
 */
export function callClient<T>(call: () => Promise<T>, milliseconds: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new DingTalkError('no-answer', `no answer within ${milliseconds} ms`)),
      milliseconds,
    )
    call()
      .finally(() => clearTimeout(timer))
      .then(resolve, (cause: unknown) => reject(toDingTalkError(cause)))
  })
}
