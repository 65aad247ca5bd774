import { setTimeout as pause } from 'node:timers/promises'
import { startTimeoutMs, test as base } from '#e2e/fixtures/browser-fixtures.ts'
import { authCodeCall } from '#e2e/client/dingtalk-client.ts'
import { AppServer } from '#e2e/servers/app-server.ts'
import { SandboxControl } from '#e2e/support/sandbox-control.ts'
import { linkTo } from '#e2e/support/seeds.ts'
import { untilAlive } from '#e2e/support/until-alive.ts'
import { addFiles, fileRow, openStart } from '#e2e/support/start-contract.ts'
import { expect } from '@playwright/test'
import { multipart, multipartType } from '#proxy/features/files/testing/multipart-body.ts'
import { sandboxCorpId } from '#sandbox/credentials.ts'
import { maxFileBytes } from '#shared/rules/file-rules.ts'
import { Http2Client, type Headers } from './clients/http2-client.ts'
import { Nginx } from './servers/nginx.ts'
import { RecordSizes } from './servers/record-sizes.ts'
import { slowlyDrawing } from './servers/slow-drawing.ts'
import { noteSize } from './note-size.ts'
import { readAgain } from '#e2e/support/read-again.ts'

// Debian's nginx before the app, with the recipe of docs/deployment.md.

/** How long an event stream stays open. */
const listeningMs = 120_000

/** How often the app says on an event stream that it is there. */
const heartbeatMs = 15_000

/** How long the app takes here to draw a page. */
const drawingMs = 1000

/** What `ssl_buffer_size 4k` allows, with the tag and padding of a record. */
const maxRecordBytes = 4096 + 256

/** How long a stopping app waits for what is under way. */
const graceMs = 10_000

const signing = 'PRO-SANDBOX-SIGNING'

const pageError = { name: 'Error', message: 'test', build: null, places: [] }

type Running = { nginx: Nginx; app: AppServer; sandbox: SandboxControl }

const test = base.extend<{ client2: Http2Client; cookie: Headers }, { running: Running }>({
  running: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright wants one
    async ({}, provide) => {
      const nginx = await Nginx.create()
      const app = await AppServer.start({ PUBLIC_URL: nginx.url })
      await nginx.start(app.url)
      await provide({ nginx, app, sandbox: new SandboxControl(app.url) })
      await nginx.stop()
      await app.stop()
    },
    { scope: 'worker', timeout: startTimeoutMs },
  ],
  client2: async ({ running: { nginx } }, provide) => {
    const client2 = await Http2Client.connect(nginx)
    await provide(client2)
    client2.close()
  },
  cookie: async ({ running, client2 }, provide) => {
    await provide(await signIn(running, client2))
  },
})

/** @returns the headers of zhangsan's calls */
async function signIn({ nginx, sandbox }: Running, client: Http2Client): Promise<Headers> {
  const origin = { origin: nginx.url }
  const body = { authCode: await sandbox.authCode('zhangsan'), corpId: sandboxCorpId }
  const answer = await client.post('/api/session', body, origin)
  expect(answer.status, await answer.text).toBe(201)
  const [cookie = ''] = [answer.headers['set-cookie']].flat().map(String)
  expect(cookie).toMatch(/^__Host-session=.*; Secure/)
  return { ...origin, cookie: cookie.split(';')[0] ?? '' }
}

test('TLS with HTTP/2, and the headers and the cookie of the app', async ({ client2, cookie }) => {
  const page = await client2.get('/')
  expect(page.status).toBe(200)
  expect(page.headers['content-security-policy']).toContain("default-src 'none'")
  expect(page.headers['strict-transport-security']).toBeDefined()
  const flow = await client2.get(`/api/flows/${signing}`, cookie)
  expect(flow.status).toBe(200)
  expect(await flow.text).toContain('办公设备采购合同')
})

test('the metrics are shown to nobody', async ({ client2, running: { app } }) => {
  expect((await client2.get('/metrics')).status).toBe(404)
  expect((await fetch(`${app.url}/metrics`)).status).toBe(200)
})

test('small TLS records, from the first one on', async ({ running: { nginx } }) => {
  const records = await RecordSizes.before(nginx.port)
  const client = await Http2Client.connect({ ca: nginx.ca, port: records.port })
  const page = await (await client.get('/')).text
  const [file = ''] = page.match(/\/assets\/app-[\w-]+\.js/) ?? []
  await (
    await client.get(file)
  ).text
  client.close()
  await records.stop()
  const most = Math.max(...records.sizes)
  noteSize(`${records.sizes.length} records, none over ${most} bytes`)
  expect(records.sizes.length).toBeGreaterThan(20)
  expect(most).toBeLessThan(maxRecordBytes)
})

