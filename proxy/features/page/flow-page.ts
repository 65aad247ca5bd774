import { access } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { isTimeZone } from '#shared/rules/time-zone.ts'
import { deviceHeader, type Device } from '#shared/rules/flow-page.ts'
import type { FlowPageRenderer, FlowPageRequest } from '#shared/schemas/flow/flow-page.ts'
import type { Flow } from '#shared/rules/flow.ts'
import { languages } from '#shared/rules/languages.ts'
import { situationOf } from '#shared/rules/situation/situation-of.ts'
import type { AppContext } from '#proxy/base/http/app-env.ts'
import { parseJsonText } from '#proxy/base/json-text.ts'
import { PersonShare } from '#proxy/base/limits/person-share.ts'
import type { Logger } from '#proxy/base/log.ts'
import type { WebApp } from './web-app.ts'
import type { MonotonicClock } from '#shared/rules/time.ts'

/** Renders flow pages with the same build as the web app. */
export type FlowPages = {
  /**
   * The device, if the request asks for HTML beside the JSON; null otherwise, for a different
   * release of the web app, and without a renderer.
   */
  deviceOf(c: AppContext): Device | null
  /**
   * @returns the HTML of the page's root; null if rendering failed, which is logged, and if the
   * person has had more pages rendered than people open. The app then renders it itself.
   */
  draw(request: FlowPageRequest): string | null
}

const deviceSchema = z.object({
  app: z.string().max(100),
  language: z.enum(languages),
  timeZone: z.string().max(64).refine(isTimeZone),
  now: z.number().int().min(0).max(8.64e15),
  isWide: z.boolean(),
}) satisfies z.ZodType<Device>

/** Rendering blocks the event loop for milliseconds. */
const sharePerPerson = { atOnce: 20, everyMs: 500 }

/**
 * @param renderer null if the web app is not built, or served by another server
 * @param monotonic clock, in milliseconds
 */
export function createFlowPages(
  renderer: FlowPageRenderer | null,
  webApp: Pick<WebApp, 'files'> | null,
  log: Pick<Logger, 'warn'>,
  monotonic: MonotonicClock,
): FlowPages {
  const share = new PersonShare(sharePerPerson.atOnce, sharePerPerson.everyMs, monotonic)

  return {
    deviceOf(c) {
      const header = c.req.header(deviceHeader)
      if (renderer === null || webApp === null || header === undefined) return null
      const device = deviceSchema.safeParse(parseJsonText(header)).data
      return device !== undefined && webApp.files.has(`/assets/${device.app}`) ? device : null
    },

    draw(request) {
      if (!share.take(request.session)) return null
      try {
        return renderer?.renderFlowPage(request) ?? null
      } catch (err) {
        log.warn({ taskId: request.view.flow.taskId, err }, 'flow page not rendered')
        return null
      }
    },
  }
}

/**
 * Loads the build's renderer and renders once to warm up, as the first page takes thirty times as
 * long.
 * @param file path in the build
 * @returns null if it is not built
 */
export async function loadFlowPageRenderer(file: string): Promise<FlowPageRenderer | null> {
  const path = resolve(file)
  const isBuilt = await access(path).then(
    () => true,
    () => false,
  )
  if (!isBuilt) return null
  const renderer: FlowPageRenderer = await import(/* @vite-ignore */ pathToFileURL(path).href)
  for (const language of languages) renderer.renderFlowPage(sampleOf(language))
  return renderer
}

function sampleOf(language: Device['language']): FlowPageRequest {
  const time = Date.UTC(2026, 0, 1)
  const flow: Flow = {
    taskId: 'sample',
    title: 'Sample',
    status: 'signing',
    statusCode: 1,
    initiator: { name: 'Sample', organization: 'Sample' },
    logs: [
      { type: 'flow-created', typeCode: '1', description: 'Sample', operator: 'Sample', time },
    ],
  }
  return {
    view: {
      flow,
      signers: { ok: [] },
      approvals: { ok: [] },
      situation: situationOf({ flow, signers: [], approvals: [] }),
      registry: null,
      fetchedAt: time,
    },
    session: {
      corpName: null,
      corpId: 'sample',
      userId: 'sample',
      name: 'Sample',
      role: 'member',
      expiresAt: time,
    },
    device: { app: '', language, timeZone: 'Asia/Shanghai', now: time, isWide: false },
  }
}
