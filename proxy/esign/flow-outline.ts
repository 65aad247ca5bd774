import type { Flow, FlowLog } from '../../shared/flow.ts'

/**
 * A flow with no more of its log than decides what is next, since when, and how long it has taken: the
 * newest record, and of each kind the newest one and the newest with a time. They stay in their order,
 * so that whoever looks for the first record of a kind finds the same one as in the whole log.
 */
export function outlineOf(flow: Flow): Flow {
  const kinds = new Set<FlowLog['type']>()
  const timedKinds = new Set<FlowLog['type']>()
  const logs = flow.logs.filter(({ type, time }, index) => {
    const isFirst = !kinds.has(type)
    const isFirstTimed = time !== null && !timedKinds.has(type)
    kinds.add(type)
    if (time !== null) timedKinds.add(type)
    return index === 0 || isFirst || isFirstTimed
  })
  return { ...flow, logs }
}
