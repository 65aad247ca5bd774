import { readSettings, startProxy, type StartedProxy } from './wiring/start.ts'

declare global {
  /** Outlives this module, which the dev server loads anew when a file of the proxy changes. */
  var devProxy: StartedProxy | undefined
}

await globalThis.devProxy?.close()
globalThis.devProxy = await startProxy(readSettings(), null, () => import('#sandbox/played.ts'))

/** The proxy for the dev server, which serves the web app itself and takes this module's export. */
export default globalThis.devProxy.app
