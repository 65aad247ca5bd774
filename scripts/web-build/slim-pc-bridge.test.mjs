import { readFileSync } from 'node:fs'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { messageCopy } from '#web/dingtalk/sdk/message-copy.ts'
import { slimPcBridge } from './slim-pc-bridge.mjs'

const bundle = readFileSync(
  new URL(
    '../../node_modules/dingtalk-jsapi/lib/packages/frame-talk-client-pc/index.js',
    import.meta.url,
  ),
  'utf8',
)

/**
 * @typedef {{ msgId: number, methodName: string, containerId: string, body: unknown, type: string }} Sent
 * @typedef {{ invokeAPI: (name: string, params: unknown) => { result: Promise<unknown> } }} Bridge
 */

/**
 * A PC client's window with the bridge in it.
 * @param {string} code
 */
function windowWith(code) {
  /** @type {Sent[]} */
  const sent = []
  /** @type {((event: { origin: string, data: unknown }) => void)[]} */
  const listeners = []
  const hostOrigin = 'https://im.dingtalk.com'
  /** @type {Record<string, unknown>} */
  const window = {
    name: JSON.stringify({ hostOrigin, containerId: 'container' }),
    dingtalk: { platform: { invokeAPI: () => {} } },
    addEventListener: (
      /** @type {string} */ _type,
      /** @type {(typeof listeners)[number]} */ listener,
    ) => listeners.push(listener),
    postMessage: (/** @type {Sent} */ message) => sent.push(message),
  }
  window['top'] = window
  /** @type {{ exports: unknown }} */
  const module = { exports: {} }
  const require = () => ({ messageCopy })
  const timers = { setTimeout, clearTimeout }
  const scope = { window, self: window, dingtalk: window['dingtalk'], module, require, ...timers }
  runInNewContext(code, { exports: module.exports, ...scope })
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the bundle exports
  const bridge = /** @type {Bridge} */ (module.exports)
  /** @param {unknown} data */
  const hear = (data) => listeners.forEach((listener) => listener({ origin: hostOrigin, data }))
  return { bridge, sent, hear }
}

const slim = slimPcBridge(bundle, '/message-copy.ts')

describe('slimPcBridge', () => {
  it('leaves lodash out, which is most of the bundle', () => {
    expect(slim).not.toContain('__lodash_hash_undefined__')
    expect(slim.length).toBeLessThan(bundle.length / 3)
  })

  it('sends what the whole bundle sends', async () => {
    const params = () => ({
      corpId: 'ding1',
      users: ['a', { id: 'b', tags: [1, null, true] }],
      nothing: undefined,
      deep: { er: { than: 'that' } },
      onSuccess: () => {},
      success: () => {},
    })
    const [whole, part] = await Promise.all(
      [bundle, slim].map(async (code) => {
        const { bridge, sent } = windowWith(code)
        const given = params()
        void bridge.invokeAPI('biz.contact.complexPicker', given)
        given.deep.er.than = 'changed after the call'
        await nextTurn()
        expect(sent).toHaveLength(1)
        const { msgId, ...rest } = sent[0] ?? { msgId: 0 }
        expect(msgId).toBeGreaterThan(0)
        return JSON.stringify(rest)
      }),
    )
    expect(part).toBe(whole)
    expect(part).toContain('"than":"that"')
    expect(part).toContain('"success":{}')
  })

  it('hands over what the client answers', async () => {
    const { bridge, sent, hear } = windowWith(slim)
    const { result } = bridge.invokeAPI('device.base', {})
    await nextTurn()
    hear({ type: 'response', msgId: sent[0]?.msgId, success: true, body: { code: 7 } })
    expect(await result).toEqual({ code: 7 })
  })

  it('stops the build when the bundle is made otherwise', () => {
    expect(() => slimPcBridge('var a=[function(){}]', '/message-copy.ts')).toThrow(
      "dingtalk-jsapi's PC bridge is not made as it was",
    )
    expect(() => slimPcBridge(bundle.replace('.s=5', ''), '/message-copy.ts')).toThrow(
      'no first module',
    )
  })
})
