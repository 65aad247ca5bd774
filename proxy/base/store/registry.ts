import { createMarginStore } from './corps/margin-store.ts'
import { createOrderStore } from './corps/order-store.ts'
import type { Database } from './database.ts'
import { createAccessStore } from './flows/access-store.ts'
import { createAccessRequestStore } from './flows/access-request-store.ts'
import { createApprovalStore } from './flows/approval-store.ts'
import { createFlowListStore } from './flows/flow-list-store.ts'
import { readColleagues } from './flows/flow-people.ts'
import { createFlowWriter } from './flows/flow-records.ts'
import { createFlowStatisticsStore } from './statistics/flow-statistics-store.ts'
import type { FlowStore } from './flows/flow-types.ts'
import { createRegisteredFlowStore } from './flows/registered-flow-store.ts'
import { createReminderStore } from './flows/reminder-store.ts'
import { createViewStore } from './flows/view-store.ts'
import type { Causes } from './outbox/causes.ts'
import { createRetentionStore } from './retention-store.ts'

export type Registry = ReturnType<typeof createRegistry>

/**
 * Our records of flows, which e签宝's API cannot list. Changes are durable once a call resolves.
 * Null means unknown.
 */
export function createRegistry(database: Database, causes: Causes) {
  const flows: FlowStore = {
    ...createFlowWriter(database, causes),
    ...createFlowListStore(database),
  }
  return {
    flows,
    access: createAccessStore(database),
    views: createViewStore(database),
    reminders: createReminderStore(database),
    colleaguesOf: (corpId: string, userId: string) => readColleagues(database, corpId, userId),
    statistics: createFlowStatisticsStore(database),
    margins: createMarginStore(database),
    orders: createOrderStore(database),
    retention: createRetentionStore(database),
    sealApprovals: createApprovalStore(database),
    registrations: createRegisteredFlowStore(database, causes),
    accessRequests: createAccessRequestStore(database, causes),
  }
}
