import { startChild } from './child.ts'

export type StubOrder = 'url' | 'counts' | StubSettings

export type StubSettings = {
  delayMs?: number
  grow?: true
  /** Records of flows whose task id contains PRO-BIG. */
  bigRecords?: number
}

export type StubCounts = {
  calls: number
  /** The subset of `calls` that read a flow. */
  detailCalls: number
}

/** Plays DingTalk and e签宝 in a separate process. */
export type Stub = {
  url: string
  /** @returns the body size of the large flows, in bytes */
  set(settings: StubSettings): Promise<number>
  counts(): Promise<StubCounts>
  stop(): Promise<void>
}

export async function startStub(): Promise<Stub> {
  const child = await startChild('stub-main.ts', [])
  return {
    url: child.url,
    set: (settings) => child.ask(settings),
    counts: () => child.ask('counts'),
    stop: () => child.stop(),
  }
}
