import { z } from 'zod'
import { plainText } from '#shared/rules/plain-text.ts'
import type { CorpChange } from '#proxy/base/store/corps/corp-change.ts'

/** A stored event; its data are spelled as Stream or SyncHTTP spells them. */
type StoredEvent = { type: string; corpId: string | null; bornAt: number; data: unknown }

type Reader = (data: unknown, bornAt: number) => Omit<CorpChange, 'corpId' | 'at' | 'event'>

const name = z.string().overwrite(plainText).min(1)
const id = z.union([z.string().min(1), z.number().transform(String)])
const ids = z.array(z.string().min(1))

/** Stream writes `adminList`, SyncHTTP `admin_list`; either may be missing. */
const agentSchema = z.object({
  agentid: id.optional().catch(undefined),
  adminList: ids.optional().catch(undefined),
  admin_list: ids.optional().catch(undefined),
})

const agentsSchema = z.object({ agent: z.array(agentSchema) }).catch({ agent: [] })

const corpInfoSchema = z
  .object({
    corpName: name.optional().catch(undefined),
    corp_name: name.optional().catch(undefined),
    corpid: id.optional().catch(undefined),
  })
  .catch({})

/** event-org-suite-auth; development-data-format-help, `biz_type` 4 */
const authorisationSchema = z.object({
  authCorpInfo: corpInfoSchema,
  auth_corp_info: corpInfoSchema,
  authInfo: agentsSchema,
  auth_info: agentsSchema,
})

const time = z.coerce.number().int().positive()

/** event-market-order and its refund; SyncHTTP uses either spelling. */
const orderSchema = z.object({
  orderId: id.optional().catch(undefined),
  order_id: id.optional().catch(undefined),
  itemName: name.optional().catch(undefined),
  item_name: name.optional().catch(undefined),
  serviceStopTime: time.optional().catch(undefined),
  service_stop_time: time.optional().catch(undefined),
})

function readAuthorisation(data: unknown): Pick<CorpChange, 'details' | 'isAuthorised'> {
  const parsed = authorisationSchema.safeParse(data).data
  const info = { ...parsed?.auth_corp_info, ...parsed?.authCorpInfo }
  const [agent] = [...(parsed?.authInfo.agent ?? []), ...(parsed?.auth_info.agent ?? [])]
  const details = {
    name: info.corpName ?? info.corp_name ?? null,
    agentId: agent?.agentid ?? null,
    admins: agent?.adminList ?? agent?.admin_list ?? null,
  }
  return { isAuthorised: true, ...(parsed === undefined ? {} : { details }) }
}

/** Orders without an id count as one order. */
function orderIn(order: z.output<typeof orderSchema> | undefined): string {
  return order?.orderId ?? order?.order_id ?? ''
}

/** Readers of the events that we use. */
const readers: Readonly<Record<string, Reader>> = {
  org_suite_auth: (data) => ({ ...readAuthorisation(data), isEnabled: true }),
  // SyncHTTP may send a change in place of the authorisation.
  org_suite_change: readAuthorisation,
  org_suite_relieve: () => ({ isAuthorised: false }),
  org_micro_app_stop: () => ({ isEnabled: false }),
  org_micro_app_remove: () => ({ isEnabled: false }),
  org_micro_app_restore: () => ({ isEnabled: true }),
  org_micro_app_scope_update: () => ({ isRescoped: true }),
  market_order: (data, at) => {
    const order = orderSchema.safeParse(data).data
    const item = order?.itemName ?? order?.item_name ?? null
    const until = order?.serviceStopTime ?? order?.service_stop_time ?? null
    return { purchase: { order: orderIn(order), at, item, until } }
  },
  // Sent for refunds alone (dingtalk-transaction-ordering-closed).
  market_service_close: (data, refundedAt) => ({
    purchase: { order: orderIn(orderSchema.safeParse(data).data), refundedAt },
  }),
}

/** Whether events of this type are used. */
export function isRelevant(type: string): boolean {
  return Object.hasOwn(readers, type)
}

/** The change that an event makes; null if it names no organisation or is not used. */
export function changeOf({ type, corpId, bornAt, data }: StoredEvent): CorpChange | null {
  const read = isRelevant(type) ? readers[type] : undefined
  if (read === undefined || corpId === null) return null
  return { corpId, at: bornAt, event: type, ...read(data, bornAt) }
}
