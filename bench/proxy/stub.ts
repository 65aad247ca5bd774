import { startChild } from './child.ts'

/** What the stub can be told. */
export type StubOrder = 'url' | 'counts' | StubSettings

export type StubSettings = {
  /** How long each answer takes. */
  delayMs?: number
  /** The flows get one more record. */
  grow?: true
  /** The flows whose task id has PRO-BIG in it get about so large. */
  bigBytes?: number
}

export type StubCounts = {
  calls: number
  /** Of these, readings of a flow. */
  detailCalls: number
}

/** Plays DingTalk and e签宝 in a process of its own. */
export type Stub = {
  url: string
  /** @returns bytes of the large body */
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
