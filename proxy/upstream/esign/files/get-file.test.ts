import { describe, expect, it } from 'vitest'
import { esignFileSchema } from '#shared/schemas/esign-file.ts'
import { fileStatuses } from '#shared/rules/codes/file-status.ts'
import { answering, refusing, wrapped } from '#proxy/upstream/esign/testing/played-esign.ts'

describe('a file', () => {
  const body = {
    fileId: 'file-1',
    name: '合同.pdf',
    size: 81_244,
    pdfTotalPages: 4,
    status: 2,
    downloadUrl: 'https://esignoss.esign.cn/1',
  }
  const file = {
    fileId: 'file-1',
    name: '合同.pdf',
    bytes: 81_244,
    pages: 4,
    status: 'uploaded',
    statusCode: 2,
    downloadUrl: 'https://esignoss.esign.cn/1',
  }

  it('is read', async () => {
    const v2 = answering(body)
    expect(esignFileSchema.parse(await v2.v2.getFile('corp', 'file-1'))).toEqual(file)
    expect(v2.lastCall()).toMatchObject({ method: 'GET', path: '/v2.0/esign/files/file-1' })
    const v1 = answering(wrapped(body))
    expect(await v1.v1.getFile('corp', 'file-1')).toEqual(file)
    expect(v1.lastCall()).toMatchObject({ method: 'GET', path: '/v1.0/esign/files/file-1' })
  })

  it('has a name for each documented state', async () => {
    const read = async (status: unknown) =>
      (await answering({ status }).v2.getFile('corp', 'file-1')).status
    const named = await Promise.all([0, 1, 2, 3, '4', 5.0, 6, 7].map(read))
    expect([...named, await read(8)]).toEqual(fileStatuses)
  })

  it('keeps its id when nothing else is told', async () => {
    expect(await answering({ size: -1, pdfTotalPages: 'many' }).v2.getFile('corp', 'f')).toEqual({
      fileId: 'f',
      name: null,
      bytes: null,
      pages: null,
      status: 'unknown',
      statusCode: null,
      downloadUrl: null,
    })
  })

  it.each([
    ['v2', 'getFileInfoError'],
    ['v2', 'requestParamError'],
    ['v1', 'invalidRequest.invalidAguemnts'],
  ] as const)('refused by %s with %s does not exist', async (generation, code) => {
    const problem = { code: 'file-not-found', status: 404 }
    await expect(refusing(code)[generation].getFile('corp', 'f')).rejects.toMatchObject(problem)
  })

  it('with an empty success in 1.0 does not exist', async () => {
    const problem = { code: 'file-not-found' }
    const { v1 } = answering(wrapped(null))
    await expect(v1.getFile('corp', 'f')).rejects.toMatchObject(problem)
  })
})