test('events for two minutes, and then a change at once', async ({
  client2,
  cookie,
  running: { sandbox },
}) => {
  await sandbox.reset()
  const streams = await Promise.all(
    [`/api/flows/${signing}/events`, '/api/events'].map((path) => client2.get(path, cookie)),
  )
  const textOf = (stream: (typeof streams)[number]) =>
    Buffer.concat(stream.pieces.map(({ bytes }) => bytes)).toString()
  await pause(listeningMs)
  for (const stream of streams) {
    expect(stream.status).toBe(200)
    const beats = stream.pieces.filter(({ bytes }) => bytes.includes('event: heartbeat'))
    expect(beats.length).toBeGreaterThanOrEqual(listeningMs / heartbeatMs - 1)
    const gaps = beats.slice(1).map(({ at }, index) => at - (beats[index]?.at ?? 0))
    // One that was held back would come together with the next.
    expect(Math.min(...gaps)).toBeGreaterThan(heartbeatMs / 2)
    expect(Math.max(...gaps)).toBeLessThan(heartbeatMs * 1.5)
  }
  const changes = streams.map((stream) => textOf(stream).split('event: changed').length)
  const changedAt = performance.now()
  await sandbox.advance(signing)
  const isTold = () =>
    streams.every(
      (stream, index) => textOf(stream).split('event: changed').length > (changes[index] ?? 0),
    )
  await expect.poll(isTold, { intervals: [20], timeout: heartbeatMs / 2 }).toBe(true)
  noteSize(`told ${Math.round(performance.now() - changedAt)} ms after the change was asked for`)
  for (const stream of streams) stream.leave()
})

test('a file of 50 MB, which nginx passes on as it comes', async ({
  client2,
  cookie,
  running: { nginx },
}) => {
  const content = Buffer.alloc(maxFileBytes, 'x')
  content.write('%PDF-1.7\n')
  const body = multipart({ name: '大合同.pdf', content })
  const begun = performance.now()
  const headers = { ...cookie, 'content-type': multipartType, 'content-length': `${body.length}` }
  const answer = await client2.send('POST', '/api/files', headers, body)
  expect(answer.status, await answer.text).toBe(201)
  noteSize(`${body.length} bytes in ${Math.round(performance.now() - begun)} ms`)
  expect(nginx.log).not.toContain('buffered to a temporary file')
})

test('a larger body is refused by nginx', async ({ client2, cookie }) => {
  const length = maxFileBytes + 2 * 1024 * 1024
  const headers = { ...cookie, 'content-type': multipartType, 'content-length': `${length}` }
  const answer = await client2.send('POST', '/api/files', headers)
  expect(answer.status).toBe(413)
  expect(answer.headers['server']).toContain('nginx')
})

test('a first answer comes before the page behind it is drawn', async ({ running: { nginx } }) => {
  const drawing = await slowlyDrawing(drawingMs)
  const app = await AppServer.start({ PUBLIC_URL: nginx.url }, { build: drawing.build })
  await nginx.start(app.url)
  const sandbox = new SandboxControl(app.url)
  const client = await Http2Client.connect(nginx)
  const body = {
    authCode: await sandbox.authCode('zhangsan'),
    corpId: sandboxCorpId,
    taskId: signing,
  }
  const { device } = drawing
  const answer = await client.post('/api/session', body, { origin: nginx.url, 'x-viewer': device })
  // The JSON is one line, and the HTML of the page follows.
  const [line = '', page = ''] = (await answer.text).split('\n')
  expect(line).toContain('办公设备采购合同')
  expect(page).toContain('timeline-item')
  const read = (until: number) =>
    Buffer.concat(answer.pieces.slice(0, until + 1).map(({ bytes }) => bytes)).toString()
  const ofLine = answer.pieces.findIndex((_, index) => read(index).includes('\n'))
  const ahead = (answer.pieces.at(-1)?.at ?? 0) - (answer.pieces[ofLine]?.at ?? 0)
  expect(ahead).toBeGreaterThan(drawingMs / 2)
  noteSize(`the answer came ${Math.round(ahead)} ms before its page`)
  client.close()
  await app.stop()
  await drawing.remove()
})

test('the address of a client is that of its connection, whatever it says', async ({
  running: { nginx, app },
}) => {
  await nginx.start(app.url)
  app.takeOutput()
  for (const from of ['127.0.0.1', '127.0.0.2']) {
    const client = await Http2Client.connect({ ca: nginx.ca, port: nginx.port, from })
    for (let turn = 0; turn < 8; turn += 1) {
      const headers = { origin: nginx.url, 'x-forwarded-for': `192.0.2.${turn}` }
      const answer = await client.post('/api/client-errors', pageError, headers)
      expect(answer.status, await answer.text).toBe(204)
    }
    client.close()
    // Five a minute are logged of each address.
    expect(app.takeOutput().match(/error of a page/g)).toHaveLength(5)
  }
})

