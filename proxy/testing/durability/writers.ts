import { keepWriting, type Acknowledged, type Work } from './acknowledged.ts'

/** Several concurrent writers. */
export type Writers = {
  /** The acknowledged actions so far. */
  acknowledged: Acknowledged[]
  /** Other answers, by status and code. */
  refused: Set<string>
  /** Resolves after this many more acknowledgements. */
  more(count: number): Promise<void>
  stop(): Promise<void>
}

export function startWriters(work: Work, count = 4): Writers {
  const acknowledged: Acknowledged[] = []
  const refused = new Set<string>()
  const ending = new AbortController()
  let onMore = () => {}
  const heard = {
    onDone(done: Acknowledged) {
      acknowledged.push(done)
      onMore()
    },
    onRefused: (said: string) => void refused.add(said),
  }
  const writing = Array.from({ length: count }, () => keepWriting(work, ending.signal, heard))
  return {
    acknowledged,
    refused,
    more: (wanted) =>
      new Promise((resolve) => {
        const enough = acknowledged.length + wanted
        onMore = () => {
          if (acknowledged.length >= enough) resolve()
        }
      }),
    async stop() {
      ending.abort()
      await Promise.all(writing)
    },
  }
}

/** @returns the number of each kind, in words */
export function countsOf(acknowledged: readonly Acknowledged[]): string {
  return ['start', 'grant', 'order', 'audit', 'notice']
    .map((kind) => `${acknowledged.filter((one) => one.kind === kind).length} ${kind}`)
    .join(', ')
}
