import type { AccessTokens } from './tokens.ts'
import type { LineFault } from './line-faults.ts'
import type { JsapiTickets } from './tokens.ts'
import type { ProcessInstance, ProcessTemplate, Todo } from './task-models.ts'
import type { Flow } from './flow-model.ts'
import type { Corp } from './people.ts'
import type { Call } from './calls.ts'
import type { DecideFault, Fault } from './faults.ts'

/** A file uploaded to e签宝. */
export type StoredFile = {
  fileId: string
  corpId: string
  name: string
  /** What the caller announced and the upload must match; null is not checked. */
  announced: { size: number | null; contentType: string | null; contentMd5: string | null }
  convertToPdf: boolean
  /** Secret part of the upload and download addresses. */
  key: string
  uploadExpiresAt: number
  /** Null until uploaded. */
  content: { bytes: Uint8Array<ArrayBuffer>; contentType: string; at: number } | null
}

/** A task for a page of e签宝 that does not belong to a flow. */
export type PageTask = {
  taskId: string
  kind: 'authorise' | 'person-real-name' | 'corp-real-name'
  clientId: string
  corpId: string
  /** The user id of the person whose task it is; null if any admin may do it. */
  userId: string | null
  redirectUrl: string | null
  expiresAt: number
}

/** What e签宝 posts to the notice address: unsigned JSON (notification-callback). */
export type NoticeBody = {
  action: 'SIGN' | 'CORP_AUTH'
  taskId: string
  bizData: { status: string; finishTime?: number; thirdBizId?: string }
}

export type Notice = {
  url: string
  body: NoticeBody
  /** `status` is the HTTP status; null if there was no answer in time. */
  attempts: { at: number; status: number | null }[]
  outcome: 'pending' | 'delivered' | 'given-up'
}

export type Message = {
  taskId: number
  corpId: string
  agentId: string
  userIds: string[]
  /** Those of `userIds` who got the message: members who had not got the same content that day. */
  deliveredTo: string[]
  /** Those who are not members, or outside the app's scope. */
  invalid: string[]
  /** Those who had got the same content within a day. */
  repeated: string[]
  /** The message as the app sent it; for a template `{templateId, data}`. */
  msg: unknown
  /** The status bar's current text; null for a message without a status bar. */
  statusBar: { value: string; background: string } | null
  isRecalled: boolean
  at: number
}

/** A message in a chat with an app's robot. */
export type ChatMessage = {
  id: string
  corpId: string
  /** The person in whose chat it stands, or who wrote in the group. */
  userId: string
  isInGroup: boolean
  author: 'person' | 'robot'
  /** A person's text; what the app sent for the robot. */
  body: unknown
  /** How the app sent it. */
  way: 'session' | 'token' | null
  at: number
}

/** An event of DingTalk's, pushed to one app over a Stream connection. */
export type StreamEvent = {
  eventId: string
  clientId: string
  corpId: string
  eventType: string
  data: Record<string, unknown>
  bornAt: number
  deliveries: number
  outcome: 'pending' | 'acknowledged'
}

/** A DingTalk approval and the contracts attached to it. */
export type ApprovalInstance = {
  corpId: string
  title: string
  originator: string
  approvers: readonly string[]
  copies: readonly string[]
  startedAt: number
  flows: { taskId: string; fileIds: string[] }[]
  comments: { userId: string; text: string; at: number }[]
}

/** How downloads from the storage behave. */
export type StorageBehaviour = {
  /** Whether it sends the whole file whatever `range` asks for, as some gateways do. */
  ignoresRange: boolean
  delayMs: number
  /** Bytes after which the connection is cut; null for never. */
  cutAfter: number | null
}

/** How DingTalk's gateway takes calls. */
export type GatewayBehaviour = {
  /** Whether the caller's address is missing from the app's list of egress addresses. */
  refusesEgress: boolean
  /** Whether the app has not chosen Stream in the developer console. */
  refusesStream: boolean
}

export const usualGateway: GatewayBehaviour = { refusesEgress: false, refusesStream: false }

export const usualStorage: StorageBehaviour = { ignoresRange: false, delayMs: 0, cutAfter: null }

/** What a reset starts with: a company with contracts, or one that has done nothing yet. */
export type Seed = 'samples' | 'new-company'

/** Everything that a reset restores. Times here and in its parts are epoch milliseconds. */
export type State = {
  seed: Seed
  corps: Map<string, Corp>
  flows: Map<string, Flow>
  files: Map<string, StoredFile>
  instances: Map<string, ApprovalInstance>
  /** Initialised developer data, by `ownerKey`. */
  developers: Map<string, { noticeUrl: string | null }>
  /** e签宝's order ids, by owner and the caller's own order id. */
  orders: Map<string, string>
  pageTasks: Map<string, PageTask>
  shortLinks: Map<string, { target: string; expiresAt: number }>
  /** Codes that a DingTalk client gives to a page, each exchanged once for the person. */
  authCodes: Map<string, { corpId: string; userId: string; expiresAt: number }>
  /** Codes of the sign-in page for browsers, each exchanged once for the person's token. */
  loginCodes: Map<string, { clientId: string; corpId: string; unionId: string; expiresAt: number }>
  /** Tokens of people who signed in on that page. */
  userTokens: Map<string, { clientId: string; unionId: string; nick: string }>
  /** The only valid suite ticket. */
  suiteTicket: string
  events: StreamEvent[]
  lineFaults: LineFault[]
  messages: Message[]
  chats: ChatMessage[]
  /** The frames with which messages to the robot were delivered, and the code of each answer. */
  robotFrames: { messageId: string; msgId: string; code: number | null }[]
  /** Where a robot may answer without a token, by the secret in the address. */
  robotSessions: Map<string, { corpId: string; userId: string; isInGroup: boolean; until: number }>
  todos: Todo[]
  /** To-dos that are being made, by organisation, app and `sourceId`. */
  todoLocks: Set<string>
  processTemplates: ProcessTemplate[]
  processInstances: ProcessInstance[]
  notices: Notice[]
  faults: Fault[]
  storage: StorageBehaviour
  gateway: GatewayBehaviour
  /** `range` headers of the downloads from the storage, oldest first; null for none. */
  downloads: { path: string; range: string | null }[]
  calls: Call[]
  stop: AbortController
}

export type World = {
  readonly now: () => number
  /** How far `now` is ahead of the machine, in milliseconds; a reset leaves it. */
  readonly aheadMs: () => number
  readonly moveClock: (byMs: number) => void
  /** Origin of seal pictures; undefined for the origin that was called. */
  readonly publicUrl: string | undefined
  /** Factor on all delays of background work. */
  readonly waitScale: number
  /** Decides on a fault for a call, before those of `state`. */
  readonly decideFault: DecideFault
  readonly tokens: AccessTokens
  readonly jsapiTickets: JsapiTickets
  /** Where messages to the robot of an app are posted; undefined for none. */
  readonly robot: { url: string; clientId: string } | undefined
  /** Origin at which the app calls. */
  apiOrigin: string
  /** A number for a new id. A reset does not restart the sequence, so ids stay unique. */
  readonly nextNumber: () => number
  state: State
  /** Pushes an event to the internal app of the main organisation, if it listens. */
  tellApp: (event: Pick<StreamEvent, 'corpId' | 'eventType' | 'data'>) => void
  /** Restores the seeds, with times relative to now. Access tokens stay valid. */
  reset: (seed?: Seed) => void
}
