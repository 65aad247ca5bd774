import type { BrowserContext, Page } from '@playwright/test'
import { installBridge, type NativeCall, type NativeReply } from './native-bridges.ts'
import type { PlatformOptions } from './platforms.ts'

/** An answer, or `'never'` for a client that leaves the page waiting. */
export type Answer = NativeReply | 'never'

/** The answer to a call: always the same, or depending on its parameters. */
export type Answerer = Answer | ((params: NativeCall['params']) => Answer | Promise<Answer>)

/** The native name of the call by which pages ask who is looking. */
export const authCodeCall = 'runtime.permission.requestAuthCodeV2'

/**
 * A DingTalk client beneath the real dingtalk-jsapi. Only its bridge is in the page; the client
 * itself is here, outside, where neither the page's policy nor its network reaches, as with the
 * real one. A call that no answer was set for succeeds with an empty result.
 */
export class DingTalkClient {
  /** All that native was asked, in order. */
  readonly calls: NativeCall[] = []
  readonly #answers = new Map<string, Answerer>()

  /** Puts the client beneath every page of a context; call it before the first is opened. */
  async install(context: BrowserContext, options: PlatformOptions): Promise<void> {
    await context.exposeBinding('dingTalkNative', (_source, call: NativeCall) => this.#reply(call))
    await context.addInitScript(installBridge, options)
  }

  /** Sets how the native call of this name is answered from now on. */
  answer(method: string, answerer: Answerer): void {
    this.#answers.set(method, answerer)
  }

  /** The parameters of all calls of this native name, in order. */
  callsOf(method: string): NativeCall['params'][] {
    return this.calls.filter((call) => call.method === method).map((call) => call.params)
  }

  /** Presses Android's or HarmonyOS's back key; whether the app took it, else the page closes. */
  pressBack(page: Page): Promise<boolean> {
    return dispatch(page, 'backbutton')
  }

  /** Goes back as iOS does; whether the app took it. */
  goBack(page: Page): Promise<boolean> {
    return dispatch(page, 'goBack')
  }

  /** Brings the page to the front again, as phones tell it. */
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

/** Sends a cancelable event to the document; whether a listener took it. */
function dispatch(page: Page, event: string): Promise<boolean> {
  return page.evaluate(
    (name) => !document.dispatchEvent(new Event(name, { cancelable: true })),
    event,
  )
}
