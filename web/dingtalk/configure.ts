import { dd } from '#web/dingtalk/sdk/sdk.ts'
import type { JsapiConfig } from '#shared/schemas/jsapi-config.ts'
import { withinTime } from './call.ts'
import { DingTalkError } from './dingtalk-error.ts'
import { entryAddress } from './entry-address.ts'
import { dingTalkPlatform } from './platform.ts'

/** The client checks the signature with its servers. */
const timeLimit = 8000

/** Every API that needs `dd.config`: the client accepts the list once. */
const jsApiList = ['biz.contact.complexPicker', 'biz.ding.create', 'biz.cspace.saveFile']

/**
 * Runs `dd.config`. Once for each page load; the client ignores a second call.
 * @throws DingTalkError when the client does not accept it
 */
export function configureClient(config: JsapiConfig): Promise<void> {
  return dingTalkPlatform === null
    ? Promise.reject(new DingTalkError('outside-dingtalk', 'there is no client'))
    : withinTime(() => handOver(config), timeLimit)
}

/**
 * What `dd.config` is signed for: on PC the package signs the present address, on phones the one that
 * was opened.
 */
export function addressToSign(): string {
  return dingTalkPlatform === 'pc' ? location.href.replace(/#.*/, '') : entryAddress
}

function handOver(config: JsapiConfig): Promise<void> {
  return new Promise((resolve, reject) => {
    let refusal: unknown
    // dingtalk-jsapi leaves a rejected promise of its own that nobody can catch.
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
