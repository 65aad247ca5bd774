import { dd } from '#web/dingtalk/sdk/sdk.ts'
import type { JsapiConfig } from '#shared/schemas/jsapi-config.ts'
import { withinTime } from './call.ts'
import { DingTalkError } from './dingtalk-error.ts'
import { entryAddress } from './entry-address.ts'
import { dingTalkPlatform } from './platform.ts'

/** The client checks the signature with its servers. */
const timeLimit = 8000

/** What the app calls of those that need it; the client takes the list once, so all are named. */
const jsApiList = ['biz.contact.complexPicker', 'biz.ding.create', 'biz.cspace.saveFile']

let configured: Promise<void> | null = null

/**
 * Lets the page call what DingTalk keeps from pages that it does not know: contact pickers and
 * DINGs. Once for each page load, however often it is called; the client ignores a second time.
 * @param sign the values of `dd.config` for an address. When it fails, the next call asks again.
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

/** On PC the package sends the present address along; phones know the one that was opened. */
function addressToSign(): string {
  return dingTalkPlatform === 'pc' ? location.href.replace(/#.*/, '') : entryAddress
}

function handOver(config: JsapiConfig): Promise<void> {
  return new Promise((resolve, reject) => {
    let refusal: unknown
    // The package leaves a promise of its own behind, which fails with nobody to catch it.
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
