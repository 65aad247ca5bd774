import { rm } from 'node:fs/promises'
import type { EsignFile } from '#shared/schemas/esign-file.ts'
import type { UploadedFile, UploadState } from '#shared/schemas/file.ts'
import { extensionOf } from '#shared/rules/file-rules.ts'
import type { AppKind } from '#proxy/config.ts'
import type { Esign } from '#proxy/upstream/esign/esign.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { SessionClaims } from '#proxy/base/http/session-claims.ts'
import { uploadAborted, receiveFile, type FileRequest } from './receive-file.ts'
import type { SpooledFile } from './spooled-file.ts'
import type { SpoolFolder } from './spool-folder.ts'
import type { Storage } from './storage.ts'
import { createUploadPlaces, expectedBytes } from './upload-places.ts'

type FileAsker = Pick<SessionClaims, 'corpId' | 'userId'>

export type FileUploads = {
  /**
   * Streams a file to e签宝's storage, where it is converted to PDF if needed. No copy is left here,
   * even on failure.
   * @throws ProblemError, see `createUploadPlaces`, `receiveFile`, `Storage` and
   * `Esign.getUploadAddress`
   */
  upload(asker: FileAsker, request: FileRequest): Promise<UploadedFile>

  /**
   * The state of an uploaded file.
   * @throws ProblemError, see `Esign.getFile`
   */
  read(corpId: string, fileId: string): Promise<UploadedFile>
}

export type FileUploadDeps = {
  esign: Pick<Esign, 'getUploadAddress' | 'getFile'>
  storage: Storage
  spoolFolder: SpoolFolder
  appKind: AppKind
}

export function createFileUploads(deps: FileUploadDeps): FileUploads {
  const { esign, storage, spoolFolder } = deps
  const places = createUploadPlaces(deps.appKind === 'third-party')

  async function handOn(corpId: string, file: SpooledFile, signal: AbortSignal): Promise<string> {
    const { name, bytes, contentMd5, isPdf } = file
    const contentType = isPdf ? 'application/pdf' : 'application/octet-stream'
    const announced = { name, bytes, contentMd5, contentType, convertToPdf: !isPdf }
    const { fileId, uploadUrl } = await esign.getUploadAddress(corpId, announced, signal)
    if (fileId === null) {
      throw new ProblemError('upstream-unavailable', 'e签宝 returned no id for the file.')
    }
    await storage.put(uploadUrl, { path: file.path, bytes, contentMd5, contentType }, signal)
    return fileId
  }

  async function pass(corpId: string, request: FileRequest): Promise<UploadedFile> {
    const path = await spoolFolder.newPath()
    try {
      const file = await receiveFile(request, path)
      const fileId = await handOn(corpId, file, request.signal)
      const { name, bytes: size } = file
      return { fileId, name, size, state: 'uploading', stateCode: null, pages: null }
    } catch (error) {
      throw request.signal.aborted ? uploadAborted(error) : error
    } finally {
      await rm(path, { force: true })
    }
  }

  return {
    async upload(asker, request) {
      const bytes = expectedBytes(request.contentLength)
      const release = places.take(asker, bytes)
      try {
        return await pass(asker.corpId, request)
      } finally {
        release()
      }
    },

    async read(corpId, fileId) {
      const file = await esign.getFile(corpId, fileId)
      const { name, bytes: size, pages, statusCode: stateCode } = file
      return { fileId, name, size, state: toState(file), stateCode, pages }
    },
  }
}

function toState({ status, name }: EsignFile): UploadState {
  switch (status) {
    case 'not-uploaded':
    case 'uploading':
      return 'uploading'
    case 'uploaded':
      // A file that is not a PDF is converted next; without a name its type is unknown.
      return name === null || extensionOf(name) === 'pdf' ? 'ready' : 'converting'
    case 'waiting-for-pdf':
    case 'adding-watermark':
      return 'converting'
    case 'converted-to-pdf':
    case 'watermarked':
      return 'ready'
    case 'upload-failed':
      return 'failed'
    case 'unknown':
      return 'unknown'
  }
}
