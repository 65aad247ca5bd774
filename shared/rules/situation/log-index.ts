import type { LogType } from '#shared/rules/codes/log-type.ts'
import type { FlowLog } from '#shared/rules/flow.ts'

export type PlacedLog = {
  log: FlowLog
  place: number
}

export type LogIndex = {
  /** Newest first. */
  of(type: LogType): readonly PlacedLog[]
  /** Newest first. */
  by(type: LogType, operator: string | null): readonly PlacedLog[]
}

const none: readonly PlacedLog[] = []

/** @param logs newest first */
export function indexLogs(logs: readonly FlowLog[]): LogIndex {
  const kinds = new Map<LogType, { all: PlacedLog[]; people: Map<string | null, PlacedLog[]> }>()
  logs.forEach((log, place) => {
    const { type, operator } = log
    const kind = kinds.get(type) ?? { all: [], people: new Map<string | null, PlacedLog[]>() }
    kinds.set(type, kind)
    kind.all.push({ log, place })
    const own = kind.people.get(operator) ?? []
    kind.people.set(operator, own)
    own.push({ log, place })
  })
  return {
    of: (type) => kinds.get(type)?.all ?? none,
    by: (type, operator) => kinds.get(type)?.people.get(operator) ?? none,
  }
}
