import { z } from 'zod'

/**
 * Answer of `GET /api/jsapi-config?url=`, where `url` is the address of the page that calls
 * `dd.config`, without its fragment. Goes into that call as it is, with a `jsApiList` beside it.
 */
export const jsapiConfigSchema = z.object({
  /** Our app's in the corp. */
  agentId: z.string(),
  corpId: z.string(),
  timeStamp: z.string(),
  nonceStr: z.string(),
  signature: z.string(),
})

export type JsapiConfig = z.infer<typeof jsapiConfigSchema>
