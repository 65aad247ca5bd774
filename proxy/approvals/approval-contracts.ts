import type { ApprovalAttachment, ApprovalContracts } from '#shared/schemas/flow/flow-document.ts'
import { isTaskId } from '#shared/rules/task-id.ts'
import type { Esign } from '#proxy/esign/esign.ts'
import type { ApprovalPeople } from '#proxy/dingtalk/approval-people.ts'
import type { FlowAccess } from '#proxy/flows/access/flow-access.ts'
import type { FlowReader } from '#proxy/flows/read/flow-reader.ts'
import { fromStore } from '#proxy/flows/read/store-timeout.ts'
import type { Logger } from '#proxy/log.ts'
import { ProblemError } from '#proxy/http/problem.ts'
import type { SessionClaims } from '#proxy/session/session-token.ts'
import type { AccessBook } from '#proxy/store/flows/access-book.ts'
import type { FlowRegistry } from '#proxy/store/flows/flow-types.ts'

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
}

export type ApprovalContractParts = {
  esign: Pick<Esign, 'getApprovalAttachments'>
  access: Pick<FlowAccess, 'maySee' | 'seesAll'>
  flows: Pick<FlowReader, 'read'>
  registry: Pick<FlowRegistry, 'find'>
  /**
   * Who started an approval and who decides on it.
   * @throws ProblemError `upstream-rejected` if there is no such approval, or why DingTalk could
   * not be asked
   */
  approvalPeople: (corpId: string, instanceId: string) => Promise<ApprovalPeople>
  standings: Pick<AccessBook, 'standingOf'>
  /** Gives the asker lasting access to flows, and notes the role in their approval. */
  grantAccess: (asker: Asker, taskIds: readonly string[], role: ApprovalRole) => Promise<void>
  log: Pick<Logger, 'warn'>
}

const unknown = { taskId: null, title: null, status: 'unknown' } as const

/** See `ApprovalContractList`. */
export function taskIdIn(flowId: string | null): string | null {
  return flowId !== null && isTaskId(flowId) ? flowId : null
}

export function createApprovalContracts(parts: ApprovalContractParts): ApprovalContractList {
  const { esign, access, flows, registry, standings, approvalPeople, grantAccess, log } = parts

  async function mayRead(asker: Asker, flowId: string | null): Promise<boolean> {
    const taskId = taskIdIn(flowId)
    return taskId === null ? access.seesAll(asker) : access.maySee(asker, taskId)
  }

  async function readFlow(corpId: string, taskId: string) {
    const known = await fromStore(registry.find(corpId, taskId)).catch((err: unknown) => {
      log.warn({ corpId, taskId, err }, 'flow not read from the database')
      return null
    })
    if (known !== null && known.confirmedAt !== null) return known
    const { flow } = await flows.read(corpId, taskId)
    return flow
  }

  async function toContract(corpId: string, attachment: ApprovalAttachment): Promise<Contract> {
    const taskId = taskIdIn(attachment.flowId)
    if (taskId === null) return { ...attachment, ...unknown }
    try {
      const { title, status } = await readFlow(corpId, taskId)
      return { ...attachment, taskId, title, status }
    } catch (err) {
      log.warn({ corpId, taskId, err }, 'flow of an approval not read')
      const isNone = err instanceof ProblemError && err.code === 'flow-not-found'
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
      if (flow?.nextStep?.byName?.includes(name) !== true) return false
      return !(await fromStore(standings.standingOf(corpId, taskId, userId))).isApprover
    } catch (err) {
      log.warn({ corpId, taskId, err }, 'flow of an approval not read from the database')
      return false
    }
  }

  return {
    async read(asker, instanceId) {
      if (esign.getApprovalAttachments === null) {
        throw new ProblemError(
          'generation-unsupported',
          "Generation 1.0 of e签宝's API does not know the contracts of approvals.",
        )
      }
      const attached = await esign.getApprovalAttachments(asker.corpId, instanceId)
      if (attached.length === 0) {
        throw new ProblemError('approval-not-found', 'No contract is attached to this approval.')
      }
      const allowed = await Promise.all(attached.map(({ flowId }) => mayRead(asker, flowId)))
      const own = attached.filter((_, index) => allowed[index] === true)
      const withheld = attached.filter((_, index) => allowed[index] !== true)
      const byName = await Promise.all(own.map(({ flowId }) => isDeciderByName(asker, flowId)))
      const doubtful = own.filter((_, index) => byName[index] === true)
      const role =
        withheld.length + doubtful.length === 0
          ? null
          : await roleOf(asker, instanceId).catch((error: unknown) => {
              if (own.length > 0) return null
              throw error
            })
      if (role !== null)
        await grantAttached(
          asker,
          role === 'approver' ? [...withheld, ...doubtful] : withheld,
          role,
        )
      const visible = role === null ? own : attached
      if (visible.length === 0) {
        throw new ProblemError(
          'flow-forbidden',
          "Only people of its contracts and administrators may see an approval's contracts.",
        )
      }
      const contracts = visible.map((attachment) => toContract(asker.corpId, attachment))
      return { contracts: await Promise.all(contracts) }
    },
  }
}
