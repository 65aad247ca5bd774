import { ConfigError } from './config.ts'
import { createHttpServer } from './http-server.ts'
import { startProxy, type StartedProxy } from './start.ts'
import { StoreError } from './store/database.ts'

/** How long requests under way may take after a signal to stop. */
const graceMs = 10_000

/** Listens until a signal says to stop; requests under way are answered first. */
function listen({ listener, config, log, sampleUrls, endStreams, close }: StartedProxy): void {
  const { host: hostname, port, publicUrl } = config
  const server = createHttpServer(listener).listen(port, hostname, () => {
    const mode = config.dingtalk === null ? 'sandbox' : 'live'
    log.info({ mode, hostname, port, publicUrl }, 'listening')
    if (sampleUrls.length > 0) tellSamples(sampleUrls)
  })
  server.on('error', (error) => {
    fail(`Cannot listen: ${error.message}. Stop what listens there, or set another PORT or HOST.`)
    void close()
  })
  const stop = (signal: NodeJS.Signals) => {
    log.info({ signal }, 'stopping')
    endStreams()
    server.close(() => void close())
    setTimeout(() => server.closeAllConnections(), graceMs).unref()
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

/** Plain words, on stderr: stdout is for the JSON lines of the log. */
function tellSamples(urls: readonly string[]): void {
  process.stderr.write(
    `\nRunning on the sandbox: nothing outside this machine is called. Open\n${urls.map((url) => `  ${url}\n`).join('')}\n`,
  )
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`)
  process.exitCode = 1
}

try {
  listen(await startProxy('dist/web', () => import('../sandbox/played.ts')))
} catch (error) {
  if (!(error instanceof ConfigError || error instanceof StoreError)) throw error
  fail(error.message)
}
