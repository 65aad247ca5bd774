import { describe, expect, it } from 'vitest'
import { flowDocumentSchema } from '#shared/schemas/flow/flow-document.ts'
import { answering, refusing, wrapped } from '#proxy/upstream/esign/testing/played-esign.ts'

describe('documents', () => {
  const data = [
    { fileId: 'file-1', fileName: '合同.pdf', fileUrl: 'https://esignoss.esign.cn/1?a=1' },
    { fileId: null, fileUrl: 'ftp://esign.cn/1' },
    'not one',
  ]
  const documents = [
    { fileId: 'file-1', name: '合同.pdf', url: 'https://esignoss.esign.cn/1?a=1' },
    { fileId: null, name: null, url: null },
  ]

  it('are read', async () => {
    const v2 = answering({ data })
    expect(await v2.v2.getDocuments('corp', 'PRO-1')).toEqual(documents)
    expect(v2.lastCall()?.path).toBe('/v2.0/esign/flowTasks/PRO-1/docs')
    const v1 = answering(wrapped(data))
    const read = await v1.v1.getDocuments('corp', 'PRO-1')
    expect(read.map((document) => flowDocumentSchema.parse(document))).toEqual(documents)
    expect(v1.lastCall()?.path).toBe('/v1.0/esign/flows/docs?taskId=PRO-1')
  })

  it.each([{}, { data: null }, { data: [] }])('of %j are none', async (reply) => {
    expect(await answering(reply).v2.getDocuments('corp', 'PRO-1')).toEqual([])
  })

  it.each(['text', 5, null, true, { data: 'x' }, { data: { other: 1 } }, { other: [] }])(
    'cannot be read from %j',
    async (reply) => {
      await expect(answering(reply).v2.getDocuments('corp', 'PRO-1')).rejects.toMatchObject({
        code: 'upstream-unavailable',
      })
    },
  )
})

it.each([
  ['v2', 'getFlowInfoError', 'flow-not-found'],
  ['v2', 'queryFlowDocInfoError', 'upstream-rejected'],
  ['v1', 'invalidRequest.invalidAguemnts', 'flow-not-found'],
] as const)('a refusal by %s with %s is %s', async (generation, code, problem) => {
  const esign = refusing(code)[generation]
  await expect(esign.getDocuments('corp', 'PRO-1')).rejects.toMatchObject({ code: problem })
})
