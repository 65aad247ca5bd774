import { afterAll, beforeAll, expect, it } from 'vitest'
import { internal } from './testing/sandbox-apps.ts'
import { noteSize } from './testing/note-size.ts'
import { randomFrom } from './testing/random-from.ts'
import { routeCalls } from './testing/route-calls.ts'
import { startSandboxedProxy, type SandboxedProxy } from './testing/sandboxed-proxy.ts'

/** Whatever is sent to whichever route, nothing fails inside, hangs, or shows a stack. */

const isLong = process.env['LONG'] !== undefined
const requests = isLong ? 10_000 : 300
const seed = 20_261_202
const hangMs = 60_000

let app: SandboxedProxy

beforeAll(async () => {
  app = await startSandboxedProxy({ ...internal, ASSISTANTS: 'on', FLOW_ACCESS: 'participants' })
})

afterAll(() => app.close())

const random = randomFrom(seed)
const oneOf = <Item>(items: readonly [Item, ...Item[]]): Item =>
  items[Math.floor(random() * items.length)] ?? items[0]

const words = [
  'PRO-SANDBOX-SIGNING',
  'lisi',
  '0',
  '-1',
  '1e999',
  '\0',
  '%00',
  '\ud800',
  '../..',
  "'; drop table flows; --",
  '\u202e',
  'x'.repeat(5000),
  '// '.repeat(2000),
  'null',
] as const

const names = [
  'taskId',
  'lang',
  'scope',
  'cursor',
  'q',
  'limit',
  'corpId',
  'kind',
  '__proto__',
] as const

function value(levels = 3): unknown {
  if (levels === 0 || random() < 0.5)
    return oneOf<unknown>([oneOf(words), null, true, -1, 1e308, 0.5, [], {}])
  if (random() < 0.3) return Array.from({ length: 3 }, () => value(levels - 1))
  return Object.fromEntries(Array.from({ length: 3 }, () => [oneOf(names), value(levels - 1)]))
}

function body(): string {
  const text = JSON.stringify(value())
  return oneOf([text, text, text.slice(1), '', `\uFEFF\uFEFF${text}`, '['.repeat(8_000)])
}

const part = () => encodeURIComponent(oneOf(words).toWellFormed())

/** The streams of events need a connection, which these calls have not. */
const routes = Object.keys(routeCalls).filter(
  (route) => !route.includes('*') && !route.endsWith('/events'),
)

function request(): { path: string; init: RequestInit } {
  const [first = '', ...others] = routes
  const [method = 'GET', pattern = '/'] = oneOf([first, ...others]).split(' ')
  const query = random() < 0.5 ? '' : `?${oneOf(names)}=${part()}&${oneOf(names)}=${part()}`
  const headers: Record<string, string> = { 'content-type': 'application/json' }
  if (random() < 0.1) headers['content-type'] = oneOf(['text/plain', 'multipart/form-data', ''])
  if (random() < 0.1) headers['idempotency-key'] = 'x'.repeat(Math.floor(random() * 200))
  if (random() < 0.1) headers['x-flow-access'] = oneOf(['x', '1.2.3', 'y'.repeat(3000)])
  const hasBody = !['GET', 'HEAD', 'ALL'].includes(method)
  return {
    path: pattern.replace(/:\w+(\{[^}]*\})?/g, part) + query,
    init: {
      method: method === 'ALL' ? 'GET' : method,
      headers,
      ...(hasBody ? { body: body() } : {}),
    },
  }
}

it(`answers ${requests} random requests over all routes`, { timeout: 1_800_000 }, async () => {
  noteSize(`${requests} requests over ${routes.length} routes, seed ${seed}`)
  for (let asked = 0; asked < requests; asked += 1) {
    // Some of the requests sign out.
    if (asked % 25 === 0) await app.signIn(oneOf(['lisi', 'wangwu', 'zhangsan']))
    const { path, init } = request()
    const ending = new AbortController()
    const late = setTimeout(() => ending.abort(), hangMs)
    const answer = await Promise.race([
      app.proxy.ask(path, init),
      new Promise<never>((_resolve, reject) => {
        ending.signal.addEventListener('abort', () => reject(new Error(`${path} hangs`)))
      }),
    ])
    const what = `${init.method} ${path.slice(0, 200)} ${JSON.stringify(init).slice(0, 400)}`
    expect(answer.status, what).not.toBe(500)
    expect(await answer.text(), what).not.toMatch(/\n\s+at .+:\d+:\d+|node_modules/)
    clearTimeout(late)
  }
})
