import cluster from 'node:cluster'
import { fileURLToPath } from 'node:url'
import { ConfigError, type Config } from './config.ts'
import { createHttpServer, stopHttpServer } from './base/http/http-server.ts'
import type { Logger } from './base/log.ts'
import { isReachable } from './features/notices/developer-setup.ts'
import { readSettings, startProxy, startWorkerProxy, type StartedProxy } from './start/start.ts'
import { StoreError } from './base/store/database.ts'
import { readHandover, startWorkers } from './start/workers.ts'

const webFolder = 'dist/web'

/** Milliseconds for pending requests after a stop signal. */
const graceMs = 10_000

const loadSandbox = () => import('#sandbox/played.ts')

/** Listens until a signal to stop, then finishes pending requests. */
function listen(
  { listener, config, log, endStreams, close }: StartedProxy,
  onListening: () => void,
): void {
  const { host, port } = config
  const finish = () => void close().finally(() => cluster.worker?.disconnect())
  const server = createHttpServer(listener).listen(port, host, onListening)
  server.on('error', (error: NodeJS.ErrnoException) => {
    fail(`Cannot listen: ${error.message}. ${whatToSet(error.code, host)}`)
    finish()
  })
  onStop(log, () => {
    endStreams()
    void stopHttpServer(server, graceMs).then(finish)
  })
}

function whatToSet(code: string | undefined, host: string): string {
  if (code === 'EADDRINUSE') return 'Stop the process that uses it, or set another PORT or HOST.'
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `HOST=${host} is no address of this machine: set one that it has, such as 127.0.0.1, or 0.0.0.0 for all.`
  return 'Set another PORT or HOST.'
}

/** Calls back once, at the first signal to stop. */
function onStop(log: Logger, stop: () => void): void {
  let isStopping = false
  const hear = (signal: NodeJS.Signals) => {
    if (isStopping) return
    isStopping = true
    // The primary process logs it on behalf of its workers.
    if (cluster.isPrimary) log.info({ signal }, 'stopping')
    stop()
  }
  // Not `once`: a terminal signals all processes, and the primary then signals its workers too.
  process.on('SIGTERM', hear)
  process.on('SIGINT', hear)
}

function announceListening(config: Config, log: Logger, sampleUrls: readonly string[]): void {
  const { host: hostname, port, publicUrl, workers } = config
  const mode = config.dingtalk === null ? 'sandbox' : 'live'
  log.info({ mode, hostname, port, publicUrl, ...(workers > 1 ? { workers } : {}) }, 'listening')
  if (config.dingtalk !== null && !isReachable(publicUrl, config.dingtalk.apiUrl)) {
    log.warn(
      { publicUrl },
      'PUBLIC_URL is not a public https URL: set it to the URL that people open, or links in DingTalk do not work and e签宝 cannot send notices.',
    )
  }
  void checkDatabase(config, log)
  if (sampleUrls.length === 0) return
  // On stderr, as stdout is for the log's JSON lines.
  process.stderr.write(
    `\nRunning on the sandbox: nothing outside this machine is called. Open\n${sampleUrls.map((url) => `  ${url}\n`).join('')}\n`,
  )
}

/** Our own Postgres needs no check. One that cannot be reached is reported by the store. */
async function checkDatabase({ databaseUrl }: Config, log: Logger): Promise<void> {
  if (databaseUrl === null) return
  const { createStoreReader } = await import('./features/checks/store-reader.ts')
  const reader = createStoreReader(databaseUrl)
  const off = await reader.facts().then(
    (facts) => facts.off,
    () => [],
  )
  await reader.close()
  if (off.length === 0) return
  log.warn(
    { off },
    'The database may lose acknowledged data when its machine crashes: turn these settings on, and reload its configuration.',
  )
}

/** `EX_CONFIG` of sysexits: restarting with the same settings will not help. */
const wrongSettings = 78

function fail(message: string, exitCode = 1): void {
  process.stderr.write(`${message}\n`)
  process.exitCode = exitCode
}

async function start(): Promise<void> {
  const config = readSettings()
  const handover = readHandover()
  if (handover !== null) {
    listen(await startWorkerProxy(config, handover, webFolder, loadSandbox), () => {})
    return
  }
  if (config.workers === 1) {
    const proxy = await startProxy(config, webFolder, loadSandbox)
    listen(proxy, () => announceListening(config, proxy.log, proxy.sampleUrls))
    return
  }
  const workers = await startWorkers(config, fileURLToPath(import.meta.url), loadSandbox)
  if (workers === null) process.exitCode = 1
  else {
    announceListening(config, workers.log, workers.sampleUrls)
    onStop(workers.log, () => void workers.stop())
  }
}

try {
  await start()
} catch (error) {
  if (!(error instanceof ConfigError || error instanceof StoreError)) throw error
  fail(error.message, error instanceof ConfigError ? wrongSettings : 1)
}
