import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { appConfigSchema } from '#shared/schemas/app-config.ts'
import { sandboxCorpId } from '#sandbox/played.ts'
import { isNoPage, isPagePath, pagePaths } from '#shared/rules/page-path.ts'
import { startTestProxy, type TestProxy } from '#proxy/testing/test-proxy.ts'

const inlineScript = '\n  addEventListener("error", () => {})\n'
const pcScript = 'talkToPc()'
const phoneScript = 'talkToPhones()'
const inlineStyle = 'body { margin: 0 }'
const html = `<!doctype html>
<html><head>
<meta charset="utf-8" />
<meta name="app-config" content="" />
<meta name="release" content="1a2b3c4d5e6f" />
<style>${inlineStyle}</style>
<script>${inlineScript}</script>
<script type="module" crossorigin src="/assets/boot-abc.js"></script>
</head><body><script data-client="pc">${pcScript}</script>
<script data-client="phone">${phoneScript}</script></body></html>
`
const script = 'console.log("boot")'.repeat(50)

let folder: string
let proxy: TestProxy

function open(env: Record<string, string> = {}, webFolder = folder): Promise<TestProxy> {
  return startTestProxy('http://127.0.0.1:1', env, { webFolder })
}

/** Starts a proxy for one test; afterwards another test gets its database. */
async function start(...parts: Parameters<typeof open>): Promise<TestProxy> {
  const fresh = await open(...parts)
  onTestFinished(() => fresh.close())
  return fresh
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'web-app-'))
  const write = (path: string, content: string | Buffer) => writeFile(join(folder, path), content)
  await mkdir(join(folder, 'assets'))
  await mkdir(join(folder, '.vite'))
  await write('index.html', html)
  await write('index.html.br', brotliCompressSync(html))
  await write('favicon.svg', '<svg/>')
  await write('service-worker.js', 'addEventListener("fetch", () => {})')
  await write('assets/pdf-worker-abc.js', 'postMessage("ready")')
  await write('archive.gz', 'a file of its own')
  await write('.vite/manifest.json', '{}')
  await write('assets/boot-abc.js', script)
  await write('assets/boot-abc.js.br', brotliCompressSync(script))
  await write('assets/boot-abc.js.gz', gzipSync(script))
  proxy = await open()
})

afterAll(async () => {
  await proxy.close()
  await rm(folder, { recursive: true })
})

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer())

it.each([
  '/',
  '/flows/PRO-1',
  '/assets/boot-abc.js',
  '/assets/boot-old.js',
  '/api/config',
  '/api/me',
])('names the build of the page in the answer of %s', async (path) => {
  const answer = await proxy.ask(path)
  expect(answer.headers.get('x-release')).toBe('1a2b3c4d5e6f')
})

