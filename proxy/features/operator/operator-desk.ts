import type { OperatorCorpView, OperatorOrder } from '#shared/schemas/corp/operator.ts'
import type { Order } from '#shared/schemas/corp/order.ts'
import type { AuditKind } from '#shared/rules/codes/audit-kind.ts'
import type { AuditLog } from '#proxy/features/audit/audit-log.ts'
import type { CorpInDingTalk } from '#proxy/features/corp/corp-in-dingtalk.ts'
import type { CorpInEsign } from '#proxy/features/corp/corp-in-esign.ts'
import { possiblyDone } from '#proxy/upstream/dingtalk/client/possibly-done.ts'
import { fromStore } from '#proxy/base/store/store-timeout.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { settle } from '#proxy/base/http/section.ts'
import type { Logger } from '#proxy/base/log.ts'
import type { InitialiseDeveloper } from '#proxy/features/notices/developer-setup.ts'
import type { PackageOrders } from '#proxy/features/orders/package-orders.ts'
import type { SessionClaims } from '#proxy/base/http/session-claims.ts'
import type { CorpStore, StoredCorp } from '#proxy/base/store/corps/corp-store.ts'
import type { DeleteCorpData } from './corp-deletion.ts'
import { corpNotFound } from './corp-view.ts'

type Operator = Pick<SessionClaims, 'corpId' | 'userId' | 'name'>

/**
 * What operators do for other organisations. Everything is recorded in the audit of both
 * organisations.
 * @throws ProblemError `corp-not-found` for an unknown one
 */
export type OperatorDesk = {
  /** Asks DingTalk and e签宝 about the corp. @returns what could not be read */
  refresh(operator: Operator, corpId: string): Promise<OperatorCorpView['unread']>
  /**
   * Asks DingTalk about an order of the corp in the market. @throws ProblemError, see
   * `CorpInDingTalk`
   */
  addPurchase(operator: Operator, corpId: string, orderId: string): Promise<void>
  /** Initialises the corp's developer account. @throws ProblemError, see `InitialiseDeveloper` */
  initialise(operator: Operator, corpId: string): Promise<boolean | null>
  /** Sells a package to the corp. @throws ProblemError, see `PackageOrders` */
  placeOrder(operator: Operator, corpId: string, order: OperatorOrder): Promise<Order>
  /**
   * Deletes the corp's stored data.
   * @param confirmation its id or its name
   * @throws ProblemError `corp-active`, `confirmation-wrong`
   * @returns the number of rows
   */
  deleteData(operator: Operator, corpId: string, confirmation: string): Promise<number>
}

export type OperatorDeskDeps = {
  corps: Pick<CorpStore, 'find'>
  inDingTalk: CorpInDingTalk
  inEsign: Pick<CorpInEsign, 'read' | 'noteInitialised'>
  orders: PackageOrders
  deleteCorpData: DeleteCorpData
  auditLog: AuditLog
  initialiseDeveloper: InitialiseDeveloper
  log: Pick<Logger, 'info' | 'warn'>
}

export function createOperatorDesk(deps: OperatorDeskDeps): OperatorDesk {
  const { corps, inDingTalk, inEsign, orders, auditLog, log } = deps

  async function requireCorp(corpId: string): Promise<StoredCorp> {
    const found = await fromStore(corps.find(corpId))
    if (found === null) throw corpNotFound()
    return found
  }

  /**
   * Records an action in the audit of both organisations. The customer's has the operator's corp
   * before the user id, as user ids are unique within a corp only.
   */
  async function note(
    operator: Operator,
    corpId: string,
    kind: AuditKind,
    detail: string | null,
  ): Promise<void> {
    log.info({ corpId, operator: operator.userId, kind, detail }, 'operator action')
    const about = [corpId, detail].filter((part) => part !== null).join(' ')
    await auditLog.note(operator, kind, { taskId: null, detail: about })
    if (operator.corpId === corpId) return
    const stranger = { ...operator, corpId, userId: `${operator.corpId}:${operator.userId}` }
    await auditLog.note(stranger, kind, { taskId: null, detail })
  }

  async function refresh(corpId: string): Promise<OperatorCorpView['unread']> {
    const [authInfo, read] = await Promise.all([
      settle(inDingTalk.read(corpId, true)),
      inEsign.read(corpId),
    ])
    return Object.entries({ ...read, authInfo }).flatMap(([what, part]) =>
      part instanceof ProblemError && isPart(what) ? [{ what, code: part.code }] : [],
    )
  }

  return {
    async refresh(operator, corpId) {
      await requireCorp(corpId)
      const unread = await refresh(corpId)
      await note(operator, corpId, 'corp-refreshed', null)
      return unread
    },

    async addPurchase(operator, corpId, orderId) {
      await requireCorp(corpId)
      await inDingTalk.readOrder(corpId, orderId)
      await note(operator, corpId, 'corp-refreshed', orderId)
    },

    async initialise(operator, corpId) {
      await requireCorp(corpId)
      const tried = await settle(deps.initialiseDeveloper(corpId))
      await inEsign.noteInitialised(corpId, tried)
      if (!(tried instanceof ProblemError) || possiblyDone(tried))
        await note(operator, corpId, 'developer-initialised', null)
      if (tried instanceof ProblemError) throw tried
      return tried
    },

    async placeOrder(operator, corpId, order) {
      await requireCorp(corpId)
      const buyer = { ...operator, corpId }
      const placing =
        order.kind === 'channel'
          ? orders.placeChannelOrder(buyer, order)
          : orders.placeResaleOrder(buyer, order)
      const placed = await settle(placing)
      const isUnknown = placed instanceof ProblemError && placed.code === 'outcome-unknown'
      if (isUnknown || !(placed instanceof ProblemError))
        await note(operator, corpId, 'package-ordered', order.orderId)
      if (placed instanceof ProblemError) throw placed
      // Rereads the margin in the background.
      void refresh(corpId).catch((err: unknown) => log.warn({ corpId, err }, 'margin not reread'))
      return placed
    },

    async deleteData(operator, corpId, confirmation) {
      const corp = await requireCorp(corpId)
      if (corp.state === 'active')
        throw new ProblemError('corp-active', 'The organisation still uses the app.')
      if (confirmation !== corpId && confirmation !== corp.name)
        throw new ProblemError('confirmation-wrong', 'The confirmation does not match.')
      const rows = await deps.deleteCorpData(corpId)
      await note(operator, corpId, 'data-deleted', null)
      return rows
    },
  }
}

const deps = ['app', 'realName', 'margin', 'authInfo'] as const

function isPart(what: string): what is (typeof deps)[number] {
  return deps.some((part) => part === what)
}
