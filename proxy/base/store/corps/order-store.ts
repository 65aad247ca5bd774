import { and, desc, eq, getTableColumns, lt, ne, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import type { Database } from '#proxy/base/store/database.ts'
import { decodeCursor, pageOf, type CursorPage } from '#proxy/base/store/cursor.ts'
import { orders } from './corp-schema.ts'
import { corps } from './corp-schema.ts'
import type { EpochMs } from '#shared/rules/time.ts'

export type OrderStore = {
  /**
   * Stored as unknown before it is placed. The id of a refused order can be reused.
   * @returns the order of this id, and whether it is this one
   */
  claim(corpId: string, order: NewOrder): Promise<{ order: KeptOrder; isNew: boolean }>
  /** Notes that e签宝 accepted an order. @returns it, with e签宝's id if any answer had it */
  markPlaced(corpId: string, orderId: string, esignOrderId: string | null): Promise<KeptOrder>
  markRefused(corpId: string, orderId: string): Promise<void>
  /** @throws ProblemError `invalid-request` for a cursor that is not ours */
  list(
    corpId: string,
    query: { cursor?: string | undefined; limit: number },
  ): Promise<CursorPage<KeptOrder>>
  /** For all corps, newest first. @throws ProblemError as `list` does */
  page(query: { cursor?: string | undefined; limit: number }): Promise<CursorPage<ListedOrder>>
}

export type NewOrder = {
  orderId: string
  kind: 'channel' | 'resale'
  quantity: number
  itemCode: string | null
  itemName: string | null
  /** In fen. */
  paidFen: number | null
  validFrom: number | null
  validUntil: number | null
  userId: string
  name: string
  orderedAt: EpochMs
}

export type KeptOrder = NewOrder & {
  state: 'placed' | 'refused' | 'unknown'
  esignOrderId: string | null
}

export type ListedOrder = { corpId: string; corpName: string | null; order: KeptOrder }

const cursorSchema = z.tuple([z.number().int()])

const { id: _id, corpId: _corpId, ...columns } = getTableColumns(orders)

export function createOrderStore(database: Database): OrderStore {
  return {
    async claim(corpId, order) {
      const row = { ...order, corpId, state: 'unknown' as const, esignOrderId: null }
      const [claimed] = await database
        .insert(orders)
        .values(row)
        .onConflictDoUpdate({
          target: [orders.corpId, orders.orderId],
          set: row,
          setWhere: eq(orders.state, 'refused'),
        })
        .returning(columns)
      if (claimed !== undefined) return { order: claimed, isNew: true }
      const [kept] = await database.select(columns).from(orders).where(is(corpId, order.orderId))
      if (kept === undefined) throw new Error('an order that is in the way is not there')
      return { order: kept, isNew: false }
    },
    async markPlaced(corpId, orderId, esignOrderId) {
      const [placed] = await database
        .update(orders)
        .set({
          state: 'placed',
          ...(esignOrderId === null ? {} : { esignOrderId }),
        })
        .where(is(corpId, orderId))
        .returning(columns)
      if (placed === undefined) throw new Error('an order that was placed is not there')
      return placed
    },
    async markRefused(corpId, orderId) {
      await database
        .update(orders)
        .set({ state: 'refused' })
        .where(and(is(corpId, orderId), ne(orders.state, 'placed')))
    },
    async page({ cursor, limit }) {
      const rows = await database
        .select({ id: orders.id, corpId: orders.corpId, corpName: corps.name, order: columns })
        .from(orders)
        .leftJoin(corps, eq(corps.corpId, orders.corpId))
        .where(afterOf(cursor))
        .orderBy(desc(orders.id))
        .limit(limit + 1)
      return pageOf(rows, limit, ({ id }) => [id])
    },
    async list(corpId, { cursor, limit }) {
      const rows = await database
        .select({ id: orders.id, order: columns })
        .from(orders)
        .where(and(eq(orders.corpId, corpId), afterOf(cursor)))
        .orderBy(desc(orders.id))
        .limit(limit + 1)
      const page = pageOf(rows, limit, ({ id }) => [id])
      return { ...page, items: page.items.map(({ order }) => order) }
    },
  }
}

function afterOf(cursor: string | undefined): SQL | undefined {
  const [after] = decodeCursor(cursor, cursorSchema) ?? []
  return after === undefined ? undefined : lt(orders.id, after)
}

function is(corpId: string, orderId: string) {
  return and(eq(orders.corpId, corpId), eq(orders.orderId, orderId))
}
