import type { AuditKind } from '#shared/rules/codes/audit-kind.ts'
import { fromStore, persist } from '#proxy/base/store/store-timeout.ts'
import type { Logger } from '#proxy/base/log.ts'
import type { SessionClaims } from '#proxy/base/http/session-claims.ts'
import type { ViewStore } from '#proxy/base/store/flows/view-store.ts'
import type { Clock } from '#shared/rules/time.ts'

/** Records actions; opened flows are recorded by `FlowContexts`. */
export type AuditLog = {
  /**
   * Resolves once the record is stored; await it before answering. If the store fails, an action
   * that has already happened is recorded again in the background after a second, and logged if
   * that fails too.
   * @throws ProblemError `store-unavailable` if something about to be handed out cannot be recorded
   */
  note(who: Who, kind: AuditKind, about: About): Promise<void>
}

type Who = Pick<SessionClaims, 'corpId' | 'userId' | 'name'>

type About = {
  taskId: string | null
  /** See `AuditKind`. */
  detail?: string | null
  /** Whether a signed link alone allowed it. */
  byLink?: boolean
}

export type AuditLogDeps = {
  views: Pick<ViewStore, 'record'>
  log: Pick<Logger, 'warn'>
  now: Clock
}

/** Kinds that are recorded before something is handed out; other actions have already happened. */
const disclosingKinds: ReadonlySet<AuditKind> = new Set<AuditKind>([
  'documents-opened',
  'archive-taken',
  'approval-opened',
  'sign-url-asked',
  'sign-link-made',
  'link-made',
  'export-taken',
  'assistant-asked',
  'assistant-token-made',
  'robot-asked',
])

/** Longer than connections wait for a database that is being restarted (milliseconds). */
const disclosureTimeoutMs = 6_000

export function createAuditLog({ views, log, now }: AuditLogDeps): AuditLog {
  return {
    async note({ corpId, userId, name }, kind, { taskId, detail = null, byLink = false }) {
      const entry = { corpId, userId, name, kind, taskId, detail, byLink, at: now() }
      if (disclosingKinds.has(kind)) {
        await fromStore(views.record(entry), disclosureTimeoutMs)
        return
      }
      const written = persist(() => views.record(entry)).catch((err: unknown) => {
        log.warn({ corpId, userId, kind, taskId, err }, 'audit entry not stored')
      })
      await fromStore(written).catch(() => {})
    },
  }
}
