import { DingTalkError, toDingTalkError } from './dingtalk-error.ts'

/**
 * Waits for a dingtalk-jsapi call at most `milliseconds`: the package itself has no time limit, and
 * a client that never answers would leave the page waiting for ever. Rejects with `DingTalkError`.
 */
export function withinTime<T>(call: () => Promise<T>, milliseconds: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new DingTalkError('no-answer', `no answer within ${milliseconds} ms`)),
      milliseconds,
    )
    call().then(
      (value) => {
        clearTimeout(timer)
        resolve(value)
      },
      (cause: unknown) => {
        clearTimeout(timer)
        reject(toDingTalkError(cause))
      },
    )
  })
}
