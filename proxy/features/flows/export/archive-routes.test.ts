import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { sandboxCorpId } from '#sandbox/played.ts'
import { noTexts } from '#shared/rules/party/party.ts'
import { flowViewsSchema } from '#shared/schemas/flow/flow-views.ts'
import { archiveAddressSchema } from '#shared/schemas/flow/flow-archive.ts'
import { createFileTickets } from '#proxy/features/session/file-tickets.ts'
import { internal } from '#proxy/testing/sandbox-apps.ts'
import { startSandboxedProxy, type SandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'
import { readZip, type ZipFile } from './testing/read-zip.ts'

const completed = 'PRO-SANDBOX-COMPLETED'
const signing = 'PRO-SANDBOX-SIGNING'
const external = 'PRO-SANDBOX-EXTERNAL'

/** 07:30 in Shanghai. */
let now = Date.UTC(2026, 10, 26, 23, 30)

/** Other systems have this secret too. */
const linkSecret = 'a secret of links that other systems have'
let app: SandboxedProxy
let url: string

beforeAll(async () => {
  app = await startSandboxedProxy(
    {
      ...internal,
      FLOW_ACCESS: 'participants',
      ADMIN_USER_IDS: 'wangwu',
      FLOW_LINK_SECRET: linkSecret,
    },
    { now: () => now, monotonic: () => performance.now() },
  )
  url = await app.proxy.listen()
  await app.signIn('wangwu')
  for (const taskId of [completed, signing]) await app.get(`/api/flows/${taskId}`)
  // Flows are stored in the background, after the answer.
  await vi.waitFor(async () => {
    const list = await (await app.get('/api/flows?scope=all')).text()
    expect([completed, signing].every((taskId) => list.includes(taskId))).toBe(true)
  })
  // 李四 takes part in the completed flow only.
  await app.store.registry.flows.recordStart(sandboxCorpId, {
    taskId: completed,
    title: '年度服务合同',
    status: 'completed',
    initiator: { userId: 'zhangsan', name: '张三', organization: null },
    people: [
      {
        ...noTexts,
        role: 'signer',
        requirement: null,
        userId: 'lisi',
        name: '李四',
        order: 1,
      },
    ],
    deadline: null,
    startedAt: now,
  })
})

afterAll(() => app.close())

function ask(taskIds: readonly string[], more = {}): Promise<Response> {
  return app.post('/api/flows/archive', { taskIds, ...more })
}

async function zipOf(answer: Response): Promise<ZipFile[]> {
  expect(answer.status).toBe(200)
  return readZip(Buffer.from(await answer.arrayBuffer()))
}

const namesOf = (files: readonly ZipFile[]) => files.map(({ name }) => name)

describe('POST /api/flows/archive', () => {
  it('sends the files of one flow, named after the flow', async () => {
    await app.signIn('wangwu')
    const answer = await ask([completed])
    expect(answer.headers.get('content-type')).toBe('application/zip')
    const disposition = answer.headers.get('content-disposition') ?? ''
    expect(decodeURIComponent(disposition)).toMatch(/filename\*=UTF-8''\S.* 2026-11-27\.zip$/)
    const files = await zipOf(answer)
    expect(files.length).toBeGreaterThan(0)
    for (const { name, bytes } of files) {
      expect(name).toMatch(/^[^/]+\.pdf$/)
      expect(bytes.toString('latin1')).toMatch(/^%PDF-/)
    }
  })

  it('has a folder for each of several flows, and each flow once', async () => {
    await app.signIn('wangwu')
    const files = await zipOf(await ask([signing, completed, signing]))
    const folders = new Set(namesOf(files).map((name) => name.split('/')[0]))
    expect([...folders]).toEqual([
      expect.stringMatching(new RegExp(`^01 .+ ${signing}$`)),
      expect.stringMatching(new RegExp(`^02 .+ ${completed}$`)),
    ])
  })

  it('lists a file that fails, and sends the others', async () => {
    await app.signIn('wangwu')
    const body = {
      success: true,
      data: [
        {
          fileId: 'gone',
          fileName: '遗失的.pdf',
          fileUrl: `${app.sandboxUrl}/_sandbox/files/gone/x`,
        },
      ],
    }
    const match = `/v2.0/esign/flowTasks/${signing}/docs`
    await app.control('POST', '/faults', { match, body })
    const files = await zipOf(await ask([signing, external, completed]))
    await fetch(`${app.sandboxUrl}/_sandbox/faults`, { method: 'DELETE' })
    const note = files.at(-1)
    expect(note?.name).toBe('未能取得的文件.txt')
    expect(note?.bytes.toString()).toContain('遗失的.pdf: 存储服务拒绝了下载')
    const folders = namesOf(files.slice(0, -1)).map((name) => name.split(' ')[0])
    expect(new Set(folders)).toEqual(new Set(['02', '03']))
  })

  it('leaves out flows that the person may not see, and says so', async () => {
    await app.signIn('lisi')
    const files = await zipOf(await ask([signing, completed], { lang: 'en' }))
    const note = files.at(-1)
    expect(note?.name).toBe('Files that are missing.txt')
    expect(note?.bytes.toString()).toContain(
      `${signing} / all files: you may not see this contract`,
    )
    expect(namesOf(files.slice(0, -1)).every((name) => !name.includes(signing))).toBe(true)
    const nobody = await ask(['PRO-NOBODY', completed], { lang: 'en' })
    expect((await zipOf(nobody)).at(-1)?.bytes.toString()).toContain(
      'PRO-NOBODY / all files: you may not see this contract',
    )
  })

  it.each([
    ['flows that the person may not see', [signing], 403, 'flow-forbidden'],
    ['flows that do not exist', ['PRO-NOBODY'], 403, 'flow-forbidden'],
    ['no flows', [], 400, 'invalid-request'],
    ['ids that are none', ['../x'], 400, 'invalid-request'],
    ['too many', Array.from({ length: 51 }, (_, n) => `PRO-${n}`), 400, 'invalid-request'],
  ] as const)('refuses %s', async (_, taskIds, status, code) => {
    await app.signIn('lisi')
    const answer = await ask(taskIds)
    expect(answer.status).toBe(status)
    expect(await answer.json()).toMatchObject({ code })
  })

  it('explains why the files of a single flow are not available', async () => {
    await app.signIn('wangwu')
    const answer = await ask(['PRO-NOBODY'])
    expect(answer.status).toBe(404)
    expect(await answer.json()).toMatchObject({ code: 'flow-not-found' })
  })

  it('is recorded in the audit, flow by flow', async () => {
    await app.signIn('lisi')
    await zipOf(await ask([completed]))
    await app.signIn('wangwu')
    const answer = await app.get(`/api/audit?taskId=${completed}`)
    const { views } = flowViewsSchema.parse(await answer.json())
    expect(views[0]).toMatchObject({ kind: 'archive-taken', userId: 'lisi', byLink: false })
  })

  it('stops calling upstream once it is cancelled, and frees its place', async () => {
    await app.signIn('wangwu')
    const cookie = app.proxy.cookie()
    const begin = async () => {
      const cancel = new AbortController()
      const answer = await fetch(`${url}/api/flows/archive`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie },
        body: JSON.stringify({
          taskIds: Array.from({ length: 50 }, () => completed).map((id, n) =>
            n === 0 ? id : `PRO-NOBODY-${n}`,
          ),
        }),
        signal: cancel.signal,
      })
      return { cancel, answer }
    }
    await app.control('POST', '/faults', {
      match: '/v2.0/esign/flowTasks/PRO-NOBODY',
      delayMs: 500,
    })
    const two = [await begin(), await begin()]
    const third = await ask([completed])
    expect(third.status).toBe(429)
    expect(await third.json()).toMatchObject({ code: 'too-many-archives', retryAfter: 10 })
    for (const { cancel } of two) cancel.abort()
    await vi.waitFor(() => {
      const lines = app.proxy.logLines().filter(({ msg }) => msg === 'archive')
      expect(lines.filter(({ outcome }) => outcome === 'cancelled')).toHaveLength(2)
    })
    const made = async () =>
      (await app.calls('/docs')).filter(({ path }) => /PRO-NOBODY-\d/.test(path)).length
    const madeBefore = await made()
    // Takes as long as several calls of each cancelled one.
    await zipOf(await ask([completed, ...['A', 'B', 'C', 'D'].map((id) => `PRO-NOBODY-${id}`)]))
    // One call of each was running.
    expect((await made()) - madeBefore).toBeLessThanOrEqual(2)
  })
})

