// Preloaded into the app: a clock that stands still, at the time in this file's address. Timers keep
// real time.

const at = Number(new URL(import.meta.url).searchParams.get('at'))

globalThis.Date = new Proxy(Date, {
  apply: (target) => new target(at).toString(),
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [at] : args, newTarget),
  get: (target, property, receiver) =>
    property === 'now' ? () => at : Reflect.get(target, property, receiver),
})
