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

let configured: Promise<void> | null = null

/**
 * Runs `dd.config`, which contact pickers and DINGs need. Once for each page load; the client
 * ignores a second call.
 * @param sign gives the values of `dd.config` for an address. If it fails, the next call asks
 * again.
 * @throws DingTalkError when the client does not accept them, and whatever `sign` throws
 */
export function configureClient(sign: (address: string) => Promise<JsapiConfig>): Promise<void> {
  if (dingTalkPlatform === null)
    return Promise.reject(new DingTalkError('outside-dingtalk', 'there is no client'))
  configured ??= sign(addressToSign()).then(
    (config) => withinTime(() => handOver(config), timeLimit),
    (cause: unknown) => {
      configured = null
      throw cause
    },
  )
  return configured
}

/** On PC the package signs the present address; phones sign the one that was opened. */
function addressToSign(): string {
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
