import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, createBrotliDecompress, gunzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { signInAnswerSchema } from '#shared/schemas/session.ts'
import { deviceHeader, type Device } from '#shared/rules/flow-page.ts'
import type { FlowPageRenderer } from '#shared/schemas/flow/flow-page.ts'
import { flowViewSchema } from '#shared/schemas/flow/flow.ts'
import { sandboxCorpId } from '#sandbox/played.ts'
import { issueAuthCode } from '#proxy/testing/control-sandbox.ts'
import { answering } from '#proxy/testing/sample-replies.ts'
import { startTestProxy, type TestProxy } from '#proxy/testing/test-proxy.ts'
import { startUpstream, type Upstream } from '#proxy/testing/upstream.ts'

const device: Device = {
  app: 'app-12345678.js',
  language: 'zh',
  timeZone: 'Asia/Shanghai',
  now: 1_700_000_000_000,
  isWide: false,
}

const taskId = 'PRO-SANDBOX-SIGNING'

const html = '<div class="page">一份合同</div>'
const renderFlowPage = vi.fn<FlowPageRenderer['renderFlowPage']>()

let webFolder: string
let upstream: Upstream
let proxy: TestProxy

beforeAll(async () => {
  webFolder = await mkdtemp(join(tmpdir(), 'web-app-'))
  await mkdir(join(webFolder, 'assets'))
  await writeFile(join(webFolder, 'index.html'), '<meta name="app-config" content="" />')
  await writeFile(join(webFolder, 'assets', device.app), '')
})

afterAll(() => rm(webFolder, { recursive: true }))

beforeEach(async () => {
  renderFlowPage.mockReset().mockReturnValue(html)
  upstream = await startUpstream()
  proxy = await startTestProxy(upstream.url, {}, { webFolder, renderer: { renderFlowPage } })
})

afterEach(async () => {
  await proxy.close()
  await upstream.close()
})

const asking = (more: Record<string, unknown> = {}) => ({
  [deviceHeader]: JSON.stringify({ ...device, ...more }),
})

async function signIn(headers: Record<string, string>): Promise<Response> {
  const authCode = await issueAuthCode(upstream.control, 'lisi')
  return proxy.ask('/api/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ authCode, corpId: sandboxCorpId, taskId }),
  })
}

/** The JSON on the first line, and the page after it. */
function parted(text: string): { json: unknown; behind: string } {
  const end = text.indexOf('\n')
  return { json: JSON.parse(text.slice(0, end)), behind: text.slice(end + 1) }
}

describe('a request for the page with the flow', () => {
  it("gets the page after the sign-in's JSON, rendered for the device", async () => {
    const answer = await signIn(asking())
    expect(answer.status).toBe(201)
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(answer.headers.get('set-cookie')).toContain('session=')
    const { json, behind } = parted(await answer.text())
    const { flow, ...session } = signInAnswerSchema.parse(json)
    expect(behind).toBe(html)
    expect(flow).toHaveProperty('ok')
    const view = flow !== undefined && 'ok' in flow ? flow.ok : undefined
    expect(renderFlowPage).toHaveBeenCalledExactlyOnceWith({ view, session, device })
  })

  it("gets the page after the flow's JSON, when signed in", async () => {
    await upstream.signIn(proxy, 'lisi')
    const answer = await proxy.ask(`/api/flows/${taskId}`, { headers: asking() })
    expect(answer.status).toBe(200)
    const { json, behind } = parted(await answer.text())
    expect(flowViewSchema.parse(json).flow.taskId).toBe(taskId)
    expect(behind).toBe(html)
  })

  it.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ] as const)('gets both parts compressed with %s', async (encoding, decompress) => {
    const answer = await signIn({ ...asking(), 'accept-encoding': encoding })
    expect(answer.headers.get('content-encoding')).toBe(encoding)
    const text = decompress(Buffer.from(await answer.arrayBuffer())).toString()
    expect(parted(text).behind).toBe(html)
  })

  it('gets the JSON before the page is rendered', async () => {
    const answer = await signIn({ ...asking(), 'accept-encoding': 'br' })
    const reader = answer.body?.getReader()
    const decompressor = createBrotliDecompress()
    const first = await reader?.read()
    expect(renderFlowPage).not.toHaveBeenCalled()
    decompressor.write(first?.value)
    const line = await new Promise((resolve) => decompressor.once('data', resolve))
    expect(String(line)).toMatch(/^\{.*\}\n$/)
    await reader?.read()
    expect(renderFlowPage).toHaveBeenCalledOnce()
  })

  it('gets the JSON alone when the person has had many pages rendered at once', async () => {
    await proxy.close()
    const app = { webFolder, renderer: { renderFlowPage }, now: () => device.now }
    proxy = await startTestProxy(upstream.url, {}, app)
    await upstream.signIn(proxy, 'lisi')
    const answers = Array.from({ length: 30 }, async () => {
      const answer = await proxy.ask(`/api/flows/${taskId}`, { headers: asking() })
      expect(answer.status).toBe(200)
      return parted(await answer.text()).behind
    })
    const pages = await Promise.all(answers)
    expect(pages.filter((page) => page === html)).toHaveLength(20)
    expect(pages.filter((page) => page === '')).toHaveLength(10)
  })

  it('gets the JSON alone when rendering fails, which is logged', async () => {
    renderFlowPage.mockImplementation(() => {
      throw new Error('a component at fault')
    })
    const { json, behind } = parted(await (await signIn(asking())).text())
    expect(signInAnswerSchema.parse(json).flow).toHaveProperty('ok')
    expect(behind).toBe('')
    expect(proxy.logText()).toContain('a component at fault')
  })
})

describe('plain JSON is for', () => {
  it.each([
    ['nobody in particular', {}],
    ['who has another release of the app', asking({ app: 'app-00000000.js' })],
    ['who names a file outside of it', asking({ app: '../index.html' })],
    ['a zone that is none', asking({ timeZone: 'Nowhere/Land' })],
    ['another language', asking({ language: 'fr' })],
    ['a header that is no JSON', { [deviceHeader]: '{' }],
  ])('%s', async (_name, headers) => {
    const answer = await signIn(headers)
    expect(answer.status).toBe(201)
    expect(answer.headers.get('content-type')).toBe('application/json')
    expect(signInAnswerSchema.parse(await answer.json()).flow).toHaveProperty('ok')
    expect(renderFlowPage).not.toHaveBeenCalled()
  })

  it('a person who may not see the flow, or a flow that cannot be read', async () => {
    upstream.fault = answering({ flow: () => ({ status: 500, body: {} }) })
    const answer = await signIn(asking())
    expect(answer.headers.get('content-type')).toBe('application/json')
    expect(signInAnswerSchema.parse(await answer.json()).flow).toHaveProperty('problem')
    expect(renderFlowPage).not.toHaveBeenCalled()
  })
})
