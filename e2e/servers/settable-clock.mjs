// Loaded into the app before its first line: gives it a clock that the test which started it sets
// forward. Timers go on by the real one.

/** By how many milliseconds the app's clock is ahead. */
let ahead = 0

const realNow = Date.now

globalThis.Date = new Proxy(Date, {
  apply: (target) => new target(realNow() + ahead).toString(),
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [realNow() + ahead] : args, newTarget),
  get: (target, property, receiver) =>
    property === 'now' ? () => realNow() + ahead : Reflect.get(target, property, receiver),
})

process.on('message', (/** @type {{ setForward: number }} */ { setForward }) => {
  ahead += setForward
  process.send?.({ ahead })
})

// Listening for orders does not keep the app from ending.
process.channel?.unref()
