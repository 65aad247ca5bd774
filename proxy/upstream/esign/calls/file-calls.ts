import type { EsignFile } from '#shared/schemas/esign-file.ts'
import type { Upstream } from '#proxy/upstream/esign/wire/ask.ts'
import {
  filePayload,
  toFileStatus,
  uploadAddressPayload,
  type UploadAddress,
} from '#proxy/upstream/esign/payloads/file-payloads.ts'

/** A file to upload to e签宝. */
export type NewFile = {
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

/** Uploading files to e签宝. */
export type FileCalls = {
  /**
   * Announces a file and returns the address for its bytes, to be sent by PUT with the headers
   * `Content-MD5` and `Content-Type` (obtain-the-upload-url-of-a-file-1; upload-objects-1).
   * @param signal aborts the call, which then rejects with the signal's reason
   * @throws ProblemError `input-refused`
   */
  getUploadAddress(corpId: string, file: NewFile, signal?: AbortSignal): Promise<UploadAddress>

  /**
   * The state of a file: after the upload it is ready once `uploaded`, or `converted-to-pdf` if
   * that was requested (gets-the-file-details).
   * @throws ProblemError `file-not-found`
   */
  getFile(corpId: string, fileId: string): Promise<EsignFile>
}

export function createFileCalls({ ask, operations }: Upstream): FileCalls {
  return {
    getUploadAddress(corpId, file, signal) {
      const { name, bytes, contentMd5, contentType, convertToPdf } = file
      const content = { contentMd5, contentType, convert2Pdf: convertToPdf }
      const body = { ...content, fileName: name, fileSize: bytes }
      return ask(corpId, operations.getUploadAddress, { body, signal }, uploadAddressPayload)
    },

    async getFile(corpId, fileId) {
      const parameters = { fileId }
      const file = await ask(corpId, operations.getFile, { parameters }, filePayload)
      return {
        fileId,
        name: file.name,
        bytes: file.size,
        pages: file.pdfTotalPages,
        status: toFileStatus(file.status),
        statusCode: file.status,
        downloadUrl: file.downloadUrl,
      }
    },
  }
}
