import { readSettings, startProxy, type StartedProxy } from './wiring/start.ts'

declare global {
  /** Kept across reloads of this module by the dev server. */
  var devProxy: StartedProxy | undefined
}

await globalThis.devProxy?.close()
globalThis.devProxy = await startProxy(readSettings(), null, () => import('#sandbox/played.ts'))

/** The proxy for the dev server, which serves the web app itself and takes this module's export. */
export default globalThis.devProxy.app
