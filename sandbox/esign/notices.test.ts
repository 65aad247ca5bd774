import { createServer } from 'node:http'
import type { Server, ServerResponse } from 'node:http'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { sandboxCorpId } from '#sandbox/credentials.ts'
import type { SandboxClient } from '#sandbox/testing/sandbox-client.ts'
import { createSandboxClient, textOf } from '#sandbox/testing/sandbox-client.ts'

const attemptTimes = z.array(
  z
    .object({ attempts: z.array(z.object({ at: z.number() })) })
    .transform(({ attempts }) => attempts.map((attempt) => attempt.at)),
)

/** A tenth of the real waits before a repetition. */
const waitScale = 0.1

let server: Server
let received: unknown[]
/** The server's answers to the first notices; later ones are answered with 200. */
let answers: ((response: ServerResponse) => void)[]
let client: SandboxClient
let noticeUrl: string

beforeEach(async () => {
  received = []
  answers = []
  server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk: Buffer) => {
      text += chunk.toString()
    })
    request.on('end', () => {
      received.push(JSON.parse(text))
      const answer = answers.shift() ?? ((given) => given.end())
      answer(response)
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  noticeUrl = `http://127.0.0.1:${port}/notices`
  client = createSandboxClient({ noticeUrl, waitScale })
})

afterEach(async () => {
  client.sandbox.close()
  server.closeAllConnections()
  await new Promise((resolve) => {
    server.close(resolve)
  })
})

function advance(taskId: string) {
  return client.call('POST', `/_sandbox/flows/${taskId}/advance`)
}

async function notices(): Promise<unknown> {
  const { body } = await client.call('GET', '/_sandbox/notices')
  return Object.entries(body ?? {}).find(([name]) => name === 'notices')?.[1]
}

const failing = (response: ServerResponse) => {
  response.statusCode = 500
  response.end()
}

const delivered = { outcome: 'delivered', attempts: [{ status: 200 }] }

describe('notices of signing', () => {
  it('are sent for the start, each signature and the end', async () => {
    const taskId = 'PRO-SANDBOX-DRAFT'
    for (const count of [1, 2, 3]) {
      await advance(taskId)
      await vi.waitFor(() => expect(received).toHaveLength(count))
    }
    expect(received).toEqual([
      { action: 'SIGN', taskId, bizData: { status: 'RUNNING' } },
      { action: 'SIGN', taskId, bizData: { status: 'RUNNING' } },
      { action: 'SIGN', taskId, bizData: { status: 'FINISH', finishTime: expect.any(Number) } },
    ])
    await vi.waitFor(async () => {
      expect(await notices()).toMatchObject([delivered, delivered, delivered])
    })
  })

  it('are sent for revoking and refusing', async () => {
    await client.submit(`/_sandbox/pages/console/${sandboxCorpId}`, {
      taskId: 'PRO-SANDBOX-EXTERNAL',
      action: 'revoke',
    })
    await vi.waitFor(() => expect(received).toHaveLength(1))
    await client.submit('/_sandbox/pages/sign/PRO-SANDBOX-SIGNING', {
      signer: 'lisi',
      action: 'refuse',
    })
    await vi.waitFor(() => expect(received).toHaveLength(2))
    expect(received).toMatchObject([
      { taskId: 'PRO-SANDBOX-EXTERNAL', bizData: { status: 'REVOKE' } },
      { taskId: 'PRO-SANDBOX-SIGNING', bizData: { status: 'REFUSE' } },
    ])
  })

  it.each([
    ['process/startAtOnce', {}],
    ['processes/startUrls', { autoStart: 'true' }],
  ])('give the caller of %s its own id back', async (path, more) => {
    const token = await client.internalToken()
    const body = {
      initiatorUserId: 'zhangsan',
      taskName: '采购合同',
      files: [{ fileId: 'FILE-SANDBOX-DRAFT', fileName: '合同.pdf', fileType: 1 }],
      participants: [{ accountType: 'DING_USER', userId: 'lisi', signRequirements: '2' }],
      thirdBizId: 'our-42',
      ...more,
    }
    await client.call('POST', `/v2.0/esign/${path}`, body, token)
    await vi.waitFor(() => expect(received).toHaveLength(1))
    expect(received).toMatchObject([{ bizData: { status: 'RUNNING', thirdBizId: 'our-42' } }])
  })

  it('are not sent for a step that changes neither the status nor a signature', async () => {
    await advance('PRO-SANDBOX-SEAL-APPROVAL')
    expect(await notices()).toEqual([])
  })
})

