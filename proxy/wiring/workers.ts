import cluster, { type Worker } from 'node:cluster'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import type { Config } from '#proxy/config.ts'
import { sampleUrls, startFoundation, type SandboxModules } from './foundation.ts'
import { createLogger, type Logger } from '#proxy/log.ts'
import { noticeSecretsOf } from '#proxy/notices/notice-secrets.ts'
import { answerMetricsOfWorkers } from '#proxy/operations/worker-metrics.ts'
import { handoverSchema, type Handover } from './start.ts'

/** Processes that serve on one port, with what they share. */
export type RunningWorkers = {
  log: Logger
  /** What a newcomer can open in an ordinary browser; none when DingTalk is real. */
  sampleUrls: readonly string[]
  /** Ends the workers, which finish their requests, and then what they share. */
  stop: () => Promise<void>
}

/** In the environment of a worker: what it is told, as JSON. */
const handoverVariable = 'ESIGN_DINGTALK_WORKER'

/** A worker finishes its requests within ten seconds, then what it is sending; one that hangs is ended. */
const timeoutMs = 25_000

/** Between two starts of a worker that ends at once. */
const restartPauseMs = 1_000

/** What this process was told by the one that has started it as a worker; null when it is none. */
export function readHandover(): Handover | null {
  const text = cluster.isWorker ? process.env[handoverVariable] : undefined
  return text === undefined ? null : handoverSchema.parse(JSON.parse(text))
}

/**
 * Starts what runs once on a machine, and then as many workers as are set, which share the port.
 * @param script what a worker runs
 * @returns null when the workers cannot serve; each has said why, and all have ended
 * @throws StoreError when a database of our own cannot be started
 */
export async function startWorkers(
  settings: Config,
  script: string,
  loadSandbox: () => Promise<SandboxModules>,
): Promise<RunningWorkers | null> {
  const config = withSecrets(settings)
  const log = createLogger(config.logLevel)
  const foundation = await startFoundation(config, noticeSecretsOf(config), log, loadSandbox)
  const { databaseUrl, sandbox } = foundation
  if (sandbox !== null) {
    const { createStore } = await import('#proxy/store/store.ts')
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
    sessionSecrets: [...(config.sessionSecrets ?? [])],
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

/** With the secret of this run where none is set, so that all workers have the same. */
function withSecrets(config: Config): Config {
  return {
    ...config,
    sessionSecrets: config.sessionSecrets ?? [randomBytes(32).toString('base64')],
  }
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

  /** @returns false when one of them ended before it could serve */
  async start(): Promise<boolean> {
    const workers = Array.from({ length: this.#count }, () => cluster.fork(this.#env))
    const began = await Promise.all(workers.map(beginsToListen))
    if (began.includes(false)) return false
    for (const worker of workers) this.#keep(worker)
    return true
  }

  async stop(): Promise<void> {
    this.#isStopping = true
    const running = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined)
    await Promise.all(running.map(end))
  }

  /** Replaces a worker when it ends. */
  #keep(worker: Worker): void {
    const begun = performance.now()
    const replace = async (code: number | null, signal: string | null) => {
      if (this.#isStopping) return
      this.#log.warn({ pid: worker.process.pid, code, signal }, 'a worker has ended')
      if (performance.now() - begun < restartPauseMs) await pause(restartPauseMs)
      if (!this.#isStopping) this.#keep(cluster.fork(this.#env))
    }
    if (worker.isDead()) void replace(null, null)
    else worker.once('exit', (code, signal) => void replace(code, signal))
  }
}

async function beginsToListen(worker: Worker): Promise<boolean> {
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
