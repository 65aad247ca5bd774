import { PersonGate } from '#proxy/limits/person-gate.ts'
import { allViews } from './flows/view-journal.ts'
import type { Store } from './store.ts'

/** How many searches and counts of one person the store works on at a time. */
const mostOfOnePerson = 2

/** How long a request waits for an answer of the store, milliseconds. */
const waitMs = 10_000

/**
 * Limits costly queries (search, counts) of one person, so that short ones of others come between.
 */
export function fairStore(store: Store): Store {
  const gate = new PersonGate(mostOfOnePerson, waitMs)
  const { flows, views, statistics, orders } = store.registry
  const listViews: typeof views.list = (...asked) => gate.inTurn(() => views.list(...asked))
  return {
    ...store,
    registry: {
      ...store.registry,
      flows: { ...flows, list: (...asked) => gate.inTurn(() => flows.list(...asked)) },
      views: {
        ...views,
        list: listViews,
        all: (corpId, taskId, cursor) => allViews({ list: listViews }, corpId, taskId, cursor),
      },
      statistics: { of: (...asked) => gate.inTurn(() => statistics.of(...asked)) },
      orders: { ...orders, list: (...asked) => gate.inTurn(() => orders.list(...asked)) },
    },
  }
}
