import { abuses } from './abuses.ts'

// Sends one abuse from a separate process, so that sending does not slow down the honest people, who
// are measured in another one.

type Order = { start: string; url: string; origin: string } | 'stop' | 'url'

let stopping: AbortController | null = null
let sent: Promise<number> = Promise.resolve(0)

process.on('message', (order: Order) => {
  if (order === 'url') process.send?.('none')
  else if (order === 'stop') {
    stopping?.abort()
    void sent.then((count) => process.send?.(count))
  } else {
    const abuse = abuses.find(({ name }) => name === order.start)
    if (abuse === undefined) throw new Error(`there is no abuse ${order.start}`)
    stopping = new AbortController()
    const { url, origin } = order
    sent = abuse.run({ url, origin }, stopping.signal).catch(() => 0)
    process.send?.('started')
  }
})
