import { beforeAll, describe, expect, it } from 'vitest'
import { secondCorpId } from '#sandbox/credentials.ts'
import type { SandboxClient } from '#sandbox/testing/sandbox-client.ts'
import { createSandboxClient } from '#sandbox/testing/sandbox-client.ts'

let client: SandboxClient
let token: string

beforeAll(async () => {
  client = createSandboxClient()
  token = await client.corpToken(secondCorpId)
  await client.call('PATCH', `/_sandbox/corps/${secondCorpId}`, {
    realNameVerified: true,
    margin: 1,
  })
  await client.call('POST', '/v2.0/esign/developers', {}, token)
})

describe('another organisation', () => {
  it.each([
    ['signTasks/PRO-SANDBOX-SIGNING', 'flowNotExists'],
    ['flowTasks/PRO-SANDBOX-SIGNING', 'flowNotExists'],
    ['flowTasks/PRO-SANDBOX-COMPLETED/docs', 'getFlowInfoError'],
    ['approvals/PRO-SANDBOX-SEAL-APPROVAL', 'getFlowInfoError'],
    ['files/FILE-SANDBOX-SIGNING', 'getFileInfoError'],
    ['users/lisi', 'getUserInfoError'],
  ])('does not see %s', async (path, code) => {
    const answer = await client.call('GET', `/v2.0/esign/${path}`, undefined, token)
    expect(answer).toMatchObject({ status: 400, body: { code } })
  })

  it('gets no signing address', async () => {
    const body = { taskId: 'PRO-SANDBOX-SIGNING' }
    const answer = await client.call('POST', '/v2.0/esign/process/executeUrls', body, token)
    expect(answer).toMatchObject({ body: { code: 'getFlowInfoError' } })
  })

  it('sees no attachments of an approval', async () => {
    const path = '/v2.0/esign/dingInstances/SANDBOX-INSTANCE-1/attachments'
    const answer = await client.call('GET', path, undefined, token)
    expect(answer).toEqual({ status: 200, body: { data: [] } })
  })

  it('cannot start a flow with our files', async () => {
    const body = {
      initiatorUserId: 'zhoujiu',
      taskName: '采购合同',
      files: [{ fileId: 'FILE-SANDBOX-DRAFT', fileName: '合同.pdf', fileType: 1 }],
      participants: [{ accountType: 'DING_USER', userId: 'zhoujiu', signRequirements: '2' }],
    }
    const answer = await client.call('POST', '/v2.0/esign/process/startAtOnce', body, token)
    expect(answer).toMatchObject({ body: { code: 'createFlowError' } })
  })
})
