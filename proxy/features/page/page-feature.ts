import { Hono } from 'hono'
import type { AppConfig } from '#shared/schemas/app-config.ts'
import type { FlowPageRenderer } from '#shared/schemas/flow/flow-page.ts'
import type { AppEnv } from '#proxy/base/http/app-env.ts'
import { policy } from '#proxy/base/http/route-policy.ts'
import type { Common } from '#proxy/common.ts'
import { createFlowPages } from './flow-page.ts'
import { pageRoutes } from './page-routes.ts'
import { loadWebApp } from './web-app.ts'

export type PageOptions = {
  /** Folder of the built web app; null if another server serves it. */
  webFolder: string | null
  /** Renders flow pages; null if only devices do. */
  renderer?: FlowPageRenderer | null
  /** Whether pages take the sandbox's clock in place of the device's. */
  isClockMoved?: () => boolean
}

export type PageFeature = Awaited<ReturnType<typeof createPageFeature>>

/** The web app's files, and the pages that the proxy draws. */
export async function createPageFeature(common: Common, options: PageOptions) {
  const { config, dingtalk, log, monotonic } = common
  const { webFolder, renderer = null, isClockMoved = () => false } = options
  const appConfig: AppConfig = {
    mode: config.dingtalk === null ? 'sandbox' : 'live',
    appKind: config.appKind,
    clientId: dingtalk.clientId,
    corpId: dingtalk.corpId,
    ...(config.browserSignIn ? { browserSignIn: true } : {}),
    ...(config.assistants ? { assistants: true } : {}),
  }
  const webApp = webFolder === null ? null : await loadWebApp(webFolder, appConfig)
  return {
    release: webApp?.release ?? 'dev',
    flowPages: createFlowPages(renderer, webApp, log, monotonic),
    configRoutes: new Hono<AppEnv>().get('/', policy({ isPolled: true, isForStopped: true }), (c) =>
      c.json(appConfig),
    ),
    routes: pageRoutes(webApp, isClockMoved),
  }
}
