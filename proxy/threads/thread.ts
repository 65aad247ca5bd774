import { Worker, type ResourceLimits, type Transferable } from 'node:worker_threads'
import { Outbox } from './outbox.ts'
import type { PackedError } from './packed-error.ts'
import { unpackError } from './packed-error.ts'

/** What a thread is asked; several come together. */
export type ThreadCall = { id: number; name: string; args: readonly unknown[] }

/** What it says, several together: the answer to a call, or something by itself. */
export type ThreadMessage =
  { id: number; value: unknown } | { id: number; error: PackedError } | { note: unknown }

export type ThreadOptions = {
  /** Beside the module that starts it; see `scriptOf`. */
  script: URL
  /** For the script, as `workerData`. */
  data?: unknown
  /** Told of what the thread says by itself. */
  onNote?: (note: unknown) => void
  resourceLimits?: ResourceLimits
  /** Milliseconds after which one that is asked nothing ends, for its memory; never when left out. */
  idleMs?: number
}

/** A thread ended before it answered, or could not be started. */
export class ThreadEnded extends Error {
  override readonly name = 'ThreadEnded'
}

type Pending = { resolve: (value: unknown) => void; reject: (error: unknown) => void }

/**
 * A script in a thread of its own, which answers calls (`answerCalls`). It starts with the first
 * call. When it crashes, what was asked of it fails, and the next call starts another one.
 */
export class Thread {
  readonly #options: ThreadOptions
  readonly #pending = new Map<number, Pending>()
  readonly #outbox = new Outbox<ThreadCall>((calls, transfer) =>
    this.#worker?.postMessage(calls, transfer),
  )
  #worker: Worker | null = null
  #idleTimer: NodeJS.Timeout | undefined
  #lastId = 0

  constructor(options: ThreadOptions) {
    this.#options = options
  }

  get isRunning(): boolean {
    return this.#worker !== null
  }

  /**
   * @param transfer what the thread gets instead of a copy
   * @throws whatever the thread threw, see `packError`; `ThreadEnded`
   */
  call(name: string, args: readonly unknown[], transfer: Transferable[] = []): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const id = (this.#lastId += 1)
      const worker = (this.#worker ??= this.#start())
      // Whoever waits for an answer must not see the process end before it.
      worker.ref()
      clearTimeout(this.#idleTimer)
      this.#pending.set(id, { resolve, reject })
      this.#outbox.put({ id, name, args }, transfer, (error) => this.#forget(id)?.reject(error))
    })
  }

  /** Ends it now; the next call starts it anew. */
  async stop(): Promise<void> {
    clearTimeout(this.#idleTimer)
    await this.#worker?.terminate()
  }

  #start(): Worker {
    const { script, data, onNote, resourceLimits } = this.#options
    const worker = new Worker(isBuilt ? script : fromSource(script), {
      workerData: data,
      execArgv: [],
      ...(resourceLimits === undefined ? {} : { resourceLimits }),
    })
    let cause: unknown
    worker.on('message', (messages: ThreadMessage[]) => {
      for (const message of messages) {
        if ('note' in message) onNote?.(message.note)
        else this.#settle(message)
      }
    })
    worker.on('error', (error) => (cause = error))
    worker.once('exit', () => {
      if (this.#worker !== worker) return
      this.#worker = null
      const waiting = [...this.#pending.values()]
      this.#pending.clear()
      for (const { reject } of waiting) reject(new ThreadEnded('A thread has ended.', { cause }))
    })
    return worker
  }

  #rest(): void {
    this.#worker?.unref()
    const { idleMs } = this.#options
    if (idleMs === undefined) return
    this.#idleTimer = setTimeout(() => void this.stop(), idleMs).unref()
  }

  #settle(message: Exclude<ThreadMessage, { note: unknown }>): void {
    const pending = this.#forget(message.id)
    if ('error' in message) pending?.reject(unpackError(message.error))
    else pending?.resolve(message.value)
  }

  #forget(id: number): Pending | undefined {
    const pending = this.#pending.get(id)
    this.#pending.delete(id)
    if (this.#pending.size === 0) this.#rest()
    return pending
  }
}

const isBuilt = import.meta.url.endsWith('.js')

/** Loads TypeScript, for development and tests. */
function fromSource(script: URL): URL {
  const tsx = import.meta.resolve('tsx/esm/api')
  const loader = `import { register } from '${tsx}'; register(); await import('${script.href}')`
  return new URL(`data:text/javascript,${encodeURIComponent(loader)}`)
}

/**
 * The address of a thread's script.
 * @param source its TypeScript, which stands beside the others when it is built
 */
export function scriptOf(source: URL): URL {
  return isBuilt ? new URL(source.href.replace(/\.ts$/, '.js')) : source
}
