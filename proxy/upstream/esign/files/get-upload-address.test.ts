import { describe, expect, it } from 'vitest'
import { answering, wrapped } from '#proxy/upstream/esign/testing/played-esign.ts'

const newFile = {
  name: '合同.docx',
  bytes: 81_244,
  contentMd5: '1B2M2Y8AsgTpgAmY7PhCfg==',
  contentType: 'application/octet-stream',
  convertToPdf: true,
}

describe('an upload', () => {
  it('is announced with everything known of the file', async () => {
    const address = { fileId: 'file-1', uploadUrl: 'https://esignoss.esign.cn/1?Signature=a%2Bb' }
    const { v1, v2, lastCall } = answering(wrapped(address))
    for (const [esign, path] of [
      [v2, '/v2.0/esign/files/uploadUrls'],
      [v1, '/v1.0/esign/files/getUploadUrl'],
    ] as const) {
      expect(await esign.getUploadAddress('corp', newFile)).toEqual(address)
      expect(lastCall()).toMatchObject({ method: 'POST', path })
      expect(lastCall()?.body).toEqual({
        fileName: '合同.docx',
        fileSize: 81_244,
        contentMd5: '1B2M2Y8AsgTpgAmY7PhCfg==',
        contentType: 'application/octet-stream',
        convert2Pdf: true,
      })
    }
  })

  it.each(['dingtalk://upload', 'file:///etc/passwd', 'nowhere', 7])(
    'is not sent to the address %j',
    async (uploadUrl) => {
      const { v2 } = answering({ fileId: 'file-1', uploadUrl })
      expect(await v2.getUploadAddress('corp', newFile)).toMatchObject({ uploadUrl: null })
    },
  )
})
