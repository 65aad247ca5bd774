import { Hono } from 'hono'
import type { AppEnv } from '#proxy/base/http/app-env.ts'
import { policy } from '#proxy/base/http/route-policy.ts'
import { answerJson } from '#proxy/base/http/json-answer.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { requireSession } from '#proxy/features/session/session-middleware.ts'
import type { FileRights } from './file-rights.ts'
import type { FileUploads } from './file-uploads.ts'

export type FileDeps = { uploads: FileUploads; rights: FileRights }

/** Uploads of files for new flows, on behalf of the session's corp. */
export function fileRoutes({ uploads, rights }: FileDeps): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .post('/', policy({ isBought: true }), async (c) => {
      const session = requireSession(c)
      const length = c.req.header('content-length')
      const { body, signal } = c.req.raw
      const uploaded = await uploads.upload(session, {
        contentType: c.req.header('content-type'),
        contentLength: length === undefined ? undefined : Number(length),
        body,
        signal,
      })
      await rights.noteUpload(session, uploaded.fileId)
      return answerJson(c, uploaded, { status: 201 })
    })
    .get('/:fileId', async (c) => {
      const session = requireSession(c)
      const fileId = c.req.param('fileId')
      if (!/^[\w.-]{1,128}$/.test(fileId)) {
        throw new ProblemError('file-not-found', 'The file id is malformed.')
      }
      await rights.require(session, [fileId])
      return answerJson(c, await uploads.read(session.corpId, fileId))
    })
}
