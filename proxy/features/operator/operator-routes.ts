import { Hono } from 'hono'
import { z } from 'zod'
import { isDingTalkId } from '#shared/rules/dingtalk-id.ts'
import { corpFilters, corpSorts, sortOrders } from '#shared/rules/codes/corp-codes.ts'
import type { CorpDone } from '#shared/schemas/corp/corp.ts'
import {
  deleteDataSchema,
  operatorOrderSchema,
  purchaseSchema,
  type CorpAdminNames,
  type DataDeleted,
  type OperatorCorps,
} from '#shared/schemas/corp/operator.ts'
import { fileLanguageSchema } from '#shared/schemas/file-language.ts'
import type { AuditLog } from '#proxy/features/audit/audit-log.ts'
import { answerCsv, withFirst } from '#proxy/base/csv/csv-answer.ts'
import { fromStore, storeMs } from '#proxy/base/store/store-timeout.ts'
import type { CorpAdmins } from '#proxy/features/corp/corp-admins.ts'
import type { AppContext, AppEnv } from '#proxy/base/http/app-env.ts'
import { policy } from '#proxy/base/http/route-policy.ts'
import { answerJson } from '#proxy/base/http/json-answer.ts'
import { limitJsonBody, readJson, readQuery } from '#proxy/base/http/json-request.ts'
import type { Roles } from '#proxy/features/session/roles.ts'
import type { CorpListStore } from './corp-list-store.ts'
import type { OrderStore } from '#proxy/base/store/corps/order-store.ts'
import { allPages, type CursorPage } from '#proxy/base/store/cursor.ts'
import { corpsFile, ordersFile } from './operator-files.ts'
import { corpNotFound, timesAt, toOperatorCorp, viewCorp, type CorpViewDeps } from './corp-view.ts'
import type { OperatorDesk } from './operator-desk.ts'
import type { OperatorHealthReader } from './health.ts'
import type { Clock } from '#shared/rules/time.ts'

export type OperatorDeps = {
  roles: Pick<Roles, 'requireOperator'>
  list: CorpListStore
  orders: Pick<OrderStore, 'page'>
  view: CorpViewDeps
  desk: OperatorDesk
  health: OperatorHealthReader
  /** See `CorpAdmins.namedOf`. */
  adminsOf: CorpAdmins['namedOf']
  now: Clock
}

const pageSize = 50

/** Rows of the file read at a time. */
const batch = 500

const filterSchema = z.object({
  filter: z.enum(corpFilters).default('all'),
  q: z.string().max(200).optional(),
})
const pageSchema = filterSchema.extend({
  sort: z.enum(corpSorts).default('condition'),
  order: z.enum(sortOrders).default('asc'),
  cursor: z.string().max(500).optional(),
})
const languageSchema = z.object({ lang: fileLanguageSchema })
const fileSchema = filterSchema.extend(languageSchema.shape)

/** What operators see of all organisations, and do for one of them. */
export function operatorRoutes(deps: OperatorDeps, auditLog: AuditLog): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  const { roles, list, orders, view, desk, health, adminsOf, now } = deps

  /** Answers with a file of all pages, and records it in the operator's audit. */
  async function answerFile<Item>(
    c: AppContext,
    what: string,
    read: (cursor: string | undefined) => Promise<CursorPage<Item>>,
    toFile: (pages: AsyncIterable<readonly Item[]>) => AsyncGenerator<string>,
  ): Promise<Response> {
    const session = roles.requireOperator(c)
    const file = toFile(await withFirst(allPages(read)))
    await auditLog.note(session, 'export-taken', { taskId: null, detail: `${what}.csv` })
    return answerCsv(c, what, now(), file)
  }

  return app
    .get('/health', async (c) => {
      roles.requireOperator(c)
      return c.json(await health())
    })
    .get('/corps', async (c) => {
      roles.requireOperator(c)
      const query = readQuery(c, pageSchema)
      const asked = { ...query, ...timesAt(now()), limit: pageSize }
      const { items, nextCursor } = await fromStore(list.page(asked), storeMs)
      const answer: OperatorCorps = { corps: items.map(toOperatorCorp), nextCursor }
      return answerJson(c, answer)
    })
    .get('/corps.csv', policy({ isExport: true, takesTicket: true }), async (c) => {
      roles.requireOperator(c)
      const { lang, ...query } = readQuery(c, fileSchema)
      const byAge = { sort: 'age', order: 'desc' } as const
      const asked = { ...query, ...byAge, ...timesAt(now()), limit: batch }
      return answerFile(
        c,
        'corps',
        (cursor) => list.page({ ...asked, cursor }),
        (pages) => corpsFile(pages, lang),
      )
    })
    .get('/orders.csv', policy({ isExport: true, takesTicket: true }), async (c) => {
      roles.requireOperator(c)
      const { lang } = readQuery(c, languageSchema)
      return answerFile(
        c,
        'orders',
        (cursor) => orders.page({ cursor, limit: batch }),
        (pages) => ordersFile(pages, lang),
      )
    })
    .get('/corps/:corpId', async (c) => {
      roles.requireOperator(c)
      return c.json(await viewCorp(corpIdIn(c), view))
    })
    .get('/corps/:corpId/admins', async (c) => {
      roles.requireOperator(c)
      const answer: CorpAdminNames = { admins: [...(await adminsOf(corpIdIn(c)))] }
      return c.json(answer)
    })
    .post('/corps/:corpId/refresh', async (c) => {
      const session = roles.requireOperator(c)
      const corpId = corpIdIn(c)
      const unread = await desk.refresh(session, corpId)
      return c.json(await viewCorp(corpId, view, unread))
    })
    .post('/corps/:corpId/purchases', limitJsonBody, async (c) => {
      const session = roles.requireOperator(c)
      const corpId = corpIdIn(c)
      const { orderId } = await readJson(c, purchaseSchema)
      await desk.addPurchase(session, corpId, orderId)
      return c.json(await viewCorp(corpId, view))
    })
    .post('/corps/:corpId/initialise', async (c) => {
      const session = roles.requireOperator(c)
      const done = await desk.initialise(session, corpIdIn(c))
      return c.json({ done } satisfies CorpDone)
    })
    .get('/corps/:corpId/orders', async (c) => {
      roles.requireOperator(c)
      return c.json(await view.orders.list(corpIdIn(c), c.req.query('cursor')))
    })
    .post('/corps/:corpId/orders', limitJsonBody, async (c) => {
      const session = roles.requireOperator(c)
      const order = await readJson(c, operatorOrderSchema)
      return c.json(await desk.placeOrder(session, corpIdIn(c), order), 201)
    })
    .post('/corps/:corpId/delete-data', limitJsonBody, async (c) => {
      const session = roles.requireOperator(c)
      const { confirmation } = await readJson(c, deleteDataSchema)
      const rows = await desk.deleteData(session, corpIdIn(c), confirmation)
      return c.json({ rows } satisfies DataDeleted)
    })
}

/** @throws ProblemError `corp-not-found` for a malformed id */
function corpIdIn(c: AppContext): string {
  const corpId = c.req.param('corpId') ?? ''
  if (!isDingTalkId(corpId)) throw corpNotFound()
  return corpId
}
