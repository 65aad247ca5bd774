import type { CallToolResult } from '@modelcontextprotocol/server'
import { isTaskId } from '#shared/rules/task-id.ts'
import { flowStatuses } from '#shared/rules/codes/flow-status.ts'
import { logTypes } from '#shared/rules/codes/log-type.ts'
import { problems, type ProblemCode } from '#shared/rules/codes/problem-code.ts'
import { languages, type Language } from '#shared/rules/languages.ts'
import { nextStepKinds } from '#shared/rules/situation/next-step.ts'
import type { EpochMs } from '#shared/rules/time.ts'
import type { SessionClaims } from '#proxy/base/http/session-claims.ts'
import { onBehalfOf } from '#proxy/base/limits/requester.ts'
import type { Logger } from '#proxy/base/log.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { asProblemError } from '#proxy/base/store/as-problem.ts'
import { flowAddress } from '#proxy/features/access/flow-address.ts'
import { answerWords } from '#proxy/features/finder/answer-words.ts'
import { looksLikeTaskId, type Finder, type Found } from '#proxy/features/finder/finder.ts'
import { questionIn } from '#proxy/features/finder/question.ts'
import { quoted } from '#proxy/features/finder/quoted.ts'
import type { ShortAnswer } from '#proxy/features/finder/short-answer.ts'
import type { AuditLog } from '#proxy/features/audit/audit-log.ts'
import { personRequester } from '#proxy/features/session/request-requester.ts'
import type { Roles } from '#proxy/features/session/roles.ts'
import { dingtalkAssistant, type Caller } from './callers.ts'
import type { KeyProofs } from './key-proofs.ts'
import type { Tools } from './mcp-server.ts'
import type { Proposals } from './proposals.ts'
import type { ToolContract } from './tool-schemas.ts'

export type ToolsDeps = {
  finder: Finder
  proposals: Pick<Proposals, 'propose'>
  proofs: KeyProofs
  auditLog: AuditLog
  roles: Pick<Roles, 'isAdmin'>
  /** Our public address, without a slash at the end. */
  publicUrl: string
  log: Pick<Logger, 'error' | 'warn'>
}

type Asked = {
  language: Language | null
  taskId?: string | null
  /** Whether the question has a signed link. */
  byLink?: boolean
}

type Person = Extract<Caller, { kind: 'person' }>

const waitingLimit = 50
const stuckLimit = 20

