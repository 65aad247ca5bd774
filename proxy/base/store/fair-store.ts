import { PersonGate } from '#proxy/base/limits/person-gate.ts'
import { allViews } from './flows/view-store.ts'
import type { Store } from './store.ts'

const maxPerPerson = 2

/** Milliseconds that a request waits for the store. */
const waitMs = 10_000

/** So that short queries of others get through. */
export function fairStore(store: Store): Store {
  const gate = new PersonGate(maxPerPerson, waitMs)
  const { flows, views, statistics, orders } = store.registry
  const listViews: typeof views.list = (...asked) => gate.inTurn(() => views.list(...asked))
  return {
    ...store,
    registry: {
      ...store.registry,
      flows: {
        ...flows,
        list: (...asked) => gate.inTurn(() => flows.list(...asked)),
        narrowings: (...asked) => gate.inTurn(() => flows.narrowings(...asked)),
      },
      views: {
        ...views,
        list: listViews,
        all: (...asked) => allViews({ list: listViews }, ...asked),
      },
      statistics: { of: (...asked) => gate.inTurn(() => statistics.of(...asked)) },
      orders: { ...orders, list: (...asked) => gate.inTurn(() => orders.list(...asked)) },
    },
  }
}
