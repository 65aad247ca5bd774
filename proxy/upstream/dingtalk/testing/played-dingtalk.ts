import { z } from 'zod'
import * as played from '#sandbox/played.ts'
import type { AppKind } from '#proxy/config.ts'
import { createLogger } from '#proxy/base/log.ts'
import type { DingTalkClient } from '#proxy/upstream/dingtalk/client/client.ts'
import { createDingTalk } from '#proxy/upstream/dingtalk/dingtalk.ts'
import { createTransport } from '#proxy/upstream/dingtalk/client/transport.ts'
import type { Control } from '#proxy/testing/control-sandbox.ts'
import { startUpstream } from '#proxy/testing/upstream.ts'
import { playedApp } from '#proxy/start/foundation.ts'

/** Our client on its own sandbox. */
export type PlayedDingTalk = {
  client: DingTalkClient
  control: Control
  /** Methods and paths of the calls so far, oldest first. */
  asked(): Promise<string[]>
  close(): Promise<void>
}

const callsSchema = z.object({
  calls: z.array(z.object({ method: z.string(), path: z.string() })),
})

export async function playDingTalk(appKind: AppKind): Promise<PlayedDingTalk> {
  const upstream = await startUpstream()
  const { control } = upstream
  const transport = createTransport()
  const settings = playedApp(appKind, upstream.url, played)
  const { client } = createDingTalk({
    appKind,
    settings,
    transport,
    suiteTicket: () => settings.suiteTicket,
    log: createLogger('silent'),
    now: () => performance.now(),
  })

  return {
    client,
    control,
    async asked() {
      const { calls } = callsSchema.parse(await control('GET', '/calls'))
      return calls.map(({ method, path }) => `${method} ${path}`)
    },
    async close() {
      await transport.close()
      await upstream.close()
    },
  }
}
