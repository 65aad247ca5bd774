import type { z } from 'zod'
import type { SealKind, Signer } from '#sandbox/state/flow-model.ts'
import { signStatus } from '#sandbox/state/flow-model.ts'
import { findPerson } from '#sandbox/state/people.ts'
import type { EsignCaller } from './caller.ts'
import type { EsignCode } from './esign-codes.ts'
import { EsignRefusal } from './esign-codes.ts'
import type { v2Bodies } from './request-schemas.ts'

type Participant = NonNullable<z.infer<typeof v2Bodies.startPage>['participants']>[number] & {
  signOrder?: number | undefined
}

/** The codes with which a start call rejects a party. */
type ParticipantCodes = { unknownMember: EsignCode; companyMissing: EsignCode }

function sealsOf(requirements: Participant['signRequirements']): SealKind[] {
  const kinds = (requirements ?? '2').split(',')
  return kinds.map((kind) => (kind === '1' ? 'company' : 'personal'))
}

/** A signer whose turn has not come. Without `signOrder`, people sign in the order of the list. */
export function toSigner(
  caller: EsignCaller,
  participant: Participant,
  index: number,
  codes: ParticipantCodes,
): Signer {
  const seals = sealsOf(participant.signRequirements)
  const turn = { seals, order: participant.signOrder ?? index + 1, status: signStatus.later }
  const { accountType, userId = '', account = '', accountName = '', orgName = '' } = participant
  if (accountType === 'DING_USER') {
    if (userId === '') throw new EsignRefusal('requestParamError', 'userId不能为空')
    const person = findPerson(caller.corp, userId)
    if (!person) throw new EsignRefusal(codes.unknownMember, userId)
    return {
      id: userId,
      name: person.name,
      userId,
      account: null,
      organization: caller.corp.name,
      ...turn,
    }
  }
  if (account === '') throw new EsignRefusal('requestParamError', 'account不能为空')
  if (accountName === '') throw new EsignRefusal('requestParamError', 'accountName不能为空')
  if (seals.includes('company') && orgName === '') {
    throw new EsignRefusal(codes.companyMissing, 'orgName不能为空')
  }
  return {
    id: account,
    name: accountName,
    userId: null,
    account,
    organization: orgName === '' ? caller.corp.name : orgName,
    ...turn,
  }
}
