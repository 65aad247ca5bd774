import { randomUUID } from 'node:crypto'
import {
  startedFlowSchema,
  type StartedFlow,
  type StartFlowRequest,
} from '#shared/schemas/flow/start-flow-request.ts'
import { checkStartFlow } from '#shared/rules/start-flow/start-flow-rules.ts'
import { possiblyDone } from '#proxy/upstream/dingtalk/client/possibly-done.ts'
import type { Esign } from '#proxy/upstream/esign/esign.ts'
import type { FileRights } from '#proxy/features/files/file-rights.ts'
import type { PageAddresses } from '#proxy/features/page-addresses/page-addresses.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { unsupportedByEsign } from '#proxy/upstream/esign/wire/refusals.ts'
import type { FlowAttempts } from './flow-attempts.ts'
import type { Initiator, StartNotes } from './start-notes.ts'
import { returnLink, sourceLink } from './source-link.ts'
import {
  cleanFiles,
  titleOf,
  toPeople,
  toStartAtOnce,
  toStartPage,
  type StartIdentity,
} from './to-esign.ts'
import type { Clock } from '#shared/rules/time.ts'

export type FlowStarter = {
  /**
   * Starts a flow for a person, once for each key.
   * @throws ProblemError `generation-unsupported`, `invalid-request` for a deadline in the past,
   * `file-not-found` for a file that the initiator may not use, `launch-host-refused`, and see
   * `FlowAttempts`, `Esign.getStartUrl` and `Esign.startAtOnce`
   */
  start(initiator: Initiator, key: string, request: StartFlowRequest): Promise<StartedFlow>
}

export type FlowStarterDeps = {
  esign: Pick<Esign, 'getStartUrl' | 'startAtOnce'>
  pageAddresses: PageAddresses
  files: Pick<FileRights, 'require' | 'noteStarted'>
  attempts: FlowAttempts
  notes: StartNotes
  /** Our public address, without a slash at the end. */
  publicUrl: string
  now: Clock
}

export function createFlowStarter(deps: FlowStarterDeps): FlowStarter {
  const { esign, pageAddresses, files, attempts, notes, publicUrl, now } = deps

  function identityOf({ corpId, userId }: Initiator, reference: string): StartIdentity {
    return {
      initiatorUserId: userId,
      ownReference: reference,
      source: sourceLink(publicUrl, corpId, reference),
    }
  }

  async function launch(
    initiator: Initiator,
    reference: string,
    request: StartFlowRequest,
  ): Promise<StartedFlow> {
    const { corpId } = initiator
    const redirectUrl = pageAddresses.returnAddress(corpId, '/', 'start')
    const identity = identityOf(initiator, reference)
    const page = await esign.getStartUrl(corpId, toStartPage(request, identity, redirectUrl))
    const { taskId, pcUrl, mobileUrl } = pageAddresses.check(corpId, page)
    return { taskId, page: { pcUrl, mobileUrl } }
  }

  async function startAtOnce(
    initiator: Initiator,
    reference: string,
    request: StartFlowRequest,
  ): Promise<StartedFlow> {
    if (esign.startAtOnce === null) throw startsOnItsPage()
    const { corpId } = initiator
    const canAllReturn = request.signers.every(({ kind }) => kind === 'member')
    const redirectUrl = canAllReturn ? returnLink(publicUrl, corpId, reference) : null
    const identity = identityOf(initiator, reference)
    const taskId = await esign.startAtOnce(corpId, toStartAtOnce(request, identity, redirectUrl))
    return { taskId, page: null }
  }

  return {
    async start(initiator, key, request) {
      const { corpId, userId } = initiator
      const isDraft = request.launch === 'page'
      if (!isDraft && esign.startAtOnce === null) throw startsOnItsPage()
      return attempts.once(
        { corpId, userId, key },
        {
          request,
          async run() {
            requireSendable(request, now())
            const fileIds = request.files.map(({ fileId }) => fileId)
            await files.require(initiator, fileIds)
            const reference = randomUUID()
            const started = await (isDraft ? launch : startAtOnce)(initiator, reference, request)
            const { taskId } = started
            if (taskId !== null) {
              await files.noteStarted(corpId, fileIds, taskId)
              await notes.noteStarted(initiator, {
                taskId,
                reference,
                title: titleOf(request) ?? cleanFiles(request)[0]?.name ?? null,
                page: started.page,
                files: cleanFiles(request),
                people: toPeople(request),
                deadline: request.deadline ?? null,
              })
            }
            return started
          },
          // A draft cannot be sent without its page, so failing to return the page is safe to
          // retry.
          possiblyDone: (failure) => !isDraft && possiblyDone(failure),
          read: (answer) => startedFlowSchema.parse(answer),
        },
      )
    },
  }
}

/** Not called for a repeated attempt, whose deadline may have passed since. */
function requireSendable(request: StartFlowRequest, now: number): void {
  const [issue] = checkStartFlow(request, now)
  if (issue === undefined) return
  throw new ProblemError('invalid-request', `Invalid in the request: ${issue.path.join('.')}.`)
}

function startsOnItsPage(): ProblemError {
  return unsupportedByEsign('cannot start a flow without its page')
}