test('a server that stops cuts no POST behind nginx, which then goes to the next', async ({
  running: { nginx },
}) => {
  const [leaving, next] = await Promise.all(
    [1, 2].map(() => AppServer.start({ PUBLIC_URL: nginx.url })),
  )
  if (leaving === undefined || next === undefined) throw new Error('they did not start')
  const hostOf = ({ url }: AppServer) => url.replace('http://localhost', '127.0.0.1')
  // Connections to both are kept, as gateways do.
  const pool = `upstream apps { server ${hostOf(leaving)}; server ${hostOf(next)}; keepalive 16; }\n`
  await nginx.start('http://apps', (server) => pool + server)
  const clients = await Promise.all(Array.from({ length: 8 }, () => Http2Client.connect(nginx)))
  const statuses = new Map<number, number>()
  const enough = new AbortController()
  const asking = clients.map(async (client) => {
    while (!enough.signal.aborted) {
      const { status, text } = await client.post('/api/client-errors', pageError, {
        origin: nginx.url,
      })
      await text
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
  })
  const answered = () => statuses.get(204) ?? 0
  await expect.poll(answered).toBeGreaterThan(200)
  const before = answered()
  const stoppingAt = performance.now()
  await leaving.stop()
  // It would be cut off then, if nginx went on using its connections.
  expect(performance.now() - stoppingAt).toBeLessThan(graceMs)
  const meanwhile = answered() - before
  await expect.poll(answered).toBeGreaterThan(before + meanwhile + 200)
  enough.abort()
  await Promise.all(asking)
  const refused = statuses.get(502) ?? 0
  noteSize(`${meanwhile} answers while it stopped, ${answered()} in all, ${refused} refused`)
  statuses.delete(502)
  expect([...statuses.keys()]).toEqual([204])
  // The system resets what connects in the moment in which the server stops listening: at most one
  // POST of each client, which no server has seen.
  expect(refused).toBeLessThanOrEqual(clients.length)
  const reasons = nginx.log.match(/(?<=\*\d+ )[^,]* upstream(?=, client)/g) ?? []
  expect(reasons.filter((reason) => !/^connect\(\) failed \(1\d\d:/.test(reason))).toEqual(
    Array.from({ length: refused }, () => expect.stringMatching(/^recv\(\) failed \(104:/)),
  )
  for (const client of clients) client.close()
  await next.stop()
})

test.describe('pages of nginx in the place of an answer', () => {
  test.beforeEach(async ({ client, running: { nginx, app, sandbox } }) => {
    await nginx.start(app.url)
    await sandbox.reset()
    client.answer(authCodeCall, async () => ({ ok: { code: await sandbox.authCode('zhangsan') } }))
  })

  test.use({ baseURL: async ({ running }, provide) => provide(running.nginx.url) })

  test('413: the file is refused with words, and the form stays', async ({
    page,
    guard,
    running: { nginx, app },
  }) => {
    guard.allow(/Failed to load resource.*413/, /ERR_HTTP2_PROTOCOL_ERROR.*\/api\/files/)
    // A gateway without the line allows a megabyte.
    await nginx.start(app.url, (server) => server.replace(/client_max_body_size .*/, ''))
    await openStart(page)
    expect(
      await page.evaluate(() => {
        const [entry] = performance.getEntriesByType('navigation')
        return entry instanceof PerformanceNavigationTiming ? entry.nextHopProtocol : ''
      }),
    ).toBe('h2')
    await page.getByLabel('合同名称', { exact: true }).fill('采购合同')
    const buffer = Buffer.alloc(3 * 1024 * 1024, 'x')
    buffer.write('%PDF-1.7\n')
    await addFiles(page, { name: '大合同.pdf', mimeType: 'application/pdf', buffer })
    await expect(fileRow(page, '大合同.pdf')).toContainText('服务返回了无法识别的内容')
    await expect(page.getByLabel('合同名称', { exact: true })).toHaveValue('采购合同')
  })

  test('502: an open page keeps what it shows, and a first visit says why it cannot', async ({
    page,
    guard,
    running: { nginx, app },
  }) => {
    // The events break off when nginx starts anew.
    guard.allow(/Failed to load resource.*(502|ERR_)/)
    await page.goto(linkTo('SIGNING'))
    await untilAlive(page)
    const away = 'location /api/ { proxy_pass http://127.0.0.1:1; }\n  location / {'
    await nginx.start(app.url, (server) => server.replace('location / {', away))
    await readAgain(page)
    await expect(page.getByTestId('flow-notice')).toContainText('恢复后自动更新')
    await expect(page.getByTestId('flow-status')).toHaveText('签署中')

    await page.goto('about:blank')
    await page.context().clearCookies()
    await page.goto(linkTo('COMPLETED'))
    const error = page.getByTestId('app-error')
    await expect(error).toHaveAttribute('data-code', 'odd-answer')
    await expect(error).toContainText('可能正在维护')
    await expect(error.getByRole('button', { name: '重试' })).toBeVisible()
  })
})
