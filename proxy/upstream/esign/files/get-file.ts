import { z } from 'zod'
import type { EsignFile } from '#shared/schemas/esign-file.ts'
import type { Operation } from '#proxy/upstream/esign/wire/operation.ts'
import { codeOfV1 } from '#proxy/upstream/esign/wire/refusals.ts'
import {
  code,
  countValue,
  fileAddress,
  textValue,
  vocabulary,
} from '#proxy/upstream/esign/wire/upstream-values.ts'

const toFileStatus = vocabulary([
  [0, 'not-uploaded'],
  [1, 'uploading'],
  [2, 'uploaded'],
  [3, 'upload-failed'],
  [4, 'waiting-for-pdf'],
  [5, 'converted-to-pdf'],
  [6, 'adding-watermark'],
  [7, 'watermarked'],
])

const payload = z
  .object({
    name: textValue,
    size: countValue,
    pdfTotalPages: countValue,
    status: code,
    downloadUrl: fileAddress,
  })
  .transform((file): Omit<EsignFile, 'fileId'> => ({
    name: file.name,
    bytes: file.size,
    pages: file.pdfTotalPages,
    status: toFileStatus(file.status),
    statusCode: file.status,
    downloadUrl: file.downloadUrl,
  }))

/**
 * The state of a file: after the upload it is ready once `uploaded`, or `converted-to-pdf` if that
 * was requested.
 * @throws ProblemError `file-not-found`
 */
export const getFile = {
  '2.0': {
    sdkName: 'getFileInfo',
    page: 'gets-the-file-details',
    method: 'GET',
    path: '/v2.0/esign/files/{fileId}',
    refusals: { requestParamError: 'file-not-found', getFileInfoError: 'file-not-found' },
  },
  '1.0': {
    sdkName: 'getFile',
    page: 'query-file-details',
    method: 'GET',
    path: '/v1.0/esign/files/{fileId}',
    refusals: { [codeOfV1]: 'file-not-found' },
    emptyMeans: 'file-not-found',
  },
  call: async (ask, fileId: string): Promise<EsignFile> => ({
    fileId,
    ...(await ask({ parameters: { fileId } }, payload)),
  }),
} satisfies Operation
