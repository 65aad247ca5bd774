import type { ApprovalAttachment, ApprovalContracts } from '#shared/schemas/flow/flow-document.ts'
import type { NextStep } from '#shared/rules/situation/next-step.ts'
import { isTaskId } from '#shared/rules/task-id.ts'
import type { Esign } from '#proxy/upstream/esign/esign.ts'
import type { ApprovalPeople } from '#proxy/upstream/dingtalk/approval-people.ts'
import type { OpenedFile } from '#proxy/features/files/opened-files.ts'
import type { FlowAccess } from '#proxy/features/access/flow-access.ts'
import type { FlowReader } from '#proxy/features/flows/read/flow-reader.ts'
import { signedIn } from '#proxy/features/flows/read/flow-update.ts'
import { situationIn } from '#proxy/features/flows/read/flow-reading.ts'
import { fromStore } from '#proxy/base/store/store-timeout.ts'
import type { Logger } from '#proxy/base/log.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { unsupportedByEsign } from '#proxy/upstream/esign/wire/refusals.ts'
import type { SessionClaims } from '#proxy/base/http/session-claims.ts'
import type { AccessStore } from '#proxy/base/store/flows/access-store.ts'
import type { FlowStore } from '#proxy/base/store/flows/flow-types.ts'
import { noteSettled } from '#proxy/upstream/settled.ts'

type Asker = Pick<SessionClaims, 'corpId' | 'userId' | 'name' | 'sysLevel'>

/** How DingTalk names a person in an approval. */
export type ApprovalRole = 'originator' | 'approver'

type Contract = ApprovalContracts['contracts'][number]

/**
 * Contracts attached to DingTalk approvals. Everyone who started the approval or decides on it,
 * according to DingTalk, may see all of them, and keeps access to their flows. We take e签宝's flow
 * id for our task id, which is likely but undocumented. A contract without a known flow is also
 * shown to admins, and to everyone where all members may see all flows.
 */
export type ApprovalContractList = {
  /**
   * @throws ProblemError `generation-unsupported`; `approval-not-found` if it has no contracts;
   * `flow-forbidden` if the asker may see none of them; why DingTalk could not be asked, if nothing
   * else lets the asker see any
   */
  read(asker: Asker, instanceId: string): Promise<ApprovalContracts>
  /**
   * A file for whom `read` shows it.
   * @throws ProblemError those of `read`; `document-not-found`, `document-unavailable`
   */
  find(asker: Asker, instanceId: string, file: ApprovalFile): Promise<OpenedFile>
  /** Whether somebody who has found a file may still see it. */
  maySee(asker: Asker, found: OpenedFile): Promise<boolean>
}

/** A file of an approval: indices in e签宝's answer, from 0. */
export type ApprovalFile = { contract: number; file: number; version: FileVersion }

/** As it was attached, or with the signatures. */
export type FileVersion = 'original' | 'signed'

export type ApprovalContractDeps = {
  esign: Pick<Esign, 'getApprovalAttachments'>
  access: Pick<FlowAccess, 'maySee' | 'seesAll'>
  flows: Pick<FlowReader, 'read'>
  registry: Pick<FlowStore, 'find'>
  /**
   * Who started an approval and who decides on it.
   * @throws ProblemError `upstream-rejected` if there is no such approval, or why DingTalk could
   * not be asked
   */
  approvalPeople: (corpId: string, instanceId: string) => Promise<ApprovalPeople>
  involvements: Pick<AccessStore, 'involvementOf'>
  /** Gives the asker lasting access to flows, and notes the role in their approval. */
  grantAccess: (asker: Asker, taskIds: readonly string[], role: ApprovalRole) => Promise<void>
  /** Our public address, without a slash at the end. */
  publicUrl: string
  log: Pick<Logger, 'warn'>
}

const unknown = { taskId: null, title: null, status: 'unknown' as const, waitsFor: [] }