describe('a file of the build', () => {
  it.each([
    ['br', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['identity', null, (bytes: Buffer) => bytes],
  ])('is served as %s', async (accepted, encoding, decompress) => {
    const headers = { 'accept-encoding': accepted }
    const answer = await proxy.ask('/assets/boot-abc.js', { headers })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-encoding')).toBe(encoding)
    expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(answer.headers.get('vary')).toBe('accept-encoding')
    const bytes = await bytesOf(answer)
    expect(answer.headers.get('content-length')).toBe(String(bytes.length))
    expect(decompress(bytes).toString()).toBe(script)
  })

  it('is cached for good when its name has a hash, and otherwise revalidated each time', async () => {
    const caching = async (path: string) => (await proxy.ask(path)).headers.get('cache-control')
    expect(await caching('/assets/boot-abc.js')).toBe('public, max-age=31536000, immutable')
    expect(await caching('/favicon.svg')).toBe('no-cache')
  })

  it('is not sent again when the client has it', async () => {
    const first = await proxy.ask('/favicon.svg')
    const etag = first.headers.get('etag') ?? ''
    expect(etag).toMatch(/^"[\w-]+"$/)
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const answer = await proxy.ask('/favicon.svg', { headers: { 'if-none-match': known } })
      expect(answer.status).toBe(304)
      expect(answer.headers.get('etag')).toBe(etag)
      expect(answer.headers.get('cache-control')).toBe('no-cache')
      expect(await answer.text()).toBe('')
    }
    const other = await proxy.ask('/favicon.svg', { headers: { 'if-none-match': '"other"' } })
    expect(other.status).toBe(200)
  })

  it('may load nothing, except for the service worker, which is revalidated each time', async () => {
    const policyOf = (answer: Response) => answer.headers.get('content-security-policy')
    expect(policyOf(await proxy.ask('/favicon.svg'))).toBe(
      "default-src 'none'; frame-ancestors 'none'",
    )
    const worker = await proxy.ask('/service-worker.js')
    expect(policyOf(worker)).toBe("default-src 'none'; connect-src 'self'; worker-src 'self'")
    expect(worker.headers.get('cache-control')).toBe('no-cache')
    expect(worker.headers.get('content-type')).toMatch(/^text\/javascript/)
    // It loads its decoder by itself; no code from text, no WebAssembly.
    expect(policyOf(await proxy.ask('/assets/pdf-worker-abc.js'))).toBe(
      "default-src 'none'; script-src 'self'; connect-src 'self'",
    )
  })

  it('has another ETag for each encoding', async () => {
    const tags = ['br', 'gzip', 'identity'].map(async (accepted) => {
      const headers = { 'accept-encoding': accepted }
      return (await proxy.ask('/assets/boot-abc.js', { headers })).headers.get('etag')
    })
    expect(new Set(await Promise.all(tags)).size).toBe(3)
  })

  it('answers HEAD with the headers alone', async () => {
    const answer = await proxy.ask('/favicon.svg', { method: 'HEAD' })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-length')).toBe('6')
    expect(await answer.text()).toBe('')
  })

  it('is served unchanged when only its name looks compressed', async () => {
    const answer = await proxy.ask('/archive.gz')
    expect(await answer.text()).toBe('a file of its own')
    expect(answer.headers.has('content-encoding')).toBe(false)
  })
})

describe('a missing file', () => {
  it.each([
    '/assets/boot-old.js',
    '/index.html',
    '/missing.css',
    '/assets/boot-abc.js.br',
    '/index.html.br',
    '/.vite/manifest.json',
    '/.env',
    '/..%2f..%2fpackage.json',
    '/assets/..%2f..%2fpackage.json',
  ])('%s is answered with a problem, never with the page', async (path) => {
    const answer = await proxy.ask(path)
    expect(answer.status).toBe(404)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })
})

