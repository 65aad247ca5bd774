import { Hono } from 'hono'
import type { AppContext, AppEnv } from '#proxy/base/http/app-env.ts'
import { limitJsonBody, readJson } from '#proxy/base/http/json-request.ts'
import { policy } from '#proxy/base/http/route-policy.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { fromStore, storeMs } from '#proxy/base/store/store-timeout.ts'
import type { Common } from '#proxy/common.ts'
import type { AccessFeature } from '#proxy/features/access/access-feature.ts'
import { linkOf, taskIdOf } from '#proxy/features/access/requested-flow.ts'
import type { AuditFeature } from '#proxy/features/audit/audit-feature.ts'
import type { CorpFeature } from '#proxy/features/corp/corp-feature.ts'
import type { SessionFeature } from '#proxy/features/session/session-feature.ts'
import { requireSession } from '#proxy/features/session/session-middleware.ts'
import { isWithoutPermission } from '#proxy/upstream/dingtalk/client/refusal-error.ts'
import { isUnseen, readName } from '#proxy/upstream/dingtalk/user-info.ts'
import { wrongFields } from '#shared/rules/terms/wrong-fields.ts'
import {
  type Terms,
  type TermsAnswer,
  termsChangeSchema,
  termsSchema,
} from '#shared/schemas/flow/terms.ts'
import { dateIn, planTerms, type StoredTerms } from './plan-terms.ts'
import type { TermsStore } from './terms-store.ts'

export type BeforeTerms = {
  corp: CorpFeature
  session: SessionFeature
  access: AccessFeature
  audit: AuditFeature
}

/** How long a completed contract runs, and who looks after it. */
export function termsRoutes(common: Common, before: BeforeTerms, book: TermsStore): Hono<AppEnv> {
  const { store, upstream, now } = common
  const { corp, session: sessions, access, audit } = before
  const { registry, events } = store

  /** The terms of a flow that the asker may see, and what the asker may do with them. */
  async function termsOf(c: AppContext) {
    const taskId = taskIdOf(c)
    const session = requireSession(c)
    const { corpId, userId } = session
    await access.flowAccess.require(session, taskId, linkOf(c))
    const key = { corpId, taskId }
    const [flow, found, { timeZone }, ownDays] = await Promise.all([
      fromStore(registry.flows.find(corpId, taskId)),
      fromStore(book.find(key)),
      corp.times.frameOf(corpId),
      corp.times.ownDaysOf(corpId),
    ])
    const completedAt =
      flow?.status === 'completed' ? (flow.lastLogAt ?? flow.confirmedAt ?? flow.firstSeenAt) : null
    const signedOn =
      found?.signedOn ?? (completedAt === null ? null : dateIn(timeZone, completedAt))
    const mayName = flow !== null && sessions.roles.mayManage(session, flow.initiator.userId)
    const isKeeper = found?.terms.keepers.some((keeper) => keeper.userId === userId) === true
    const answer: TermsAnswer = {
      terms: found?.terms ?? null,
      version: found?.version ?? null,
      signedOn,
      today: dateIn(timeZone, now()),
      ownDays,
      mayChange: signedOn !== null && (mayName || isKeeper),
      mayName: signedOn !== null && mayName,
    }
    return { session, key, answer, timeZone, ownDays }
  }

  /** @throws ProblemError `flow-not-completed`, `flow-forbidden` */
  async function termsToChange(c: AppContext) {
    const found = await termsOf(c)
    const { signedOn, mayChange } = found.answer
    if (signedOn === null)
      throw new ProblemError('flow-not-completed', 'Only a completed flow has terms.')
    if (!mayChange)
      throw new ProblemError(
        'flow-forbidden',
        'Only the initiator, administrators and those who look after the flow may change its terms.',
      )
    return { ...found, signedOn }
  }

  /** @throws ProblemError `invalid-request` for somebody who is no member of the corp */
  async function nameOf(corpId: string, keeper: Terms['keepers'][number]) {
    try {
      return (await readName(upstream.client, corpId, keeper.userId)) || keeper.name
    } catch (error) {
      if (isUnseen(error)) throw invalid(['keepers'])
      if (isWithoutPermission(error)) return keeper.name
      throw error
    }
  }

  /** Rights have changed with who looks after it. */
  const publish = (key: { corpId: string; taskId: string }) =>
    fromStore(events.publish({ type: 'flow-changed', ...key }), storeMs)

  return new Hono<AppEnv>()
    .get('/:taskId/terms', async (c) => c.json((await termsOf(c)).answer))
    .put('/:taskId/terms', policy({ isBought: true }), limitJsonBody, async (c) => {
      const { version, ...given } = await readJson(c, termsChangeSchema)
      const { session, key, signedOn, answer, timeZone, ownDays } = await termsToChange(c)
      const wrong = wrongFields(given, signedOn)
      if (wrong.length > 0) throw invalid(wrong)
      const known = answer.terms?.keepers ?? []
      const isNew = ({ userId }: { userId: string }) =>
        !known.some((keeper) => keeper.userId === userId)
      const isOther = given.keepers.length !== known.length || given.keepers.some(isNew)
      if (isOther && !answer.mayName)
        throw new ProblemError(
          'flow-forbidden',
          'Only the initiator and administrators may say who looks after the flow.',
        )
      const keepers = await Promise.all(
        given.keepers.map(async (keeper) => {
          const kept = known.find(({ userId }) => userId === keeper.userId)
          return kept ?? { userId: keeper.userId, name: await nameOf(key.corpId, keeper) }
        }),
      )
      const terms = { ...given, keepers }
      const at = now()
      const since = { from: answer.today, since: at }
      const plan = (found: StoredTerms) =>
        planTerms({ ...key, found, timeZone, ownDays }, at, since)
      const change = { before: version, signedOn, at, plan }
      if (!(await fromStore(book.replace(key, terms, change), storeMs)))
        throw new ProblemError('terms-changed', 'Somebody else has changed the terms meanwhile.')
      const detail = changedFields(answer.terms, terms).join(', ')
      await audit.auditLog.note(session, 'terms-changed', { taskId: key.taskId, detail })
      await publish(key)
      return c.json((await termsOf(c)).answer)
    })
    .delete('/:taskId/terms', policy({ isBought: true }), async (c) => {
      const { session, key } = await termsToChange(c)
      if (await fromStore(book.remove(key), storeMs)) {
        await audit.auditLog.note(session, 'terms-removed', { taskId: key.taskId })
        await publish(key)
      }
      return c.body(null, 204)
    })
}

function invalid(fields: readonly string[]): ProblemError {
  return new ProblemError('invalid-request', `Invalid in the request: ${fields.join(', ')}.`)
}

function changedFields(before: Terms | null, after: Terms): string[] {
  const was = new Map<string, unknown>(Object.entries(before ?? termsSchema.parse({})))
  return Object.entries(after).flatMap(([field, value]) =>
    JSON.stringify(was.get(field)) === JSON.stringify(value) ? [] : [field],
  )
}
