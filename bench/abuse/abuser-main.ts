import { abuses } from './abuses.ts'

// Sends one abuse in a process of its own, so that what it costs to send does not slow down those who
// are measured.

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
