import { z } from 'zod'

/**
 * Answer of `GET /api/jsapi-config?url=`, where `url` is the address of the page that calls
 * `dd.config`, without its fragment. Passed to that call unchanged, with a `jsApiList` added.
 */
export const jsapiConfigSchema = z.object({
  /** Our app's agent id in the corp. */
  agentId: z.string(),
  corpId: z.string(),
  timeStamp: z.string(),
  nonceStr: z.string(),
  signature: z.string(),
})

export type JsapiConfig = z.infer<typeof jsapiConfigSchema>
