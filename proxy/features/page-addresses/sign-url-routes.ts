import { Hono } from 'hono'
import { signLinkRequestSchema, type SignLink } from '#shared/schemas/flow/sign-link.ts'
import type { ProblemCode } from '#shared/rules/codes/problem-code.ts'
import { hasEnded } from '#shared/rules/codes/flow-status.ts'
import type { AppEnv } from '#proxy/base/http/app-env.ts'
import { policy } from '#proxy/base/http/route-policy.ts'
import type { AuditLog } from '#proxy/features/audit/audit-log.ts'
import type { Esign } from '#proxy/upstream/esign/esign.ts'
import { identifiedSigners } from '#proxy/base/store/flows/merge-people.ts'
import { fromStore } from '#proxy/base/store/store-timeout.ts'
import { limitJsonBody, readJson } from '#proxy/base/http/json-request.ts'
import type { FlowAccess } from '#proxy/features/access/flow-access.ts'
import type { FlowContexts } from '#proxy/features/flows/read/flow-contexts.ts'
import type { FlowReader } from '#proxy/features/flows/read/flow-reader.ts'
import { linkOf, taskIdOf } from '#proxy/features/access/requested-flow.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { unsupportedByEsign } from '#proxy/upstream/esign/wire/refusals.ts'
import type { Roles } from '#proxy/features/session/roles.ts'
import type { SessionClaims } from '#proxy/base/http/session-claims.ts'
import type { FlowStore } from '#proxy/base/store/flows/flow-types.ts'
import { requireSession } from '#proxy/features/session/session-middleware.ts'
import type { Events } from '#proxy/base/store/events.ts'
import type { Logger } from '#proxy/base/log.ts'
import type { PageAddresses } from './page-addresses.ts'

export type SignUrlDeps = {
  esign: Pick<Esign, 'getSignUrl' | 'getBrowserSignUrl'>
  flows: Pick<FlowReader, 'read'>
  access: FlowAccess
  pageAddresses: PageAddresses
  registry: Pick<FlowStore, 'find' | 'peopleOf'>
  roles: Pick<Roles, 'mayManage'>
  flowContexts: Pick<FlowContexts, 'forget'>
  events: Pick<Events, 'publish'>
  log: Pick<Logger, 'warn'>
}

const unexplained: readonly ProblemCode[] = ['upstream-rejected', 'esign-refused']

/** Pages where the asker signs a flow, and where outside signers do. */
export function signUrlRoutes(
  { esign, flows, access, pageAddresses, registry, roles, flowContexts, events, log }: SignUrlDeps,
  audit: AuditLog,
): Hono<AppEnv> {
  /** e签宝 has only one code for why it gives no page; the flow's status explains more. */
  async function explain(cause: unknown, corpId: string, taskId: string): Promise<unknown> {
    if (!(cause instanceof ProblemError) || !unexplained.includes(cause.code)) return cause
    const reading = await flows.read(corpId, taskId, 0).catch(() => null)
    if (reading === null) return cause
    const { status } = reading.flow
    if (!hasEnded(status) && status !== 'draft') return cause
    return new ProblemError('flow-not-signable', 'The flow is not open for signing.', { cause })
  }

  /**
   * A signer that the flow was started with, whose signing address the asker may get.
   * @throws ProblemError `flow-forbidden`, `person-not-found` if this is no outside signer
   */
  async function outsideSigner(session: SessionClaims, taskId: string, signer: number | string) {
    const { corpId } = session
    const [flow, people] = await fromStore(
      Promise.all([registry.find(corpId, taskId), registry.peopleOf(corpId, taskId)]),
    )
    if (!roles.mayManage(session, flow?.initiator.userId))
      throw new ProblemError(
        'flow-forbidden',
        'Only the initiator and admins may get signing links of others.',
      )
    const signers = identifiedSigners(people ?? [])
    const found =
      typeof signer === 'number'
        ? signers.slice(signer, signer + 1)
        : signers.filter(({ name, account }) => name === signer && account !== null)
    const [person] = found
    if (found.length !== 1 || person === undefined || person.account === null)
      throw new ProblemError('person-not-found', 'There is no such outside signer.')
    return { name: person.name, account: person.account }
  }

  return new Hono<AppEnv>()
    .post('/:taskId/sign-url', policy({ isBought: true }), async (c) => {
      const taskId = taskIdOf(c)
      const session = requireSession(c)
      const { linkUntil } = await access.require(session, taskId, linkOf(c))
      // The address works only for the person who opens it in DingTalk, which identifies them to
      // e签宝.
      const { corpId } = session
      try {
        const page = pageAddresses.check(corpId, await esign.getSignUrl(corpId, taskId))
        await audit.note(session, 'sign-url-asked', { taskId, byLink: linkUntil !== null })
        return c.json(page)
      } catch (error) {
        throw await explain(error, corpId, taskId)
      }
    })
    .post('/:taskId/sign-link', policy({ isBought: true }), limitJsonBody, async (c) => {
      const taskId = taskIdOf(c)
      const session = requireSession(c)
      const { corpId } = session
      const { signer } = await readJson(c, signLinkRequestSchema)
      const { linkUntil } = await access.require(session, taskId, linkOf(c))
      const { name, account } = await outsideSigner(session, taskId, signer)
      if (esign.getBrowserSignUrl === null)
        throw unsupportedByEsign('gives no addresses for signing outside of DingTalk')
      try {
        const { longUrl, shortUrl } = await esign.getBrowserSignUrl(corpId, taskId, { account })
        pageAddresses.check(corpId, { pcUrl: longUrl, mobileUrl: shortUrl })
        const about = { taskId, detail: name, byLink: linkUntil !== null }
        await audit.note(session, 'sign-link-made', about)
        // The flow's record says how often it was taken.
        flowContexts.forget(corpId, taskId)
        await events.publish({ type: 'flow-changed', corpId, taskId }).catch((err: unknown) => {
          log.warn({ corpId, taskId, err }, 'signing link not published to other instances')
        })
        return c.json({ name, longUrl, shortUrl } satisfies SignLink)
      } catch (error) {
        throw await explain(error, corpId, taskId)
      }
    })
}
