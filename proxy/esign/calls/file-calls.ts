import type { EsignFile } from '#shared/schemas/esign-file.ts'
import type { Upstream } from '#proxy/esign/wire/ask.ts'
import {
  filePayload,
  toFileStatus,
  uploadAddressPayload,
  type UploadAddress,
} from '#proxy/esign/payloads/file-payloads.ts'

/** A file that is to be given to e签宝. */
export type NewFile = {
  /** With its true extension. */
  name: string
  /** Its size; 1.0 takes 50 MB at most, 2.0 states no limit. */
  bytes: number
  /** Base64 of the 16 bytes of its MD5, to be sent again with the bytes. */
  contentMd5: string
  /** `application/pdf` or `application/octet-stream`, to be sent again with the bytes. */
  contentType: string
  /** Whether to make a PDF of it; not for one that is a PDF already. */
  convertToPdf: boolean
}

/** Files on their way to e签宝. */
export type FileCalls = {
  /**
   * Announces a file and gives the address for its bytes, by PUT with the headers `Content-MD5` and
   * `Content-Type` (obtain-the-upload-url-of-a-file-1; upload-objects-1).
   * @param signal gives up; the call then rejects with the signal's reason
   * @throws ProblemError `input-refused`
   */
  getUploadAddress(corpId: string, file: NewFile, signal?: AbortSignal): Promise<UploadAddress>

  /**
   * How far a file is: after the upload it is ready once `uploaded`, or `converted-to-pdf` where
   * that was asked for (gets-the-file-details).
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