describe('the page', () => {
  it.each([
    '/',
    '/flows/PRO-1',
    '/flows/PRO-1.2',
    '/approvals/a.b',
    '/start',
    '/me',
    '/admin',
    '/flows/PRO-1?corpId=dingcorp',
    '/a/page/of/the/future',
  ])('is served at %s', async (path) => {
    const answer = await proxy.ask(path)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(answer.headers.get('cache-control')).toBe('no-cache')
    expect(await answer.text()).toContain('src="/assets/boot-abc.js"')
  })

  it.each(['/api/x', '/callbacks/x', '/_sandbox/x'])('is not served at %s', async (path) => {
    expect((await proxy.ask(path)).status).toBe(404)
  })

  it.each(['br', 'gzip', 'identity'])('is the same with %s', async (accepted) => {
    const answer = await proxy.ask('/', { headers: { 'accept-encoding': accepted } })
    const bytes = await bytesOf(answer)
    const decompress = { br: brotliDecompressSync, gzip: gunzipSync }[accepted]
    expect((decompress?.(bytes) ?? bytes).toString()).toContain('name="app-config"')
    const etag = answer.headers.get('etag') ?? ''
    const headers = { 'accept-encoding': accepted, 'if-none-match': etag }
    expect((await proxy.ask('/', { headers })).status).toBe(304)
  })

  it('contains the config, so that the app need not request it', async () => {
    const odd = await start({ DINGTALK_CLIENT_ID: `a"><script>alert('$&')</script>` })
    const page = await (await odd.ask('/')).text()
    expect(page).not.toContain('<script>alert')
    const content = /<meta name="app-config" content="([^"]*)">/.exec(page)?.[1] ?? ''
    const unescaped = content
      .replaceAll('&quot;', '"')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&')
    expect(appConfigSchema.parse(JSON.parse(unescaped))).toEqual({
      mode: 'live',
      appKind: 'internal',
      clientId: `a"><script>alert('$&')</script>`,
      corpId: sandboxCorpId,
    })
  })

  describe('on a phone', () => {
    const userAgents = {
      android: 'Mozilla/5.0 (Linux; U; Android 13; 2211133G) AliApp(DingTalk/7.6.30)',
      ios: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AliApp(DingTalk/7.6.30)',
      harmony: 'Mozilla/5.0 (Phone; OpenHarmony 5.0) AliApp(DingTalk/7.6.30)',
      pc: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) dingtalk-win/1.0.0 DingTalk(7.6.45)',
      mac: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15 DingTalk(8.3.15-macOS-54673844) nw DTWKWebView',
    }
    const ask = (platform: keyof typeof userAgents) =>
      proxy.ask('/', { headers: { 'user-agent': userAgents[platform] } })

    it.each(['android', 'ios', 'harmony'] as const)(
      "comes to %s without the PC client's code, whose hash its policy lacks",
      async (platform) => {
        const answer = await ask(platform)
        const page = await answer.text()
        expect(page).toContain(inlineScript)
        expect(page).toContain(phoneScript)
        expect(page).not.toContain(pcScript)
        const policy = answer.headers.get('content-security-policy')
        expect(policy).toContain(hash(inlineScript))
        expect(policy).toContain(hash(phoneScript))
        expect(policy).not.toContain(hash(pcScript))
      },
    )

    it.each(['pc', 'mac'] as const)(
      'differs from the page for %s, as the Vary header says',
      async (client) => {
        const [phone, pc] = await Promise.all([ask('android'), ask(client)])
        const page = await pc.text()
        expect(page).toContain(pcScript)
        expect(page).not.toContain(phoneScript)
        expect(pc.headers.get('content-security-policy')).not.toContain(hash(phoneScript))
        expect(phone.headers.get('etag')).not.toBe(pc.headers.get('etag'))
        for (const answer of [phone, pc])
          expect(answer.headers.get('vary')).toBe('accept-encoding, user-agent')
      },
    )
  })

  it('runs only the scripts of the build', async () => {
    const answer = await proxy.ask('/')
    const policy = new Map(
      (answer.headers.get('content-security-policy') ?? '').split('; ').map((directive) => {
        const [name = '', ...sources] = directive.split(' ')
        return [name, sources] as const
      }),
    )
    expect(policy.get('default-src')).toEqual(["'none'"])
    expect(policy.get('script-src')).toEqual(["'self'", hash(inlineScript), hash(pcScript)])
    expect(policy.get('style-src')).toEqual(["'self'", hash(inlineStyle)])
    expect(policy.get('connect-src')).toEqual(["'self'"])
    expect(policy.get('worker-src')).toEqual(["'self'"])
    expect(policy.get('frame-ancestors')).toEqual(["'self'", 'https://*.dingtalk.com'])
    expect(policy.get('base-uri')).toEqual(["'none'"])
    expect(policy.get('object-src')).toEqual(["'none'"])
    expect(answer.headers.get('content-security-policy')).not.toContain('unsafe')
    expect(answer.headers.has('x-frame-options')).toBe(false)
    expect(answer.headers.has('cross-origin-opener-policy')).toBe(false)
    expect(answer.headers.get('permissions-policy')).toContain('camera=()')
  })
})

describe('without a build', () => {
  it('pages say how to build', async () => {
    const bare = await start({}, join(folder, 'absent'))
    const answer = await bare.ask('/flows/PRO-1')
    expect(answer.status).toBe(404)
    expect(await answer.json()).toMatchObject({
      code: 'not-found',
      title: 'The web app has not been built: run "npm run build".',
    })
    expect((await bare.ask('/healthz')).status).toBe(200)
  })

  it('a page without a place for the config fails the start', async () => {
    const other = await mkdtemp(join(tmpdir(), 'web-app-'))
    await writeFile(join(other, 'index.html'), '<!doctype html>')
    await expect(open({}, other)).rejects.toThrow('app-config')
    await rm(other, { recursive: true })
  })
})

it('all that the app answers is a page or named as none', async () => {
  const paths = proxy.routes().map((route) => route.split(' ')[1] ?? '')
  const others = paths.filter((path) => path !== '/*')
  expect(others).toContain('/openapi.json')
  expect(others.filter((path) => !isNoPage(path))).toEqual([])
  expect(pagePaths.filter((path) => isNoPage(path) || !isPagePath(path))).toEqual([])
})
