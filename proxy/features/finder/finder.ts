import type { FlowLog } from '#shared/rules/flow.ts'
import type { Language } from '#shared/rules/languages.ts'
import { isTaskId } from '#shared/rules/task-id.ts'
import type { Clock } from '#shared/rules/time.ts'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import type { SessionClaims } from '#proxy/base/http/session-claims.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { FlowContexts } from '#proxy/features/flows/read/flow-contexts.ts'
import type { FlowOpener } from '#proxy/features/flows/read/flow-opener.ts'
import type { Roles } from '#proxy/features/session/roles.ts'
import { quoted } from './quoted.ts'
import { listedAnswer, openedAnswer, type ShortAnswer } from './short-answer.ts'

/** Some answers, the most urgent or newest first. */
export type Found = {
  answers: ShortAnswer[]
  /** Whether the asker's list has more. */
  hasMore: boolean
}

/** How a question is asked. */
export type Asking = {
  language: Language
  requestId: string
  /** `access` of a signed link. */
  link?: string | undefined
}

/** A record of a contract; `operator` and `description` are written by others. */
export type QuotedLog = Pick<FlowLog, 'type' | 'operator' | 'description' | 'time'>

/**
 * Answers to a person, by the rules of access of the page. No answer tells a contract that the
 * person may not see from one that does not exist.
 */
export type Finder = {
  /** What waits for the asker, nearest deadline first. */
  waiting(asker: SessionClaims, language: Language, limit: number): Promise<Found>
  /**
   * Finds by a part of a title, a person, a company or a task id, newest first; also the contract
   * with this very task id that the asker may open without having it in a list.
   * @throws ProblemError of the store or upstream
   */
  find(asker: SessionClaims, text: string, asking: Asking, limit: number): Promise<Found>
  /**
   * Where one contract stands now; null if there is none that the asker may see.
   * @throws ProblemError of the store or upstream
   */
  status(asker: SessionClaims, taskId: string, asking: Asking): Promise<ShortAnswer | null>
  /** As `status`, with the latest records, newest first. */
  log(
    asker: SessionClaims,
    taskId: string,
    asking: Asking,
    limit: number,
  ): Promise<{ answer: ShortAnswer; records: QuotedLog[]; hasMore: boolean } | null>
  /**
   * What has waited longest in the organisation; null if the asker does not administer it.
   * @throws ProblemError of the store
   */
  stuck(asker: SessionClaims, language: Language, limit: number): Promise<Found | null>
}

export type FinderDeps = {
  flowContexts: Pick<FlowContexts, 'list'>
  opener: Pick<FlowOpener, 'open'>
  roles: Pick<Roles, 'isAdmin'>
  /** Whether the registry has a contract. */
  isKnown: (corpId: string, taskId: string) => Promise<boolean>
  now: Clock
}

const maxSearchLength = 128

/** Of ids that we have not seen yet; e签宝's are longer. */
const minTaskId = 16

/** Problems that say that there is nothing for the asker to see. */
const nothing: readonly string[] = ['flow-forbidden', 'link-invalid', 'flow-not-found']

export function createFinder(deps: FinderDeps): Finder {
  const { flowContexts, opener, roles, isKnown, now } = deps

  async function listed(
    asker: SessionClaims,
    query: Parameters<FlowContexts['list']>[1],
    language: Language,
    limit: number,
  ): Promise<Found> {
    const { flows, nextCursor } = await flowContexts.list(asker, query, limit)
    const wording = { language, now: now() }
    return {
      answers: flows.map((flow) => listedAnswer(flow, wording)),
      hasMore: nextCursor !== null,
    }
  }

  async function opened(
    asker: SessionClaims,
    taskId: string,
    { requestId, link }: Asking,
  ): Promise<FlowView | null> {
    if (!isTaskId(taskId)) return null
    try {
      return await opener.open(asker, { taskId, link, requestId, isQuestion: true })
    } catch (error) {
      if (error instanceof ProblemError && nothing.includes(error.code)) return null
      throw error
    }
  }

  const status: Finder['status'] = async (asker, taskId, asking) => {
    const view = await opened(asker, taskId, asking)
    return view && openedAnswer(view, { language: asking.language, now: now() })
  }

  /** Not for each word, as opening what we do not know is a call upstream. */
  async function mayBeTask(corpId: string, text: string): Promise<boolean> {
    return looksLikeTaskId(text) || (isTaskId(text) && (await isKnown(corpId, text)))
  }

  return {
    waiting: (asker, language, limit) => listed(asker, { scope: 'waiting' }, language, limit),

    async find(asker, text, asking, limit) {
      const q = text.trim().slice(0, maxSearchLength)
      if (q === '') return { answers: [], hasMore: false }
      const found = await listed(asker, { scope: 'all', q }, asking.language, limit)
      if (found.answers.some(({ taskId }) => taskId === q)) return found
      const one = (await mayBeTask(asker.corpId, q)) ? await status(asker, q, asking) : null
      if (one === null) return found
      const answers = [one, ...found.answers]
      return { answers: answers.slice(0, limit), hasMore: found.hasMore || answers.length > limit }
    },

    status,

    async log(asker, taskId, asking, limit) {
      const view = await opened(asker, taskId, asking)
      if (view === null) return null
      const { logs } = view.flow
      return {
        answer: openedAnswer(view, { language: asking.language, now: now() }),
        records: logs.slice(0, limit).map(quotedLog),
        hasMore: logs.length > limit,
      }
    },

    async stuck(asker, language, limit) {
      if (!roles.isAdmin(asker)) return null
      const query = {
        scope: 'all' as const,
        status: ['signing' as const],
        sort: 'waiting' as const,
      }
      return listed(asker, query, language, limit)
    },
  }
}

/** Whether a text is rather a task id than a word, if we have not seen such a contract. */
export function looksLikeTaskId(text: string): boolean {
  return isTaskId(text) && text.length >= minTaskId && /\d/.test(text)
}

function quotedLog({ type, operator, description, time }: FlowLog): QuotedLog {
  const text = (value: string | null) => (value === null ? null : quoted(value))
  return { type, operator: text(operator), description: text(description), time }
}
