import type { Platform, PlatformOptions } from './platforms.ts'

/** A call of the page to the client, as JSON: functions cannot cross to native. */
export type NativeCall = { method: string; params: Record<string, unknown> }

/**
 * An emulated client. The Mac client is recognised only by its user agent, and puts its identity
 * next to the window's name instead of into it.
 */
export type EmulatedClient = Platform | 'mac'

type BridgeOptions = Pick<PlatformOptions, 'bridgeDelay'> & { platform: EmulatedClient }

export type NativeReply = { ok: unknown } | { fail: { errorCode: unknown; errorMessage: string } }

declare global {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- Only an interface is merged.
  interface Window {
    /** Passes a call to the emulated client outside the page; resolves with its reply. */
    dingTalkNative(call: NativeCall): Promise<NativeReply>
    /**
     * Sends an event to the `dd.on` listeners; on PC it exists only after the first listener was
     * added.
     */
    dingTalkEmit?(eventName: string, body: unknown): void
  }
}

/**
 * Installs a client's bridge in the page, before any script of the page runs, like the real client.
 * The function is serialised into the page, so it may use nothing from this module.
 */
export function installBridge({ platform, bridgeDelay }: BridgeOptions): void {
  type Reply = (ok: boolean, value: unknown) => void
  type Answered = (answer: unknown) => void
  type PcMessage = { msgId: unknown; methodName: string; body: unknown }

  const native = (method: string, params: unknown, reply: Reply) => {
    const call = { method, params: JSON.parse(JSON.stringify(params ?? {})) }
    void window.dingTalkNative(call).then((answer) => {
      if ('ok' in answer) reply(true, answer.ok)
      else reply(false, answer.fail)
    })
  }
  const announce = (event: string) => document.dispatchEvent(new Event(event))

  const android = () => {
    const exec = (
      onOk: Answered,
      onFail: Answered,
      service: string,
      action: string,
      params: unknown,
    ) => native(`${service}.${action}`, params, (ok, value) => (ok ? onOk : onFail)(value))
    Object.assign(window, { nuva: { isReady: true, require: () => exec } })
    announce('runtimeready')
  }

  const ios = () => {
    const callHandler = (method: string, params: unknown, answered: Answered) =>
      native(method, params, (ok, value) =>
        answered(ok ? { errorCode: '0', errorMessage: '', result: value } : value),
      )
    Object.assign(window, {
      WebViewJavascriptBridge: { init() {}, registerHandler() {}, callHandler },
    })
    announce('WebViewJavascriptBridgeReady')
  }

  const harmony = () => {
    const call = (method: string, params: unknown, answered: Answered) =>
      native(method, params, (success, body) => answered({ success, body }))
    Object.assign(window, { DingTalkJSBridge: { init() {}, call } })
    announce('DingTalkJSBridgeReady')
  }

  /** The SDK posts its calls to the client's origin; messages for that origin are answered here. */
  const pc = () => {
    const hostOrigin = 'https://im.dingtalk.com'
    const identity = { containerId: 'c1', hostOrigin, hostVersion: '7.6.45', language: 'zh_CN' }
    const config = JSON.stringify(identity)
    if (platform === 'mac') Object.assign(window, { dd_bridge_config: config })
    else {
      window.name = config
      // The SDK only checks that this exists.
      Object.assign(window, { dingtalk: { platform: { invokeAPI() {} } } })
    }
    const send = (data: unknown) =>
      window.dispatchEvent(new MessageEvent('message', { origin: hostOrigin, data }))
    const listen = (msgId: unknown) => {
      window.dingTalkEmit = (eventName, body) => send({ type: 'event', msgId, eventName, body })
    }
    window.postMessage = new Proxy(window.postMessage, {
      apply(post, self, words: [message: PcMessage, target: unknown]) {
        const [message, target] = words
        if (target !== hostOrigin) return Reflect.apply(post, self, words)
        const { msgId, methodName, body } = message
        if (methodName === 'SYS_openAPIContainerInitEvent') return listen(msgId)
        return native(methodName, body, (success, value) =>
          send({ type: 'response', msgId, success, body: value }),
        )
      },
    })
  }

  if (platform === 'browser') return
  // The client puts no bridge into frames inside the page.
  if (window.parent !== window) return
  const appear = { android, ios, harmony, pc, mac: pc }[platform]
  if (bridgeDelay === 0) appear()
  else if (bridgeDelay !== 'never') setTimeout(appear, bridgeDelay)
}
