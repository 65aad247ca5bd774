import { describe, expect, it } from 'vitest'
import { flowStatuses } from '#shared/rules/codes/flow-status.ts'
import { signerStatuses } from '#shared/rules/codes/signer-status.ts'
import { signingSchema } from '#shared/schemas/flow/signing.ts'
import { signingPayload } from './get-signers.ts'
import { answering, refusing, wrapped } from '#proxy/upstream/esign/testing/played-esign.ts'

describe('signers', () => {
  const rest = { flowStatus: 1.0, signers: [{ signStatus: 2, signerName: '王五' }] }
  const signing = {
    taskId: 'PRO-1',
    title: '劳动合同',
    status: 'signing',
    statusCode: 1,
    signers: [{ name: '王五', status: 'signed', statusCode: 2 }],
  }

  it('are read with the flow, whose title field differs per generation', async () => {
    const v2 = answering({ businessScene: '劳动合同', ...rest })
    expect(signingSchema.parse(await v2.v2.getSigners('corp', 'PRO-1'))).toEqual(signing)
    expect(v2.lastCall()).toMatchObject({ method: 'GET', path: '/v2.0/esign/signTasks/PRO-1' })
    const v1 = answering(wrapped({ businessSense: '劳动合同', ...rest }))
    expect(await v1.v1.getSigners('corp', 'PRO-1')).toEqual(signing)
    expect(v1.lastCall()).toMatchObject({
      method: 'GET',
      path: '/v1.0/esign/flows/sign/detail?taskId=PRO-1',
    })
  })

  it('and the flow have a name for each documented state', async () => {
    const signers = [0, 1, '2', 3, 4.0, 9].map((signStatus) => ({ signStatus }))
    const read = await answering({ signers }).v2.getSigners('corp', 'PRO-1')
    expect(read.signers.map(({ status }) => status)).toEqual(signerStatuses)
    expect(read.signers.at(-1)).toEqual({ name: null, status: 'unknown', statusCode: 9 })
    const flows = [0, 1, 2, 3, 4, 5, 6, 7, 8].map(async (flowStatus) => {
      const { status } = await answering({ flowStatus }).v2.getSigners('corp', 'PRO-1')
      return status
    })
    expect(await Promise.all(flows)).toEqual(flowStatuses)
  })
})

it.each([
  ['v2', 'flowNotExists', 'flow-not-found'],
  ['v2', 'requestParamError', 'flow-not-found'],
  ['v2', 'getFlowInfoError', 'upstream-rejected'],
  ['v1', 'invalidRequest.invalidAguemnts', 'flow-not-found'],
] as const)('a refusal by %s with %s is %s', async (generation, code, problem) => {
  const esign = refusing(code)[generation]
  await expect(esign.getSigners('corp', 'PRO-1')).rejects.toMatchObject({ code: problem })
})

it.each([{}, { success: true }, { result: null }, { flowStatus: null, logs: [], signers: [] }])(
  'refuses %j, which has nothing of one',
  (payload) => {
    expect(signingPayload.safeParse(payload).success).toBe(false)
  },
)
