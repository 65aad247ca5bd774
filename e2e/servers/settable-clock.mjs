// Preloaded into the app: a clock that the test which started the app can advance. Timers keep real
// time.

/** How far the app's clock is ahead, in milliseconds. */
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

// The channel to the test must not keep the app's process alive.
process.channel?.unref()
