import { startChild } from './child.ts'

export type StubOrder = 'url' | 'counts' | 'grow' | { delayMs: number }

export type StubCounts = {
  calls: number
  /** The subset of `calls` that read a flow. */
  detailCalls: number
}

/** Plays DingTalk and e签宝 in a separate process. */
export type Stub = {
  url: string
  set(settings: { delayMs: number }): Promise<void>
  /** Adds a record to every log. */
  grow(): Promise<void>
  counts(): Promise<StubCounts>
  stop(): Promise<void>
}

export async function startStub(): Promise<Stub> {
  const child = await startChild('stub-main.ts', [])
  return {
    url: child.url,
    set: (settings) => child.ask(settings),
    grow: () => child.ask('grow'),
    counts: () => child.ask('counts'),
    stop: () => child.stop(),
  }
}