/** The tools of one request, for its caller. */
export function createTools(deps: ToolsDeps, caller: Caller, requestId: string): Tools {
  const { finder, proposals, proofs, auditLog, roles, publicUrl, log } = deps

  /**
   * Does what a tool does for the person, within the person's limits, and says what failed.
   * @param about `language` is null for a tool that is not told it
   */
  async function asPerson(
    tool: string,
    { language, taskId = null, byLink = false }: Asked,
    work: (person: Person) => Promise<CallToolResult>,
  ): Promise<CallToolResult> {
    try {
      if (caller.kind === 'nobody') {
        await noteUnnamed(tool)
        return refusal(openTheApp(publicUrl, corpId))
      }
      const { asker, assistant } = caller
      return await onBehalfOf(personRequester(asker), async () => {
        const detail = `${tool} · ${assistant}`
        await auditLog.note(asker, 'assistant-asked', { taskId, detail, byLink })
        return work(caller)
      })
    } catch (error) {
      return failure(error, { tool, language })
    }
  }

  /** Notes a question of an organisation's key that was told nothing. */
  function noteUnnamed(tool: string): Promise<void> {
    const nobody = { corpId, userId: '', name: dingtalkAssistant }
    return auditLog.note(nobody, 'assistant-asked', { taskId: null, detail: tool })
  }

  /** No message of an error reaches the client, as it may quote what others wrote. */
  function failure(
    error: unknown,
    of: { tool: string; language: Language | null },
  ): CallToolResult {
    const { status, code } = asProblemError(error)
    if (status >= 500) log.error({ requestId, tool: of.tool, err: error }, 'tool failed')
    const spoken = of.language === null ? languages : [of.language]
    return refusal(spoken.map((language) => failureText(code, requestId, language)).join('\n'))
  }

  function contractOf(answer: ShortAnswer, corpId: string): ToolContract {
    const { quoted: writtenByOthers, since, deadline, confirmedAt, ...plain } = answer
    return {
      ...plain,
      status: known(flowStatuses, plain.status),
      next: plain.next && known(nextStepKinds, plain.next),
      since: dateOf(since),
      deadline: dateOf(deadline),
      confirmedAt: dateOf(confirmedAt),
      url: flowAddress(publicUrl, corpId, answer.taskId),
      writtenByOthers,
    }
  }

  function contracts(found: Found, corpId: string): CallToolResult {
    const { hasMore } = found
    return success({ contracts: found.answers.map((each) => contractOf(each, corpId)), hasMore })
  }

  /** The task that a text names: an id, or a link to its page in this app. */
  function taskIn(text: string, corpId: string): { taskId: string; link?: string | undefined } {
    const question = questionIn(text, publicUrl, corpId)
    if (question.kind === 'contract') return question
    return { taskId: question.kind === 'words' ? question.text : '' }
  }

  function described(asker: SessionClaims, proof: 'own-token' | 'proved') {
    const { userId, name } = asker
    const role = roles.isAdmin(asker) ? 'admin' : 'member'
    return { userId, corpId, name: quoted(name), role, proof }
  }

  const noted = (taskId: string) => (isTaskId(taskId) ? taskId : null)
  const corpId = caller.kind === 'person' ? caller.asker.corpId : caller.key.corpId

  return {
    async whoami({ code }) {
      if (caller.kind === 'person')
        return asPerson('whoami', { language: null }, async ({ asker, key }) =>
          success(described(asker, key === null ? 'own-token' : 'proved')),
        )
      try {
        const proved = await proofs.check(caller, code)
        if (typeof proved === 'string') {
          await noteUnnamed('whoami')
          return success({ userId: null, corpId, name: null, role: null, proof: proved })
        }
        const detail = `whoami · ${dingtalkAssistant}`
        await auditLog.note(proved, 'assistant-asked', { taskId: null, detail })
        const setting = { taskId: null, detail: 'assistant-key proved' }
        await auditLog.note(proved, 'settings-changed', setting)
        return success(described(proved, 'proved'))
      } catch (error) {
        return failure(error, { tool: 'whoami', language: null })
      }
    },

    waiting: ({ language }) =>
      asPerson('waiting_for_me', { language }, async ({ asker }) =>
        contracts(await finder.waiting(asker, language, waitingLimit), corpId),
      ),

    find({ query, limit, language }) {
      const question = questionIn(query, publicUrl, corpId)
      const asking = { language, requestId }
      if (question.kind === 'contract') {
        const { taskId, link } = question
        const asked = { language, taskId, byLink: link !== undefined }
        return asPerson('find_contracts', asked, async ({ asker }) => {
          const one = await finder.status(asker, taskId, { ...asking, link })
          return contracts({ answers: one === null ? [] : [one], hasMore: false }, corpId)
        })
      }
      const taskId = looksLikeTaskId(query) ? query : null
      return asPerson('find_contracts', { language, taskId }, async ({ asker }) => {
        if (question.kind === 'elsewhere') return contracts({ answers: [], hasMore: false }, corpId)
        return contracts(await finder.find(asker, query, asking, limit), corpId)
      })
    },

    status({ taskId: text, language }) {
      const { taskId, link } = taskIn(text, corpId)
      const asked = { language, taskId: noted(taskId), byLink: link !== undefined }
      return asPerson('contract_status', asked, async ({ asker }) => {
        const answer = await finder.status(asker, taskId, { language, requestId, link })
        if (answer === null) return refusal(answerWords[language].nothing)
        return success({ contract: contractOf(answer, corpId) })
      })
    },

    log({ taskId: text, limit, language }) {
      const { taskId, link } = taskIn(text, corpId)
      const asked = { language, taskId: noted(taskId), byLink: link !== undefined }
      return asPerson('contract_log', asked, async ({ asker }) => {
        const found = await finder.log(asker, taskId, { language, requestId, link }, limit)
        if (found === null) return refusal(answerWords[language].nothing)
        const records = found.records.map(({ type, time, ...writtenByOthers }) => {
          return { type: known(logTypes, type), time: dateOf(time), writtenByOthers }
        })
        const contract = contractOf(found.answer, corpId)
        return success({ contract, records, hasMore: found.hasMore })
      })
    },

    stuck: ({ language }) =>
      asPerson('stuck_contracts', { language }, async ({ asker }) => {
        const found = await finder.stuck(asker, language, stuckLimit)
        return found === null ? refusal(answerWords[language].nothing) : contracts(found, corpId)
      }),

    remind({ taskId: text, language }) {
      const { taskId } = taskIn(text, corpId)
      return asPerson('remind', { language, taskId: noted(taskId) }, async (person) => {
        const { asker, assistant, mayRemind } = person
        if (!mayRemind || !isTaskId(taskId)) return refusal(answerWords[language].nothing)
        const proposed = await proposals
          .propose(asker, taskId, assistant)
          .catch((error: unknown) => {
            // One that does not exist is answered as one that the asker may not see.
            if (error instanceof ProblemError && error.code === 'flow-not-found') return null
            if (error instanceof ProblemError && error.code === 'flow-forbidden') return null
            throw error
          })
        if (proposed === null) return refusal(answerWords[language].nothing)
        const { id, expiresAt, reminderState } = proposed
        const reached = reminderState.reached.flatMap((name) =>
          name === null ? [] : [quoted(name)],
        )
        return success({
          state: id === null ? reminderState.state : 'proposed',
          confirmUrl: id === null ? null : flowAddress(publicUrl, corpId, taskId, { confirm: id }),
          expiresAt: id === null ? null : dateOf(expiresAt),
          availableAt: dateOf(reminderState.availableAt),
          writtenByOthers: { reached },
        })
      })
    },
  }
}

/** A value that only another release of ours knows would not pass the schema of the answer. */
function known<Value extends string>(values: readonly Value[], value: Value): Value | 'unknown' {
  return values.includes(value) ? value : 'unknown'
}

/** With the same as text, for clients that read no structured answer. */
function success(structuredContent: Record<string, unknown>): CallToolResult {
  return {
    content: [{ type: 'text', text: JSON.stringify(structuredContent) }],
    structuredContent,
  }
}

function refusal(text: string): CallToolResult {
  return { content: [{ type: 'text', text }], isError: true }
}

function failureText(code: ProblemCode, requestId: string, language: Language): string {
  const [what, next] = problems[code][language]
  return language === 'zh'
    ? `${what}。${next}（${code}，${requestId}）`
    : `${what}. ${next} (${code}, ${requestId})`
}

function openTheApp(publicUrl: string, corpId: string): string {
  const url = `${publicUrl}/?${new URLSearchParams({ corpId }).toString()}`
  return `请在应用中查看：${url}\nThis assistant does not know for whom it asks. Open the app: ${url}`
}

function dateOf(at: EpochMs | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}
