import { bounds, TooMuch } from './bounds.ts'

const tickMs = 250

/** A tick that comes later than this was held up by a device that slept, not by drawing. */
const longestTickMs = 5000

/** Rejects with `TooMuch` when the work between `start` and `stop` has taken its time. */
export function startClock(isWaiting: () => boolean): { runOut: Promise<never>; stop: () => void } {
  let left = bounds.timeMs
  let last = Date.now()
  let tell = (_error: TooMuch) => {}
  const runOut = new Promise<never>((_resolve, reject) => {
    tell = reject
  })
  runOut.catch(() => {})
  const timer = setInterval(() => {
    const now = Date.now()
    // Browsers draw nothing for a page in the background.
    if (!isWaiting() && !document.hidden) left -= Math.min(now - last, longestTickMs)
    last = now
    if (left <= 0) tell(new TooMuch('it takes too long'))
  }, tickMs)
  return { runOut, stop: () => clearInterval(timer) }
}

type TurnsDeps = {
  /** Whether the network is what the work waits for. */
  isWaiting: () => boolean
  /** Rejects with `TooMuch` when the worker reaches one of its bounds. */
  exceeded: Promise<never>
  /** Resolves when the worker has ended what it was asked before. */
  settle: () => Promise<unknown>
  onTurn: () => void
  /** Called once, with the page that takes too much; there are no further turns. */
  onTooMuch: (index: number) => void
}

/** Lets work on a page begin when that on the page before has ended. */
export type TakeTurn = (
  index: number,
  signal: AbortSignal,
  work: () => Promise<void>,
) => Promise<void>

/** Pages are drawn one after the other, so that it is known which one takes too much. */
export function createTurns(deps: TurnsDeps): TakeTurn {
  let last: Promise<void> = Promise.resolve()
  let isOver = false

  async function run(index: number, signal: AbortSignal, work: () => Promise<void>) {
    if (isOver || signal.aborted) return
    deps.onTurn()
    const clock = startClock(deps.isWaiting)
    const whole = async () => {
      try {
        await work()
      } finally {
        // A page that is not wanted any more can still keep the worker busy.
        await deps.settle()
      }
    }
    try {
      await Promise.race([whole(), deps.exceeded, clock.runOut])
    } catch (error) {
      if (!(error instanceof TooMuch)) throw error
      isOver = true
      deps.onTooMuch(index)
    } finally {
      clock.stop()
    }
  }

  return (index, signal, work) => {
    const turn = last.then(() => run(index, signal, work))
    last = turn.catch(() => {})
    return turn
  }
}
