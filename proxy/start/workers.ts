import cluster, { type Worker } from 'node:cluster'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import type { Config } from '#proxy/config.ts'
import { sampleUrls, startFoundation, type SandboxModules } from './foundation.ts'
import { createLogger, type Logger } from '#proxy/base/log.ts'
import { answerMetricsOfWorkers } from '#proxy/features/health/worker-metrics.ts'
import { handoverSchema, type Handover } from './start.ts'

/** Worker processes that share one port, and their foundation. */
export type RunningWorkers = {
  log: Logger
  /** Pages to try in an ordinary browser; empty if DingTalk is real. */
  sampleUrls: readonly string[]
  /** Stops the workers, which finish their requests, and then what they share. */
  stop: () => Promise<void>
}

/** Environment variable with a worker's handover as JSON. */
const handoverVariable = 'ESIGN_DINGTALK_WORKER'

/**
 * A worker has ten seconds to finish its requests, then finishes sending; one that hangs is killed.
 */
const timeoutMs = 25_000

/** Between two starts of a worker that crashes at once. */
const restartPauseMs = 1_000

/** This worker's handover; null if the process is no worker. */
export function readHandover(): Handover | null {
  const text = cluster.isWorker ? process.env[handoverVariable] : undefined
  return text === undefined ? null : handoverSchema.parse(JSON.parse(text))
}

/**
 * Starts what runs once on a machine, and then the configured number of workers, which share the
 * port.
 * @param script the workers' script
 * @returns null if the workers cannot serve; each has logged why, and all have ended
 * @throws StoreError if our own database cannot be started
 */
export async function startWorkers(
  config: Config,
  script: string,
  loadSandbox: () => Promise<SandboxModules>,
): Promise<RunningWorkers | null> {
  const log = createLogger(config.logLevel)
  const foundation = await startFoundation(config, log, loadSandbox)
  const { databaseUrl, sessionSecrets, sandbox } = foundation
  if (sandbox !== null) {
    const { createStore } = await import('#proxy/base/store/store.ts')
    const store = createStore({ databaseUrl, log, seed: sandbox.seed })
    try {
      await store.ready()
    } finally {
      await store.close()
    }
  }
  const handover: Handover = {
    databaseUrl,
    sandboxUrl: sandbox?.url ?? null,
    sessionSecrets: [...sessionSecrets],
  }
  cluster.setupPrimary({ exec: script })
  answerMetricsOfWorkers()
  const workers = new Workers(handover, config.workers, log)
  const stop = async () => {
    await workers.stop()
    await foundation.stop()
  }
  if (!(await workers.start())) {
    await stop()
    return null
  }
  const urls = sandbox === null ? [] : sampleUrls(config, await loadSandbox())
  return { log, sampleUrls: urls, stop }
}

class Workers {
  readonly #env: Record<string, string>
  readonly #count: number
  readonly #log: Logger
  #isStopping = false

  constructor(handover: Handover, count: number, log: Logger) {
    this.#env = { [handoverVariable]: JSON.stringify(handover) }
    this.#count = count
    this.#log = log
  }

  /** @returns false if one of them ended before it could serve */
  async start(): Promise<boolean> {
    const workers = Array.from({ length: this.#count }, () => cluster.fork(this.#env))
    const began = await Promise.all(workers.map(startsListening))
    if (began.includes(false)) return false
    for (const worker of workers) this.#keep(worker)
    return true
  }

  async stop(): Promise<void> {
    this.#isStopping = true
    const running = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined)
    await Promise.all(running.map(end))
  }

  /** Restarts a worker when it ends. */
  #keep(worker: Worker): void {
    const begun = performance.now()
    const replace = async (code: number | null, signal: string | null) => {
      if (this.#isStopping) return
      this.#log.warn({ pid: worker.process.pid, code, signal }, 'worker stopped')
      if (performance.now() - begun < restartPauseMs) await pause(restartPauseMs)
      if (!this.#isStopping) this.#keep(cluster.fork(this.#env))
    }
    if (worker.isDead()) void replace(null, null)
    else worker.once('exit', (code, signal) => void replace(code, signal))
  }
}

async function startsListening(worker: Worker): Promise<boolean> {
  const ending = new AbortController()
  const { signal } = ending
  const first = await Promise.race([
    once(worker, 'listening', { signal }).then(() => true),
    once(worker, 'exit', { signal }).then(() => false),
  ])
  ending.abort()
  return first
}

async function end(worker: Worker): Promise<void> {
  if (worker.isDead()) return
  const ended = once(worker, 'exit')
  worker.process.kill('SIGTERM')
  const timer = setTimeout(() => worker.process.kill('SIGKILL'), timeoutMs)
  await ended
  clearTimeout(timer)
}
