import { createAuthorisationBook } from './corps/authorisation-book.ts'
import { createMarginJournal } from './corps/margin-journal.ts'
import { createOrderJournal } from './corps/order-journal.ts'
import type { Database } from './database.ts'
import { createFileBook } from './file-book.ts'
import { createAccessBook } from './flows/access-book.ts'
import { createAccessRequests } from './flows/access-requests.ts'
import { createApprovalBook } from './flows/approval-book.ts'
import { createDocumentBook } from './flows/document-book.ts'
import { createFlowFinder } from './flows/flow-list.ts'
import { readColleagues } from './flows/flow-people.ts'
import { createFlowWriter } from './flows/flow-records.ts'
import { createFlowStatistics } from './statistics/flow-statistics.ts'
import type { FlowRegistry } from './flows/flow-types.ts'
import { createRegisteredFlows } from './flows/registered-flows.ts'
import { createReminderJournal } from './flows/reminder-journal.ts'
import { createStartAttempts } from './flows/start-attempts.ts'
import { createViewJournal } from './flows/view-journal.ts'
import type { Causes } from './outbox/causes.ts'
import { createRetention } from './retention.ts'
import { createSessionEnds, createSpentSignIns } from './session-ends.ts'

export type Registry = ReturnType<typeof createRegistry>

/**
 * Our records of flows, which e签宝's API cannot list. Changes are durable once a call resolves.
 * Null means unknown.
 */
export function createRegistry(database: Database, causes: Causes) {
  const flows: FlowRegistry = {
    ...createFlowWriter(database, causes),
    ...createFlowFinder(database),
  }
  return {
    flows,
    access: createAccessBook(database),
    views: createViewJournal(database),
    reminders: createReminderJournal(database),
    colleaguesOf: (corpId: string, userId: string) => readColleagues(database, corpId, userId),
    statistics: createFlowStatistics(database),
    attempts: createStartAttempts(database),
    margins: createMarginJournal(database),
    orders: createOrderJournal(database),
    retention: createRetention(database),
    authorisations: createAuthorisationBook(database),
    documents: createDocumentBook(database),
    sealApprovals: createApprovalBook(database),
    files: createFileBook(database),
    sessionEnds: createSessionEnds(database),
    spentSignIns: createSpentSignIns(database),
    registrations: createRegisteredFlows(database, causes),
    accessRequests: createAccessRequests(database, causes),
  }
}
