import type { BrowserContext, Page } from '@playwright/test'
import { installBridge, type NativeCall, type NativeReply } from './native-bridges.ts'
import type { PlatformOptions } from './platforms.ts'

/** A reply, or `'never'` for a client that leaves the call pending. */
export type Answer = NativeReply | 'never'

/** The answer to a call: constant, or depending on its parameters. */
export type Answerer = Answer | ((params: NativeCall['params']) => Answer | Promise<Answer>)

/** The native name of the call that requests an auth code. */
export const authCodeCall = 'runtime.permission.requestAuthCodeV2'

/**
 * An emulated DingTalk client under the real dingtalk-jsapi. Only its bridge is in the page. The
 * client itself runs outside, where neither the page's policy nor its network applies, like the
 * real one. Calls without a set answer succeed with an empty result.
 */
export class DingTalkClient {
  /** All native calls, in order. */
  readonly calls: NativeCall[] = []
  readonly #answers = new Map<string, Answerer>()

  /** Installs the client in every page of a context; call it before the first page is opened. */
  async install(context: BrowserContext, options: PlatformOptions): Promise<void> {
    await context.exposeBinding('dingTalkNative', (_source, call: NativeCall) => this.#reply(call))
    await context.addInitScript(installBridge, options)
  }

  /** Sets the answer to this native call from now on. */
  answer(method: string, answerer: Answerer): void {
    this.#answers.set(method, answerer)
  }

  /** The parameters of all calls with this native name, in order. */
  callsOf(method: string): NativeCall['params'][] {
    return this.calls.filter((call) => call.method === method).map((call) => call.params)
  }

  /**
   * Presses Android's or HarmonyOS's back key. Returns whether the app handled it; otherwise the
   * page closes.
   */
  pressBack(page: Page): Promise<boolean> {
    return dispatch(page, 'backbutton')
  }

  /** Goes back like iOS. Returns whether the app handled it. */
  goBack(page: Page): Promise<boolean> {
    return dispatch(page, 'goBack')
  }

  /** Fires the event of phones when the page returns to the foreground. */
  async resume(page: Page): Promise<void> {
    await dispatch(page, 'resume')
  }

  /** Sends an event of the PC client to the page's `dd.on` listeners. */
  async emit(page: Page, eventName: string, body: unknown): Promise<void> {
    await page.waitForFunction(() => window.dingTalkEmit !== undefined)
    await page.evaluate(([name, data]) => window.dingTalkEmit?.(name, data), [
      eventName,
      body,
    ] as const)
  }

  async #reply(call: NativeCall): Promise<NativeReply> {
    this.calls.push(call)
    const answerer = this.#answers.get(call.method) ?? { ok: {} }
    const answer = typeof answerer === 'function' ? await answerer(call.params) : answerer
    return answer === 'never' ? new Promise(() => {}) : answer
  }
}

/** Dispatches a cancelable event to the document. Returns whether a listener handled it. */
function dispatch(page: Page, event: string): Promise<boolean> {
  return page.evaluate(
    (name) => !document.dispatchEvent(new Event(name, { cancelable: true })),
    event,
  )
}