describe('notices of an authorisation', () => {
  it.each([
    ['agree', 'SUCCESS'],
    ['refuse', 'FALL'],
  ])('tell whether the admin would %s', async (action, status) => {
    const token = await client.internalToken()
    const answer = await client.call('POST', '/v2.0/esign/auths/urls', {}, token)
    await client.submit(textOf(answer, 'mobileUrl'), { action })
    await vi.waitFor(() => expect(received).toHaveLength(1))
    expect(received).toEqual([
      { action: 'CORP_AUTH', taskId: textOf(answer, 'taskId'), bizData: { status } },
    ])
  })
})

describe('a notice that is not answered with 200', () => {
  it('is repeated after three and after six seconds, then given up', async () => {
    answers = [failing, failing, failing]
    await advance('PRO-SANDBOX-DRAFT')
    await vi.waitFor(async () => expect(await notices()).toMatchObject([{ outcome: 'given-up' }]))
    expect(received).toHaveLength(3)
    const [first = 0, second = 0, third = 0] = attemptTimes.parse(await notices()).flat()
    // Timers may fire a millisecond early.
    expect(second - first).toBeGreaterThanOrEqual(3000 * waitScale - 1)
    expect(third - second).toBeGreaterThanOrEqual(6000 * waitScale - 1)
  })

  it('is taken at the second attempt', async () => {
    answers = [failing]
    await advance('PRO-SANDBOX-DRAFT')
    await vi.waitFor(async () => {
      expect(await notices()).toMatchObject([
        { outcome: 'delivered', attempts: [{ status: 500 }, { status: 200 }] },
      ])
    })
  })

  it('is not sent to the target of a redirect', async () => {
    answers = [(response) => response.writeHead(302, { location: noticeUrl }).end()]
    await advance('PRO-SANDBOX-DRAFT')
    await vi.waitFor(async () => {
      expect(await notices()).toMatchObject([{ attempts: [{ status: 302 }, { status: 200 }] }])
    })
    expect(received).toHaveLength(2)
  })

  it('is repeated when no answer comes in time', async () => {
    const limit = new AbortController()
    const limited = vi.spyOn(AbortSignal, 'timeout').mockReturnValueOnce(limit.signal)
    answers = [() => limit.abort()]
    await advance('PRO-SANDBOX-DRAFT')
    await vi.waitFor(async () => {
      expect(await notices()).toMatchObject([
        { outcome: 'delivered', attempts: [{ status: null }, { status: 200 }] },
      ])
    })
    expect(limited).toHaveBeenCalledWith(5000)
  })

  it('is dropped by a reset', async () => {
    const reset = (response: ServerResponse) => {
      client.sandbox.reset()
      failing(response)
    }
    answers = [reset, failing]
    await advance('PRO-SANDBOX-DRAFT')
    await vi.waitFor(() => expect(received).toHaveLength(1))
    // The first notice would be retried before this one.
    await advance('PRO-SANDBOX-EXTERNAL')
    await vi.waitFor(async () => {
      expect(await notices()).toMatchObject([{ attempts: [{ status: 500 }, { status: 200 }] }])
    })
    expect(received).toMatchObject(
      ['DRAFT', 'EXTERNAL', 'EXTERNAL'].map((name) => ({ taskId: `PRO-SANDBOX-${name}` })),
    )
  })
})
