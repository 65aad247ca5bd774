import { corpFilters } from '#shared/rules/codes/corp-codes.ts'
import { problems } from '#shared/rules/codes/problem-code.ts'
import type { FileLanguage } from '#shared/schemas/file-language.ts'
import type { OperatorHealth } from '#shared/schemas/operator.ts'
import { byteOrderMark, csvLine, timeField } from '#proxy/audit/csv.ts'
import type { ListedCorp } from '#proxy/store/corps/corp-list.ts'
import type { ListedOrder } from '#proxy/store/corps/order-journal.ts'
import type { ListedRefusals } from '#proxy/store/corps/refused-call-book.ts'
import { fileWords } from './file-words.ts'

const dayMs = 24 * 60 * 60_000

/** Rows as a CSV file, one chunk for each page; times in UTC. */
async function* csvFile<Row>(
  head: readonly string[],
  pages: AsyncIterable<readonly Row[]>,
  fieldsOf: (row: Row) => readonly (string | number | null)[],
): AsyncGenerator<string> {
  yield byteOrderMark + csvLine(head)
  for await (const page of pages)
    yield page.map((row) => csvLine(fieldsOf(row).map((field) => String(field ?? '')))).join('')
}

export function corpsFile(
  pages: AsyncIterable<readonly ListedCorp[]>,
  language: FileLanguage,
): AsyncGenerator<string> {
  const t = fileWords[language]
  const events: Readonly<Record<string, string>> = t.events
  return csvFile(t.corps, pages, (corp) => [
    corp.corpId,
    corp.name,
    t.states[corp.state],
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
    corp.troubles.map((trouble) => t.troubles[trouble]).join('; '),
    corp.missingScopes.join('; '),
    corp.agentId,
    corp.admins.join('; '),
    timeField(corp.checkedAt),
  ])
}

/** Calls refused by DingTalk or e签宝, by organisation, reason and day. */
export function refusedFile(
  pages: AsyncIterable<readonly ListedRefusals[]>,
  language: FileLanguage,
): AsyncGenerator<string> {
  return csvFile(
    fileWords[language].refused,
    pages,
    ({ corpId, name, code, day, calls, lastAt }) => [
      timeField(day * dayMs).slice(0, 10),
      corpId,
      name,
      problems[code][language][0],
      code,
      calls,
      timeField(lastAt),
    ],
  )
}

/** Packages ordered for all organisations. */
export function ordersFile(
  pages: AsyncIterable<readonly ListedOrder[]>,
  language: FileLanguage,
): AsyncGenerator<string> {
  const t = fileWords[language]
  return csvFile(t.orders, pages, ({ corpId, corpName, order }) => [
    timeField(order.orderedAt),
    corpId,
    corpName,
    order.orderId,
    t.orderKinds[order.kind],
    t.orderStates[order.state],
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

type HealthRow = readonly [what: string, value: string | number, at?: number | null]

/** The state of background work, one row for each fact. */
export function healthFile(
  { counts, events, suiteTicket, tokens, refused }: OperatorHealth,
  language: FileLanguage,
): AsyncGenerator<string> {
  const t = fileWords[language].health
  const rows: HealthRow[] = [
    [t.eventMode, t.modes[events.mode]],
    ...events.lines.flatMap(({ state, since, lastFrameAt }): HealthRow[] => [
      [t.line, t.lines[state], since],
      [t.lastFrame, '', lastFrameAt],
    ]),
    [t.lastEvent, '', events.lastEventAt],
    [t.eventsWaiting, events.waiting],
    [t.eventsFailed, events.failed],
    ...(suiteTicket === null
      ? []
      : [[t.suiteTicket, suiteTicket.isKnown ? t.known : t.missing, suiteTicket.at] as const]),
    [t.tokens, tokens.hasFallenBack ? t.fallenBack : t.tokenCalls[tokens.mode]],
    ...corpFilters.map((filter): HealthRow => [`${t.corps}: ${t.filters[filter]}`, counts[filter]]),
    ...refused.map(({ code, calls, lastAt }): HealthRow => [
      `${t.refused}: ${problems[code][language][0]}`,
      calls,
      lastAt,
    ]),
  ]
  return csvFile(t.head, inOnePage(rows), ([what, value, at = null]) => [
    what,
    value,
    timeField(at),
  ])
}

async function* inOnePage<Row>(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  yield rows
}
