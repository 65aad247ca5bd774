import { z } from 'zod'
import type { Operation } from '#proxy/upstream/esign/wire/operation.ts'
import { codeOfV1 } from '#proxy/upstream/esign/wire/refusals.ts'
import { fileAddress, textValue } from '#proxy/upstream/esign/wire/upstream-values.ts'

type NewFile = {
  /** With its true extension. */
  name: string
  /** Its size; 1.0 accepts at most 50 MB, 2.0 documents no limit. */
  bytes: number
  /** Base64 of its 16-byte MD5, sent again with the upload. */
  contentMd5: string
  /** `application/pdf` or `application/octet-stream`, sent again with the upload. */
  contentType: string
  /** Whether to convert it to PDF; not allowed for a PDF. */
  convertToPdf: boolean
}

/** The address is valid for an hour, and for this file only. */
const payload = z.object({ fileId: textValue, uploadUrl: fileAddress })

/**
 * Announces a file and returns the address for its bytes, to be sent by PUT with the headers
 * `Content-MD5` and `Content-Type` (upload-objects-1). The signal aborts the call, which then
 * rejects with the signal's reason.
 * @throws ProblemError `input-refused`
 */
export const getUploadAddress = {
  '2.0': {
    sdkName: 'getFileUploadUrl',
    page: 'obtain-the-upload-url-of-a-file-1',
    method: 'POST',
    path: '/v2.0/esign/files/uploadUrls',
    refusals: { requestParamError: 'input-refused' },
  },
  '1.0': {
    sdkName: 'getUploadUrl',
    page: 'obtain-the-file-upload-address-1',
    method: 'POST',
    path: '/v1.0/esign/files/getUploadUrl',
    refusals: { [codeOfV1]: 'input-refused' },
  },
  call(ask, file: NewFile, signal?: AbortSignal) {
    const { name, bytes, contentMd5, contentType, convertToPdf } = file
    const content = { contentMd5, contentType, convert2Pdf: convertToPdf }
    return ask({ body: { ...content, fileName: name, fileSize: bytes }, signal }, payload)
  },
} satisfies Operation
