import { randomBytes } from 'node:crypto'
import type { z } from 'zod'
import type { StoredFile } from '#sandbox/state/state.ts'
import type { EsignCaller } from './caller.ts'
import { requireAuthorised } from './caller.ts'
import { EsignRefusal } from './esign-codes.ts'
import type { v2Bodies } from './request-schemas.ts'

/** e签宝's numbers for a file's state, as far as the sandbox uses them. */
export const fileStatus = {
  notUploaded: 0,
  uploaded: 2,
  failed: 3,
  waitingForPdf: 4,
  convertedToPdf: 5,
} as const

/** How long the conversion of a document to PDF takes. */
const conversionMs = 1500
const uploadValidMs = 3_600_000

function isMd5(text: string): boolean {
  return /^[A-Za-z0-9+/]{22}==$/.test(text)
}

/** Reserves a file and an address to PUT its bytes to (obtain-the-upload-url-of-a-file-1). */
export function reserveFile(
  caller: EsignCaller,
  request: z.infer<typeof v2Bodies.upload>,
): { fileId: string; uploadUrl: string } {
  requireAuthorised(caller, 'createOrgAccountError')
  const { contentMd5, contentType, convert2Pdf = false, fileName = '', fileSize } = request
  if (contentMd5 !== undefined && !isMd5(contentMd5)) {
    throw new EsignRefusal('requestParamError', 'contentMd5不合法')
  }
  if (convert2Pdf && fileName.toLowerCase().endsWith('.pdf')) {
    throw new EsignRefusal('requestParamError', 'PDF文件无需转换')
  }
  const file: StoredFile = {
    fileId: randomBytes(16).toString('hex'),
    corpId: caller.corp.corpId,
    name: fileName,
    announced: {
      size: fileSize ?? null,
      contentType: contentType ?? null,
      contentMd5: contentMd5 ?? null,
    },
    convertToPdf: convert2Pdf,
    key: randomBytes(12).toString('base64url'),
    uploadExpiresAt: caller.world.now() + uploadValidMs,
    content: null,
  }
  caller.world.state.files.set(file.fileId, file)
  const uploadUrl = new URL(`/_sandbox/storage/${file.fileId}`, caller.origin)
  uploadUrl.searchParams.set('Expires', String(Math.floor(file.uploadExpiresAt / 1000)))
  uploadUrl.searchParams.set('Signature', file.key)
  return { fileId: file.fileId, uploadUrl: uploadUrl.href }
}

/** One of `fileStatus`: the progress of uploading a file and converting it to PDF. */
export function statusOf(file: StoredFile, now: number): number {
  const { announced, content } = file
  if (!content) return fileStatus.notUploaded
  if (announced.size !== null && announced.size !== content.bytes.length) return fileStatus.failed
  if (!file.convertToPdf) return fileStatus.uploaded
  return now < content.at + conversionMs ? fileStatus.waitingForPdf : fileStatus.convertedToPdf
}

export function isReady(file: StoredFile, now: number): boolean {
  const status: number = statusOf(file, now)
  return status === fileStatus.uploaded || status === fileStatus.convertedToPdf
}

/** Address to download a file from, without a token. */
export function downloadAddress(origin: string, file: StoredFile): string {
  const path = `/_sandbox/files/${file.fileId}/${encodeURIComponent(file.name || 'file')}`
  const url = new URL(path, origin)
  url.searchParams.set('Signature', file.key)
  return url.href
}

function pdfPages(file: StoredFile): number | undefined {
  if (!file.content) return undefined
  const text = Buffer.from(file.content.bytes).toString('latin1')
  if (!text.startsWith('%PDF-')) return undefined
  return Math.max(1, [...text.matchAll(/\/Type\s*\/Page\b/g)].length)
}

/** A file's state (gets-the-file-details). Fields that do not apply yet are absent. */
export function fileInfo(caller: EsignCaller, fileId: string) {
  requireAuthorised(caller, 'createOrgAccountError')
  const file = caller.world.state.files.get(fileId)
  if (!file || file.corpId !== caller.corp.corpId) {
    throw new EsignRefusal('getFileInfoError', '文件不存在')
  }
  const status = statusOf(file, caller.world.now())
  const pages = status === fileStatus.convertedToPdf ? (pdfPages(file) ?? 1) : pdfPages(file)
  return {
    fileId,
    name: file.name,
    size: file.content?.bytes.length ?? file.announced.size ?? 0,
    status,
    ...(file.content ? { downloadUrl: downloadAddress(caller.origin, file) } : {}),
    ...(pages === undefined ? {} : { pdfTotalPages: pages }),
  }
}