describe('the address of a zip', () => {
  async function addressOf(taskIds: readonly string[]) {
    const answer = await app.post('/api/flows/archive/address', { taskIds })
    return archiveAddressSchema.parse(await answer.json())
  }

  const fetchWithoutCookie = (address: string, method = 'GET') =>
    fetch(url + new URL(address).pathname + new URL(address).search, { method })

  it('is valid for ten minutes, without a cookie, and is not logged', async () => {
    await app.signIn('lisi')
    const { url: address, name, expiresAt } = await addressOf([completed])
    expect(name).toMatch(/ 2026-11-27\.zip$/)
    expect(expiresAt).toBe(now + 600_000)
    const head = await fetchWithoutCookie(address, 'HEAD')
    expect(head.status).toBe(200)
    const files = await zipOf(await fetchWithoutCookie(address))
    expect(files.length).toBeGreaterThan(0)
    const [, ticket = ''] = address.split('ticket=')
    expect(app.proxy.logText()).not.toContain(ticket.slice(0, 40))
    now += 600_001
    expect((await fetchWithoutCookie(address)).status).toBe(403)
  })

  it('contains only what the person may see, and cannot be changed', async () => {
    await app.signIn('lisi')
    const refused = await app.post('/api/flows/archive/address', { taskIds: [signing] })
    expect(refused.status).toBe(403)
    const { url: address } = await addressOf([completed])
    const forged = new URL(address)
    const [content = '', signature = ''] = (forged.searchParams.get('ticket') ?? '').split('.')
    const text = Buffer.from(content, 'base64url').toString().replaceAll('lisi', 'wangwu')
    forged.searchParams.set('ticket', `${Buffer.from(text).toString('base64url')}.${signature}`)
    expect((await fetchWithoutCookie(forged.href)).status).toBe(403)
    const session = {
      sessionId: 'made up',
      corpId: sandboxCorpId,
      userId: 'wangwu',
      name: '王五',
      unionId: null,
      sysLevel: 1,
      signedInAt: now,
      expiresAt: now + 600_000,
    }
    const target = forged.pathname + forged.search
    const signed = createFileTickets([linkSecret], () => now).issue(session, target)
    expect((await fetchWithoutCookie(url + signed.target)).status).toBe(403)
    const other = new URL(address)
    other.searchParams.append('taskId', signing)
    expect((await fetchWithoutCookie(other.href)).status).toBe(403)
    const withoutTicket = new URL(address)
    withoutTicket.searchParams.delete('ticket')
    const answer = await app.get(withoutTicket.pathname + withoutTicket.search)
    expect(await answer.json()).toMatchObject({ code: 'link-invalid' })
  })

  it('becomes invalid with the session that requested it', async () => {
    await app.signIn('lisi')
    const { url: address } = await addressOf([completed])
    await app.proxy.ask('/api/session', { method: 'DELETE' })
    expect((await fetchWithoutCookie(address)).status).toBe(403)
  })
})