function waitedForIn(step: NextStep | null): string[] {
  return [...new Set((step?.waits ?? []).flatMap(({ people }) => people))]
}

/** See `ApprovalContractList`. */
export function taskIdIn(flowId: string | null): string | null {
  return flowId !== null && isTaskId(flowId) ? flowId : null
}

export function createApprovalContracts(deps: ApprovalContractDeps): ApprovalContractList {
  const { esign, access, flows, registry, involvements, approvalPeople, grantAccess } = deps
  const { publicUrl, log } = deps

  async function mayRead(asker: Asker, flowId: string | null): Promise<boolean> {
    const taskId = taskIdIn(flowId)
    return taskId === null ? access.seesAll(asker) : access.maySee(asker, taskId)
  }

  async function readFlow(corpId: string, taskId: string) {
    const known = await fromStore(registry.find(corpId, taskId)).catch((err: unknown) => {
      log.warn({ corpId, taskId, err }, 'flow not read from the database')
      return null
    })
    if (known !== null && known.confirmedAt !== null) {
      return { ...known, waitsFor: waitedForIn(known.nextStep) }
    }
    const reading = await flows.read(corpId, taskId)
    const waitsFor = waitedForIn(situationIn(reading, []).next)
    return { ...reading.flow, signed: signedIn(reading), waitsFor }
  }

  async function toContract(corpId: string, attachment: ApprovalAttachment): Promise<Contract> {
    const taskId = taskIdIn(attachment.flowId)
    if (taskId === null) return { ...attachment, ...unknown }
    try {
      const { title, status, signed, waitsFor } = await readFlow(corpId, taskId)
      noteSettled('approval-flow-id', 'is-task-id')
      return { ...attachment, taskId, title, status, waitsFor, ...(signed && { signed }) }
    } catch (err) {
      log.warn({ corpId, taskId, err }, 'flow of an approval not read')
      const isNone = err instanceof ProblemError && err.code === 'flow-not-found'
      if (isNone) noteSettled('approval-flow-id', 'is-other')
      // The read may have failed temporarily; the flow's page tries again.
      return { ...attachment, ...unknown, taskId: isNone ? null : taskId }
    }
  }

  /** Whether and how DingTalk names the asker. @throws ProblemError why it could not be asked */
  async function roleOf(
    { corpId, userId }: Asker,
    instanceId: string,
  ): Promise<ApprovalRole | null> {
    try {
      const { originator, approvers } = await approvalPeople(corpId, instanceId)
      if (approvers.has(userId)) return 'approver'
      return originator === userId ? 'originator' : null
    } catch (err) {
      log.warn({ corpId, instanceId, err }, 'people of an approval not read')
      if (err instanceof ProblemError && err.code === 'upstream-rejected') return null
      throw err
    }
  }

  async function grantAttached(
    asker: Asker,
    attached: readonly ApprovalAttachment[],
    role: ApprovalRole,
  ): Promise<void> {
    const taskIds = attached.flatMap(({ flowId }) => taskIdIn(flowId) ?? [])
    // If access cannot be stored, the contracts are still shown this time.
    await grantAccess(asker, taskIds, role).catch((err: unknown) =>
      log.warn(
        { corpId: asker.corpId, taskIds, err },
        'access to the flows of an approval not stored',
      ),
    )
  }

  /** Whether only the asker's name says so far that they decide on a seal of the flow. */
  async function isDeciderByName(asker: Asker, flowId: string | null): Promise<boolean> {
    const taskId = taskIdIn(flowId)
    if (taskId === null) return false
    const { corpId, userId, name } = asker
    try {
      const flow = await fromStore(registry.find(corpId, taskId))
      const { waits = [], byName = [] } = flow?.nextStep ?? {}
      // Signers are known by name alone, too.
      const deciders = waits.find((wait) => wait.for === 'seal-approval')?.people ?? []
      if (!deciders.includes(name) || !byName.includes(name)) return false
      return !(await fromStore(involvements.involvementOf(corpId, taskId, userId))).isApprover
    } catch (err) {
      log.warn({ corpId, taskId, err }, 'flow of an approval not read from the database')
      return false
    }
  }

  /** The contracts that the asker may see, and their indices in e签宝's answer. */
  async function readVisible(asker: Asker, instanceId: string): Promise<Visible[]> {
    if (esign.getApprovalAttachments === null) {
      throw unsupportedByEsign('does not know the contracts of approvals')
    }
    const answer = await esign
      .getApprovalAttachments(asker.corpId, instanceId)
      .catch((error: unknown) => {
        if (error instanceof ProblemError && refusals.has(error.code))
          noteSettled('approval-attachments', 'refused')
        throw error
      })
    noteSettled('approval-attachments', 'answered')
    if (answer.length === 0) {
      throw new ProblemError('approval-not-found', 'No contract is attached to this approval.')
    }
    const attached = answer.map((attachment, index) => ({ attachment, index }))
    const allowed = await Promise.all(answer.map(({ flowId }) => mayRead(asker, flowId)))
    const own = attached.filter(({ index }) => allowed[index] === true)
    const withheld = answer.filter((_, index) => allowed[index] !== true)
    const byName = await Promise.all(
      own.map(({ attachment }) => isDeciderByName(asker, attachment.flowId)),
    )
    const doubtful = own.flatMap(({ attachment }, index) =>
      byName[index] === true ? [attachment] : [],
    )
    const role =
      withheld.length + doubtful.length === 0
        ? null
        : await roleOf(asker, instanceId).catch((error: unknown) => {
            if (own.length > 0) return null
            throw error
          })
    if (role !== null)
      await grantAttached(asker, role === 'approver' ? [...withheld, ...doubtful] : withheld, role)
    const visible = role === null ? own : attached
    if (visible.length === 0) {
      throw new ProblemError(
        'flow-forbidden',
        "Only people of its contracts and administrators may see an approval's contracts.",
      )
    }
    return visible
  }

  function withOurAddresses(
    instanceId: string,
    { attachment, index }: Visible,
  ): ApprovalAttachment {
    const ofContract = `${publicUrl}/api/approvals/${instanceId}/contracts/${index}`
    const files = attachment.files.map(({ name, originalUrl, signedUrl }, number) => {
      const ofFile = `${ofContract}/files/${number}`
      return {
        name,
        originalUrl: originalUrl && `${ofFile}/original/content`,
        signedUrl: signedUrl && `${ofFile}/signed/content`,
      }
    })
    return { ...attachment, files }
  }

  return {
    async read(asker, instanceId) {
      const visible = await readVisible(asker, instanceId)
      const contracts = visible.map((one) =>
        toContract(asker.corpId, withOurAddresses(instanceId, one)),
      )
      return { contracts: await Promise.all(contracts) }
    },

    async find(asker, instanceId, { contract, file, version }) {
      const visible = await readVisible(asker, instanceId)
      const found = visible.find(({ index }) => index === contract)?.attachment
      const attached = found?.files[file]
      if (found === undefined || attached === undefined)
        throw new ProblemError('document-not-found', 'The approval has no such file.')
      const address = version === 'signed' ? attached.signedUrl : attached.originalUrl
      if (address === null)
        throw new ProblemError('document-unavailable', 'e签宝 gave no address of the file.')
      return { address, name: attached.name, taskId: taskIdIn(found.flowId) }
    },

    // Of a contract without a known flow, only the approval tells, which was asked on opening.
    maySee: async (asker, { taskId }) => taskId === null || access.maySee(asker, taskId),
  }
}

/** As against failures that pass. */
const refusals: ReadonlySet<string> = new Set(['upstream-permission', 'upstream-rejected'])

type Visible = { attachment: ApprovalAttachment; index: number }
