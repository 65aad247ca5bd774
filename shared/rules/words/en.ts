import type { TranslationOf } from './translation.ts'
import type {
  approvalStateWords,
  durationWords,
  finishedStageWords,
  sentenceWords,
  signerStateWords,
} from './zh.ts'

export const sentence: TranslationOf<typeof sentenceWords> = {
  between: ', ',
  andOthers: '{name} and others ({count})',
  waited: ' ({duration})',
  waitedSinceNow: ' (just now)',
  followedBy: '. Next: {people}',
  draft: 'Draft: the initiator has not sent it yet, so nobody needs to sign.',
  waitingForSignature: 'Waiting for {people} to sign{waited}{followed}.',
  waitingForAnyone: 'Waiting for signatures. Not signed yet: {people}.',
  waitingForSealApproval: 'Waiting for seal approval{waited}{followed}.',
  waitingForSealApprovalBy: 'Waiting for {people} to approve the seal{waited}{followed}.',
  sealApprovalRefused: 'Seal approval was refused, so signing cannot go on. Ask the initiator.',
  sealApprovalRefusedBy:
    '{people} refused the seal approval, so signing cannot go on. Ask the initiator.',
  sealToBeAskedAgain:
    'Seal approval was refused. Waiting for {signers} to ask for it again{waited}{followed}.',
  sealToBeAskedAgainAfter:
    '{people} refused the seal approval. Waiting for {signers} to ask for it again{waited}{followed}.',
  waitingForSeveral: 'Waiting for {things}{waited}{followed}.',
  betweenThings: ' and for ',
  toSign: '{people} to sign',
  toApprove: '{people} to approve the seal',
  toAskAgain: '{people} to ask for the seal again',
  someoneToSign: 'a signature',
  someoneToApprove: 'seal approval',
  someoneToAskAgain: 'a new request for the seal, if needed',
  waitedLongest: ' (longest: {duration})',
  'signing-unknown-who': 'Waiting for signatures.',
  signingUnknownWhoSince: 'Waiting for signatures. Last activity {ago}.',
  refusedNotEnded:
    'A signer has refused, but the contract is still marked as signing. eSign may be processing it; if this does not change, ask the initiator.',
  refusedNotEndedBy:
    '{people} refused to sign, but the contract is still marked as signing. eSign may be processing it; if this does not change, ask the initiator.',
  'all-signed-not-completed':
    'Everybody has signed, but the contract is still marked as signing. eSign may be processing it; if this does not change, ask the initiator.',
  completed: 'Everybody has signed. Nothing is left to do.',
  completedNotAllSigned:
    'Completed, but a signer is marked as not signed. Rely on the documents themselves.',
  completedNotAllSignedBy:
    'Completed, but not marked as signed: {people}. Rely on the documents themselves.',
  revoked: 'The initiator revoked the contract. It can no longer be signed.',
  terminated:
    'The contract was terminated and can no longer be signed. If it is still needed, ask the initiator to start it again.',
  expired:
    'The signing deadline has passed. If it is still needed, ask the initiator to start it again.',
  deleted: 'The contract was deleted. If it is still needed, ask the initiator to start it again.',
  refused:
    'A signer refused, so the contract has ended. If it is still needed, ask the initiator to start it again.',
  refusedBy:
    '{people} refused to sign, so the contract has ended. If it is still needed, ask the initiator to start it again.',
  unknown: 'See the activity log, or ask the initiator.',
}

export const duration: TranslationOf<typeof durationWords> = {
  justNow: 'just now',
  minutesAgo: { one: '{count} minute ago', many: '{count} minutes ago' },
  hoursAgo: { one: '{count} hour ago', many: '{count} hours ago' },
  daysAgo: { one: '{count} day ago', many: '{count} days ago' },
  monthsAgo: { one: '{count} month ago', many: '{count} months ago' },
  yearsAgo: { one: '{count} year ago', many: '{count} years ago' },
  soon: 'soon',
  days: { one: '{count} day', many: '{count} days' },
  hours: { one: '{count} hour', many: '{count} hours' },
  minutes: { one: '{count} minute', many: '{count} minutes' },
  underMinute: 'under 1 minute',
  sinceNow: 'just now',
}

export const signerState: TranslationOf<typeof signerStateWords> = {
  waiting: 'To sign',
  unsigned: 'Not signed',
  later: 'Not yet their turn',
  signed: 'Signed',
  'in-approval': 'In seal approval',
  refused: 'Refused',
  unknown: 'Unknown status ({code})',
  notListed: 'Not listed by eSign',
  notRead: 'Status unknown',
}

export const approvalState: TranslationOf<typeof approvalStateWords> = {
  waiting: 'Waiting',
  approving: 'In approval',
  undecided: 'Not decided',
  agreed: 'Agreed',
  refused: 'Refused',
  unknown: 'Unknown status ({code})',
}

export const finishedStage: TranslationOf<typeof finishedStageWords> = {
  preparation: 'Preparation',
  signature: 'Signing',
  refusal: 'Refusing',
  'seal-request': 'Requesting the seal',
  'seal-approval': 'Agreeing to the seal',
  'seal-refusal': 'Refusing the seal',
  'passing-on': 'Handing over',
  completion: 'Filing',
}

export const otherStatus = 'Other status'
