import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sandboxCorpId } from '#sandbox/played.ts'
import { registrationSchema } from '#shared/schemas/registration.ts'
import { blockIn, programsIn, run, type Ended } from '#proxy/testing/guide-examples.ts'
import { internal } from '#proxy/testing/sandbox-apps.ts'
import { startSandboxedProxy, type SandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'

const heading = 'Registering a contract'
const secret = 'an-example-secret-of-at-least-32-bytes'

let app: SandboxedProxy
let url: string
/** Each example registers another contract. */
let taskId: string
let registered = 0

beforeAll(async () => {
  app = await startSandboxedProxy({ ...internal, FLOW_LINK_SECRET: secret })
  url = await app.proxy.listen()
})

beforeEach(() => {
  registered += 1
  taskId = `PRO-${registered}`
})

afterAll(() => app.close())

const sample = blockIn(heading, 'json')

const body = sample.replace('dingcorp', sandboxCorpId)

const examples = [
  {
    language: 'sh',
    lack: null,
    run: (words: readonly string[], input: string, env: Record<string, string>) =>
      run('sh', ['-c', blockIn(heading, 'sh'), 'sh', ...words], input, env),
  },
  ...programsIn(heading),
]

/** A runtime's first start may take long where several tests run. */
const timeoutMs = 60_000

it('has a body that is taken as it is', () => {
  expect(registrationSchema.strict().parse(JSON.parse(sample))).toEqual(JSON.parse(sample))
})

describe.each(examples)('the example in $language', ({ lack, run: runExample }) => {
  const send = (by: string): Promise<Ended> =>
    runExample([sandboxCorpId, taskId], body, { PUBLIC_URL: url, FLOW_LINK_SECRET: by })

  it('registers a contract', { timeout: timeoutMs }, async ({ skip }) => {
    skip(lack !== null, lack ?? '')
    expect(await send(secret)).toMatchObject({ status: 0, stderr: '' })
    const context = await app.store.registry.flows.sharedFlowContextOf(sandboxCorpId, taskId)
    expect(context).toMatchObject({
      flow: { title: '采购合同', initiator: { userId: 'zhangsan' } },
      people: [
        { userId: 'lisi', name: '李四' },
        { userId: 'wangwu', name: '王五' },
      ],
    })
  })

  it('says why it was refused', { timeout: timeoutMs }, async ({ skip }) => {
    skip(lack !== null, lack ?? '')
    const { stdout, stderr } = await send('another-secret-of-at-least-32-bytes!')
    expect(stdout + stderr).toMatch(/401[^]*signature-invalid|signature-invalid[^]*401/)
  })
})
