import { Worker, type ResourceLimits, type Transferable } from 'node:worker_threads'
import { unpackError, type PackedError } from './packed-error.ts'

export type ThreadCall = { id: number; question: unknown }

export type ThreadAnswer = { id: number; value: unknown } | { id: number; error: PackedError }

export type ThreadOptions = {
  /** Next to the module that starts it; see `scriptOf`. */
  script: URL
  resourceLimits?: ResourceLimits
  /** Milliseconds of idleness after which the thread ends; never by default. */
  idleMs?: number
}

/** The thread ended before it answered, or could not be started. */
export class ThreadEnded extends Error {
  override readonly name = 'ThreadEnded'
}

type Pending = { resolve: (value: unknown) => void; reject: (error: unknown) => void }

/** A worker and its pending calls by id. */
type Running = { worker: Worker; pending: Map<number, Pending> }

/**
 * A script in a worker thread that answers calls (`answerCalls`). It starts with the first call.
 * After a crash, pending calls reject and the next call starts another thread.
 */
export class Thread {
  readonly #options: ThreadOptions
  /** Also null while the last worker is ending. */
  #running: Running | null = null
  #idleTimer: NodeJS.Timeout | undefined
  #lastId = 0

  constructor(options: ThreadOptions) {
    this.#options = options
  }

  get isRunning(): boolean {
    return this.#running !== null
  }

  /**
   * @param transfer moved to the thread instead of copied
   * @throws whatever the thread threw, see `packError`; `ThreadEnded`
   */
  call(question: unknown, transfer: Transferable[] = []): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const call: ThreadCall = { id: (this.#lastId += 1), question }
      const running = (this.#running ??= this.#start())
      // Keeps the process alive for a pending call.
      running.worker.ref()
      clearTimeout(this.#idleTimer)
      running.pending.set(call.id, { resolve, reject })
      try {
        running.worker.postMessage(call, transfer)
      } catch (error) {
        this.#forget(running, call.id)
        reject(error)
      }
    })
  }

  /** Terminates it: pending calls reject, and the next call starts another one. */
  async stop(): Promise<void> {
    clearTimeout(this.#idleTimer)
    const ending = this.#running
    this.#running = null
    await ending?.worker.terminate()
  }

  #start(): Running {
    const { script, resourceLimits } = this.#options
    const worker = new Worker(isBuilt ? script : fromSource(script), {
      execArgv: [],
      ...(resourceLimits === undefined ? {} : { resourceLimits }),
    })
    const running: Running = { worker, pending: new Map() }
    let cause: unknown
    worker.on('message', (answer: ThreadAnswer) => this.#settle(running, answer))
    worker.on('error', (error) => (cause = error))
    worker.once('exit', () => {
      if (this.#running === running) this.#running = null
      for (const { reject } of running.pending.values())
        reject(new ThreadEnded('A thread has ended.', { cause }))
    })
    return running
  }

  #rest(running: Running): void {
    running.worker.unref()
    if (this.#running !== running) return
    const { idleMs } = this.#options
    if (idleMs === undefined) return
    this.#idleTimer = setTimeout(() => void this.stop(), idleMs).unref()
  }

  #settle(running: Running, answer: ThreadAnswer): void {
    const pending = this.#forget(running, answer.id)
    if ('error' in answer) pending?.reject(unpackError(answer.error))
    else pending?.resolve(answer.value)
  }

  #forget(running: Running, id: number): Pending | undefined {
    const pending = running.pending.get(id)
    running.pending.delete(id)
    if (running.pending.size === 0) this.#rest(running)
    return pending
  }
}

const isBuilt = import.meta.url.endsWith('.js')

/** Loads TypeScript, in development and tests. */
function fromSource(script: URL): URL {
  const tsx = import.meta.resolve('tsx/esm/api')
  const loader = `import { register } from '${tsx}'; register(); await import('${script.href}')`
  return new URL(`data:text/javascript,${encodeURIComponent(loader)}`)
}

/**
 * The address of a thread's script.
 * @param source its TypeScript file; the build puts the script beside the other ones
 */
export function scriptOf(source: URL): URL {
  return isBuilt ? new URL(source.href.replace(/\.ts$/, '.js')) : source
}
