import type { AccessBook } from './flows/access-book.ts'
import type { FlowRegistry } from './flows/flow-types.ts'
import type { ReminderJournal } from './flows/reminder-journal.ts'
import type { ViewJournal } from './flows/view-journal.ts'
import type { AccessRequests } from './flows/access-requests.ts'
import type { AuthorisationBook } from './corps/authorisation-book.ts'
import type { FlowStatistics } from './flows/flow-statistics.ts'
import type { FileBook } from './file-book.ts'
import type { MarginJournal } from './corps/margin-journal.ts'
import type { NoticeJournal } from './notice-journal.ts'
import type { OrderJournal } from './corps/order-journal.ts'
import type { RegistrationBook } from './flows/registration-book.ts'
import type { SessionEnds } from './session-ends.ts'
import type { Retention } from './retention.ts'
import type { StartAttempts } from './flows/start-attempts.ts'

/**
 * What we remember of flows, for e签宝's API lists none. What a call has changed when it comes back
 * outlives this process, however it ends. Times are epoch milliseconds; null stands for what is not known.
 */
export type Registry = {
  flows: FlowRegistry
  access: AccessBook
  views: ViewJournal
  urges: ReminderJournal
  notices: NoticeJournal
  statistics: FlowStatistics
  attempts: StartAttempts
  margins: MarginJournal
  orders: OrderJournal
  retention: Retention
  files: FileBook
  sessionEnds: SessionEnds
  authorisations: AuthorisationBook
  registrations: RegistrationBook
  accessRequests: AccessRequests
}
