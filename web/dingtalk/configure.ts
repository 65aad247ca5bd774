import { dd } from '#web/dingtalk/sdk/sdk.ts'
import type { JsapiConfig } from '#shared/schemas/jsapi-config.ts'
import { callClient, markOutcome } from './call.ts'
import { DingTalkError } from './dingtalk-error.ts'
import { entryAddress } from './entry-address.ts'
import { dingTalkPlatform } from './platform.ts'

/** Long enough for the client to verify the signature with its servers; milliseconds. */
const timeoutMs = 8000

/** Every API that needs `dd.config`, because the client accepts the list only once. */
const jsApiList = ['biz.contact.complexPicker', 'biz.ding.create', 'biz.cspace.saveFile']

/**
 * Runs `dd.config`. Call it once per page load; the client ignores a second call.
 * @throws DingTalkError if the client refuses it
 */
export function configureClient(config: JsapiConfig): Promise<void> {
  if (dingTalkPlatform === null)
    return Promise.reject(new DingTalkError('outside-dingtalk', 'there is no client'))
  const asked = callClient(() => handOver(config), timeoutMs)
  markOutcome('dd-config', asked)
  return asked
}

/**
 * The URL that `dd.config` is signed for: the current one on PC, the one that was opened on phones.
 */
export function addressToSign(): string {
  return dingTalkPlatform === 'pc' ? location.href.replace(/#.*/, '') : entryAddress
}

function handOver(config: JsapiConfig): Promise<void> {
  return new Promise((resolve, reject) => {
    let refusal: unknown
    // dingtalk-jsapi also rejects an internal promise that nobody can catch.
    const swallow = (event: PromiseRejectionEvent) => {
      if (event.reason !== refusal) return
      event.preventDefault()
      window.removeEventListener('unhandledrejection', swallow)
    }
    window.addEventListener('unhandledrejection', swallow)
    dd.config({ ...config, jsApiList })
    dd.error((cause: unknown) => {
      refusal = cause
      reject(cause)
    })
    dd.ready(() => {
      window.removeEventListener('unhandledrejection', swallow)
      resolve()
    })
  })
}
