import { readSettings, startProxy, type StartedProxy } from './wiring/start.ts'

declare global {
  /** Survives the dev server's reloads of this module. */
  var devProxy: StartedProxy | undefined
}

await globalThis.devProxy?.close()
globalThis.devProxy = await startProxy(readSettings(), null, () => import('#sandbox/played.ts'))

/** The proxy for the dev server, which serves the web app itself and uses this default export. */
export default globalThis.devProxy.app
