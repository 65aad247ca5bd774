import type { Platform, PlatformOptions } from './platforms.ts'

/** What the page asks of the client, as JSON: functions do not cross to native. */
export type NativeCall = { method: string; params: Record<string, unknown> }

/**
 * A client that is emulated. That on the Mac says by its user agent alone which it is, and puts its
 * identity beside the name of the window instead of into it.
 */
export type EmulatedClient = Platform | 'mac'

type BridgeOptions = Pick<PlatformOptions, 'bridgeDelay'> & { platform: EmulatedClient }

/** What the client makes of a call. */
export type NativeReply = { ok: unknown } | { fail: { errorCode: unknown; errorMessage: string } }

declare global {
  interface Window {
    /** Hands a call to the emulated client outside of the page; settles when it answers. */
    dingTalkNative(call: NativeCall): Promise<NativeReply>
    /** Sends an event to listeners of `dd.on`; there on PC once something listens. */
    dingTalkEmit?(eventName: string, body: unknown): void
  }
}

/**
 * Puts a client's bridge into the page, as the real client does before any script of the page
 * runs. It runs in the page, so it holds everything it needs.
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

  /** The PC client talks by messages with an origin of its own, so that one target is diverted. */
  const pc = () => {
    const hostOrigin = 'https://im.dingtalk.com'
    const identity = { containerId: 'c1', hostOrigin, hostVersion: '7.6.45', language: 'zh_CN' }
    const config = JSON.stringify(identity)
    if (platform === 'mac') Object.assign(window, { dd_bridge_config: config })
    else {
      window.name = config
      // Only looked at, never called.
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
  // A frame of ours inside of the page is no page of the client's.
  if (window.parent !== window) return
  const appear = { android, ios, harmony, pc, mac: pc }[platform]
  if (bridgeDelay === 0) appear()
  else if (bridgeDelay !== 'never') setTimeout(appear, bridgeDelay)
}
