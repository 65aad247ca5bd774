import pLimit from 'p-limit'
import { type Party, partyOf, signerTexts, textsBy } from '#shared/rules/party/party.ts'
import { sealKinds } from '#shared/rules/start-flow/start-flow-draft.ts'
import type { FlowDraft } from '#shared/schemas/flow/flow-draft.ts'
import type { FileUploads } from '#proxy/features/files/file-uploads.ts'
import type { FlowAccess } from '#proxy/features/access/flow-access.ts'
import { fromStore } from '#proxy/base/store/store-timeout.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { PageAddresses } from '#proxy/features/page-addresses/page-addresses.ts'
import type { Roles } from '#proxy/features/session/roles.ts'
import type { SessionClaims } from '#proxy/base/http/session-claims.ts'
import { identifiedSigners } from '#proxy/base/store/flows/merge-people.ts'
import type { Esign } from '#proxy/upstream/esign/esign.ts'
import type { FlowStore, NewPerson, StoredFlow } from '#proxy/base/store/flows/flow-types.ts'
import type { EncryptedPages } from './encrypted-pages.ts'

export type FlowDraftDeps = {
  access: Pick<FlowAccess, 'require'>
  registry: Pick<FlowStore, 'sharedFlowContextOf' | 'startOf'>
  uploads: Pick<FileUploads, 'read'>
  esign: Pick<Esign, 'getDocuments'>
  roles: Pick<Roles, 'mayManage'>
  pageAddresses: Pick<PageAddresses, 'check'>
  pages: Pick<EncryptedPages, 'decrypt'>
}

/** Files of a flow that are looked up at the same time. */
const concurrentFiles = 4

type DraftedFile = FlowDraft['files'][number]

/** Reads flows as drafts of the start form. */
export function createFlowDrafts(deps: FlowDraftDeps) {
  const { access, registry, uploads, esign, roles, pageAddresses, pages } = deps

  async function fileState(corpId: string, file: Pick<DraftedFile, 'fileId' | 'name' | 'kind'>) {
    try {
      const { state, size, pages: count } = await uploads.read(corpId, file.fileId)
      return { ...file, state, size, pages: count }
    } catch (error) {
      const isGone = error instanceof ProblemError && error.code === 'file-not-found'
      const state = isGone ? ('failed' as const) : ('unknown' as const)
      return { ...file, state, size: null, pages: null }
    }
  }

  /** The files of a flow that was not started here; none while e签宝 does not say. */
  async function namesOf(corpId: string, taskId: string) {
    return esign.getDocuments(corpId, taskId).catch(() => [])
  }

  function pageOf(corpId: string, encrypted: string | null): FlowDraft['page'] {
    const page = encrypted === null ? null : pages.decrypt(encrypted)
    return page === null ? null : pageAddresses.check(corpId, page)
  }

  return {
    /**
     * @throws ProblemError `flow-forbidden` for others than the initiator and admins,
     * `store-unavailable`, `launch-host-refused`
     */
    async read(session: SessionClaims, taskId: string): Promise<FlowDraft> {
      const { corpId, userId } = session
      await access.require(session, taskId)
      const [{ flow, people, documents }, start] = await fromStore(
        Promise.all([
          registry.sharedFlowContextOf(corpId, taskId),
          registry.startOf(corpId, taskId, userId),
        ]),
      )
      if (flow === null || !roles.mayManage(session, flow.initiator.userId))
        throw new ProblemError(
          'flow-forbidden',
          'Only the initiator and admins may use the flow as a draft.',
        )
      const turns = pLimit(concurrentFiles)
      const files =
        start.files.length === 0
          ? toBeChosen(documents?.files ?? (await namesOf(corpId, taskId)))
          : maySomebodyHaveSigned(flow)
            ? toBeChosen(start.files)
            : await Promise.all(start.files.map((file) => turns(() => fileState(corpId, file))))
      const signers = people.filter(({ role }) => role === 'signer')
      const known = identifiedSigners(people)
      const startedAt = flow.createdAt ?? flow.firstSeenAt
      return {
        title: flow.title,
        // Somebody to whom signing was passed on later is not part of how it was started.
        signers: (known.length > 0 ? known : signers).map((signer) => ({
          ...toParty(signer),
          ...textsBy(signerTexts, (text) => signer[text] ?? ''),
          seals: sealsOf(signer),
          order: signer.order,
        })),
        copies: people.filter(({ role }) => role === 'cc').map(toParty),
        files,
        deadlineMs: flow.deadline === null ? null : Math.max(0, flow.deadline - startedAt),
        page: pageOf(corpId, start.page),
      }
    },
  }
}

export type FlowDrafts = ReturnType<typeof createFlowDrafts>

function toParty(person: NewPerson): Party {
  return partyOf(person.userId === null ? 'outsider' : 'member', (text) => person[text] ?? '')
}

/** Unless it is known that nobody has, which it is of a flow that was not read since its start. */
function maySomebodyHaveSigned({ signed, confirmedAt }: StoredFlow): boolean {
  return signed === null ? confirmedAt !== null : signed.count > 0
}

/** Files of which only the name is taken over. */
function toBeChosen(
  files: readonly { name: string | null; kind?: DraftedFile['kind'] }[],
): DraftedFile[] {
  return files.flatMap(({ name, kind = 'contract' }) =>
    name === null ? [] : [{ fileId: '', name, kind, state: 'failed', size: null, pages: null }],
  )
}

function sealsOf({ requirement }: NewPerson): FlowDraft['signers'][number]['seals'] {
  const stored = requirement?.split(',') ?? []
  return sealKinds.filter((kind) => stored.includes(kind))
}
