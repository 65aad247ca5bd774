import { createLogger } from './base/log.ts'
import { startFoundation, type Foundation } from './start/foundation.ts'
import { readSettings, startProxyOn, type StartedProxy } from './start/start.ts'

declare global {
  /** Both outlive the dev server's reloads of this module. */
  var devFoundation: Foundation | undefined
  var devProxy: Promise<StartedProxy> | undefined
}

const loadSandbox = () => import('#sandbox/played.ts')

/** Replaces the proxy of the code before the reload, on the same database, sandbox and secrets. */
async function replace(previous: Promise<StartedProxy> | undefined): Promise<StartedProxy> {
  await previous?.then(
    (proxy) => proxy.close(),
    () => {},
  )
  const config = readSettings()
  globalThis.devFoundation ??= await startFoundation(
    config,
    createLogger(config.logLevel),
    loadSandbox,
  )
  return startProxyOn(globalThis.devFoundation, config, loadSandbox)
}

globalThis.devProxy = replace(globalThis.devProxy)

const { app } = await globalThis.devProxy

/** The proxy for the dev server, which serves the web app itself and uses this default export. */
export default app
