import type { FileLanguage } from '#shared/schemas/file-language.ts'
import { csvHead, csvLine, timeField } from '#proxy/base/csv/csv.ts'
import type { ListedCorp } from './corp-list-store.ts'
import type { ListedOrder } from '#proxy/base/store/corps/order-store.ts'
import { fileWords } from './file-words.ts'

/** Rows as a CSV file, one chunk for each page; times in UTC. */
async function* csvFile<Row>(
  head: readonly string[],
  pages: AsyncIterable<readonly Row[]>,
  fieldsOf: (row: Row) => readonly (string | number | null)[],
): AsyncGenerator<string> {
  yield csvHead(head)
  for await (const page of pages)
    yield page.map((row) => csvLine(fieldsOf(row).map((field) => String(field ?? '')))).join('')
}

export function corpsFile(
  pages: AsyncIterable<readonly ListedCorp[]>,
  language: FileLanguage,
): AsyncGenerator<string> {
  const t = fileWords(language)
  const events: Readonly<Record<string, string>> = t.events
  return csvFile(t.corps, pages, (corp) => [
    corp.corpId,
    corp.name,
    t.conditions[corp.state],
    corp.install && t.statuses[corp.install],
    corp.authorisation && t.statuses[corp.authorisation],
    corp.realName && t.statuses[corp.realName],
    corp.contractsLeft,
    corp.daysLeft,
    corp.boughtItem,
    timeField(corp.boughtUntil),
    corp.flowsThisMonth,
    corp.lastEvent && (events[corp.lastEvent] ?? corp.lastEvent),
    timeField(corp.lastEventAt),
    timeField(corp.lastSeenAt),
    timeField(corp.since),
    corp.troubles.map((trouble) => t.conditions[trouble]).join('; '),
    corp.missingScopes.join('; '),
    corp.agentId,
    corp.admins.join('; '),
    timeField(corp.checkedAt),
  ])
}

/** Packages ordered for all organisations. */
export function ordersFile(
  pages: AsyncIterable<readonly ListedOrder[]>,
  language: FileLanguage,
): AsyncGenerator<string> {
  const t = fileWords(language)
  return csvFile(t.orders, pages, ({ corpId, corpName, order }) => [
    timeField(order.orderedAt),
    corpId,
    corpName,
    order.orderId,
    t.order[order.kind],
    t.order[order.state],
    order.quantity,
    order.itemCode,
    order.itemName,
    order.paidFen === null ? null : (order.paidFen / 100).toFixed(2),
    timeField(order.validFrom),
    timeField(order.validUntil),
    order.esignOrderId,
    order.userId,
    order.name,
  ])
}
