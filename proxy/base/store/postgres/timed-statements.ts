import type { ClientBase } from 'pg'

/** @param tookMs milliseconds from sending a statement to its result */
export type StatementObserver = (tookMs: number, isOk: boolean) => void

/** Measures each statement on a connection. */
export function timeStatements(client: ClientBase, observe: StatementObserver): void {
  const query = client.query.bind(client)
  function timed(...given: unknown[]): unknown {
    const begun = performance.now()
    const ended = (isOk: boolean) => observe(performance.now() - begun, isOk)
    const callback = given.at(-1)
    if (typeof callback === 'function') {
      const whenDone = (error: unknown, ...result: unknown[]) => {
        ended(error === null || error === undefined)
        Reflect.apply(callback, undefined, [error, ...result])
      }
      return Reflect.apply(query, undefined, [...given.slice(0, -1), whenDone])
    }
    const asked: unknown = Reflect.apply(query, undefined, given)
    if (asked instanceof Promise)
      asked.then(
        () => ended(true),
        () => ended(false),
      )
    return asked
  }
  Object.defineProperty(client, 'query', { value: timed, configurable: true, writable: true })
}
