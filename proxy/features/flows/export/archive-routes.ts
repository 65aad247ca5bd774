import { Hono } from 'hono'
import type { z } from 'zod'
import { archiveRequestSchema, type ArchiveAddress } from '#shared/schemas/flow/flow-archive.ts'
import type { AppContext, AppEnv } from '#proxy/base/http/app-env.ts'
import { policy } from '#proxy/base/http/route-policy.ts'
import { contentDisposition } from '#proxy/base/http/content-disposition.ts'
import { limitJsonBody, readJson } from '#proxy/base/http/json-request.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { Places } from '#proxy/base/limits/places.ts'
import { onBehalfOf } from '#proxy/base/limits/requester.ts'
import { personRequester } from '#proxy/features/session/request-requester.ts'
import type { FileTickets } from '#proxy/features/session/file-tickets.ts'
import { requireSession, ticketInvalid } from '#proxy/features/session/session-middleware.ts'
import type { SessionClaims } from '#proxy/base/http/session-claims.ts'
import type { FlowAccess } from '#proxy/features/access/flow-access.ts'
import type { FlowContexts } from '#proxy/features/flows/read/flow-contexts.ts'
import { archiveName, type Missing } from './archive-words.ts'
import { streamArchive, type ArchivedFlow, type FlowArchiveDeps } from './flow-archive.ts'
import type { Clock } from '#shared/rules/time.ts'

export type ArchiveDeps = FlowArchiveDeps & {
  access: Pick<FlowAccess, 'require'>
  flowContexts: Pick<FlowContexts, 'recall'>
  places: Places
  tickets: FileTickets
  /** Our public address, without a slash at the end. */
  publicUrl: string
  /** Time zone of the dates in archives. */
  timeZone: string
  now: Clock
}

type ArchiveRequest = z.output<typeof archiveRequestSchema>

type Chosen = { flows: ArchivedFlow[]; missing: Missing[] }

/** The files of flows as one zip. */
export function archiveRoutes(deps: ArchiveDeps): Hono<AppEnv> {
  const { access, flowContexts, places, tickets, publicUrl, timeZone, now } = deps

  /**
   * The flows that the person may see; the others count as missing.
   * @throws ProblemError the reason of the first flow if none is left
   */
  async function choose(session: SessionClaims, taskIds: string[], link?: string): Promise<Chosen> {
    // A link is valid for one flow only.
    const onlyLink = taskIds.length === 1 ? link : undefined
    const seen = await Promise.all(
      taskIds.map(async (taskId) => {
        const right = await access.require(session, taskId, onlyLink).catch(noRight)
        if (right instanceof ProblemError) return right
        const title = await titleOf(session, taskId)
        return { taskId, title, byLink: right.linkUntil !== null }
      }),
    )
    const flows = seen.flatMap((flow) => (flow instanceof ProblemError ? [] : [flow]))
    const [first] = seen
    if (flows.length === 0 && first instanceof ProblemError) throw first
    const missing = taskIds.flatMap((taskId, index): Missing[] =>
      seen[index] instanceof ProblemError
        ? [{ taskId, title: null, file: null, reason: 'flow-forbidden' }]
        : [],
    )
    return { flows, missing }
  }

  /** The title for a flow's folder; null without the store. */
  async function titleOf(session: SessionClaims, taskId: string): Promise<string | null> {
    const flowContext = await flowContexts.recall(session, taskId).catch(() => null)
    return flowContext?.flow?.title ?? null
  }

  async function answerArchive(
    c: AppContext,
    session: SessionClaims,
    { taskIds, lang }: ArchiveRequest,
    link?: string,
  ): Promise<Response> {
    const requester = personRequester(session)
    const release = places.take(session)
    try {
      const chosen = await onBehalfOf(requester, () => choose(session, taskIds, link))
      const name = nameOf(chosen.flows, lang)
      c.header('content-type', 'application/zip')
      c.header('content-disposition', contentDisposition('attachment', name))
      // nginx would buffer the answer, and the page would see no progress.
      c.header('x-accel-buffering', 'no')
      if (c.req.method === 'HEAD') {
        release()
        return c.body(null)
      }
      const [only] = chosen.flows
      // For a single flow, its own problem says more than an archive without files.
      if (only !== undefined && taskIds.length === 1)
        only.documents = await onBehalfOf(requester, () =>
          deps.esign.getDocuments(session.corpId, only.taskId),
        )
      const order = { session, requester, ...chosen, language: lang, onEnd: release }
      return c.body(streamArchive(deps, order))
    } catch (error) {
      release()
      throw error
    }
  }

  function nameOf(flows: readonly ArchivedFlow[], lang: ArchiveRequest['lang']): string {
    const title = flows.length === 1 ? (flows[0]?.title ?? null) : null
    return archiveName(title, { at: now(), timeZone }, lang)
  }

  return new Hono<AppEnv>()
    .post('/archive', limitJsonBody, async (c) => {
      const session = requireSession(c)
      const request = await readJson(c, archiveRequestSchema)
      return answerArchive(c, session, request, c.req.header('x-flow-access'))
    })
    .post('/archive/address', limitJsonBody, async (c) => {
      const session = requireSession(c)
      const request = await readJson(c, archiveRequestSchema)
      const { flows } = await choose(session, request.taskIds, c.req.header('x-flow-access'))
      const query = new URLSearchParams({ lang: request.lang })
      for (const taskId of request.taskIds) query.append('taskId', taskId)
      const { target, expiresAt } = tickets.issue(
        session,
        `/api/flows/archive.zip?${query.toString()}`,
      )
      const name = nameOf(flows, request.lang)
      return c.json({ url: publicUrl + target, name, expiresAt } satisfies ArchiveAddress)
    })
    .get('/archive.zip', policy({ takesTicket: true }), async (c) => {
      // With the cookie alone, a page of another origin could start the download.
      if (c.req.query('ticket') === undefined) throw ticketInvalid()
      const session = requireSession(c)
      const { lang } = c.req.query()
      const asked = archiveRequestSchema.safeParse({ taskIds: c.req.queries('taskId'), lang })
      if (!asked.success) throw new ProblemError('invalid-request', 'The query is invalid.')
      return answerArchive(c, session, asked.data)
    })
}

/** The refusal of a person who may not see a flow. @throws any other failure */
function noRight(error: unknown): ProblemError {
  if (!(error instanceof ProblemError)) throw error
  if (error.code !== 'flow-forbidden' && error.code !== 'link-invalid') throw error
  return error
}
