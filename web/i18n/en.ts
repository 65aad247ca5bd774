import { statusNames } from '#shared/rules/codes/flow-status-names.ts'
import type { TranslationOf } from './translation.ts'
import type {
  approvalWords,
  documentWords,
  flowWords,
  logTypeWords,
  navigationWords,
  nextStepWords,
  pageWords,
  signerWords,
  stageWords,
  statusWords,
  timeWords,
} from './zh.ts'

const navigation: TranslationOf<typeof navigationWords> = {
  label: 'Main pages',
  home: 'Contracts',
  start: 'Start',
  admin: 'Admin',
  me: 'Me',
  waiting: '{count} waiting for you',
}

const page: TranslationOf<typeof pageWords> = {
  actions: 'Actions',
  appName: 'Contract progress',
  cancel: 'Cancel',
  close: 'Close',
  copy: 'Copy',
  copied: 'Copied',
  notCopied: 'Not copied',
  notLoaded: 'The page did not load completely',
  notLoadedNext: 'The connection may have broken, or the app was just updated. Reload the page.',
  home: 'Back to home',
  loading: 'Loading…',
  noNetwork: 'No network, try again later',
  notRefreshed: 'Not updated',
  refresh: 'Refresh',
  refreshed: 'Updated',
  reload: 'Reload',
  retry: 'Try again',
  otherLanguage: '中文',
}

const status: TranslationOf<typeof statusWords> = {
  ...statusNames.en,
  unknown: 'Unknown status ({code})',
}

const flow: TranslationOf<typeof flowWords> = {
  pageTitle: 'Contract progress',
  turnToSign: 'Your turn to sign',
  turnToApprove: 'Your turn to approve the seal',
  approveWhere: 'Decide in DingTalk approvals or in eSign',
  untitled: 'Untitled contract',
  choices: 'Notifications and reminders',
  initiator: 'Initiator',
  organization: 'On behalf of',
  taskId: 'Task ID',
  notProvided: 'Not provided by eSign',
  deadlineLeft: '{duration} left, until {time} ({zone})',
  deadlinePast: '{duration} past the deadline of {time} ({zone}); eSign has not marked it expired',
  deadlineWas: 'Deadline {time} ({zone})',
  updatedAgo: 'Updated {ago}',
  keptUpdating: 'From {ago}, updating…',
  finishDraft: 'Complete and send the contract on the eSign page.',
  unreached: 'No connection. This page updates once you are back online.',
  remind: 'Remind',
  reminderLater: 'The contract was just started. You can send a reminder in {duration} ({time}).',
  reminderRestLater: 'You can remind all signers in {duration} ({time}).',
  reminderAgainLater: 'A reminder was just sent. You can send another in {duration} ({time}).',
  share: 'Share',
  news: 'News: {sentence}',
}

const nextStep: TranslationOf<typeof nextStepWords> = {
  between: ', ',
  waited: ' ({duration})',
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
  unknown:
    'eSign reports a status this app does not know yet. See the activity log, or ask the initiator.',
  reason: 'Note: {reason}',
}

const signer: TranslationOf<typeof signerWords> = {
  title: 'Signers',
  empty: 'No signers yet.',
  unnamed: 'Name not provided',
  failed: 'The signers cannot be read right now. Refresh in a while.',
  fromRecord:
    'The state of the signers cannot be read from eSign right now. This is what was entered when the contract was started here.',
  progress: '{signed} of {total} signed',
  me: 'You',
  together: 'at the same time',
  notListed: 'Not listed by eSign',
  notRead: 'Status unknown',
  signedAt: 'Signed {time}',
  refusedAt: 'Refused {time}',
  refusedBecause: 'Note: {reason}',
  passedAway: 'Passed on to someone else',
  passedFrom: 'Passed on by {name}',
  passedToThis: 'Passed on by someone else',
  copies: 'Copies to: {names}',
  company: 'company seal',
  personal: 'personal seal',
  waiting: 'To sign',
  unsigned: 'Not signed',
  signed: 'Signed',
  'in-approval': 'In seal approval',
  refused: 'Refused',
  unknown: 'Unknown status ({code})',
}

const approval: TranslationOf<typeof approvalWords> = {
  title: 'Seal approval',
  failed: 'The seal approvals cannot be read right now. Refresh in a while.',
  unnamed: 'Seal approval',
  sponsor: 'Requested by {name}',
  sponsoredAt: 'Requested',
  endedAt: 'Ended',
  noApprover: 'Approver not provided',
  upToThemSince: 'Since',
  reason: 'Reason for refusal: {reason}',
  seal: 'Show the seal',
  waiting: 'Waiting',
  approving: 'In approval',
  undecided: 'Not decided',
  agreed: 'Agreed',
  refused: 'Refused',
  unknown: 'Unknown status ({code})',
}

const documents: TranslationOf<typeof documentWords> = {
  title: 'Documents',
  show: 'Show documents',
}

const time: TranslationOf<typeof timeWords> = {
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
  seconds: { one: '{count} second', many: '{count} seconds' },
  underMinute: 'under 1 minute',
  today: 'today {clock}',
  yesterday: 'yesterday {clock}',
  dayOfYear: '{month} {day}, {clock}',
  dayOfOtherYear: '{month} {day}, {year}',
  timeOfOtherYear: '{month} {day}, {year}, {clock}',
  months: 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec',
  dayWithWeekday: '{weekday}, {month} {day}',
  dayOfOtherYearWithWeekday: '{weekday}, {month} {day}, {year}',
  weekdays: 'Sun Mon Tue Wed Thu Fri Sat',
}

const stage: TranslationOf<typeof stageWords> = {
  title: 'Time per stage',
  total: '{duration} in all',
  soFar: '{duration} so far',
  preparation: 'Preparation',
  signature: 'Signed',
  refusal: 'Refused to sign',
  'seal-request': 'Requested the seal',
  'seal-approval': 'Agreed to the seal',
  'seal-refusal': 'Refused the seal',
  'passing-on': 'Passed signing on',
  completion: 'Filed',
  revocation: 'Waited until revoked',
  expiry: 'Waited until expired',
  deletion: 'Waited until deleted',
  'unknown-end': 'Afterwards (its end is not known)',
  drafting: 'Being drafted',
  'waiting-for-signature': 'Waiting to sign',
  'waiting-for-seal-approval': 'Waiting for seal approval',
  waiting: 'Waiting',
  times: ' ({count} times)',
  running: '{duration}, since {since}',
  unknownDuration: 'Not known',
  showAll: 'Show all {count} stages',
  note: 'Each stage counts from the end of the one before, by eSign’s records.',
}

const logType: TranslationOf<typeof logTypeWords> = {
  'flow-created': 'Created',
  'flow-deleted': 'Deleted',
  'flow-updated': 'Updated',
  'flow-started': 'Started',
  'flow-revoked': 'Revoked',
  'flow-expired': 'Expired',
  'flow-archived': 'Archived',
  'flow-viewed': 'Viewed',
  'flow-handed-over': 'Handed over',
  'sign-area-added': 'Added signing area',
  'sign-area-removed': 'Removed signing area',
  'sign-area-updated': 'Updated signing area',
  signed: 'Signed',
  'sign-delegated': 'Passed signing on',
  'sign-notified': 'Notified to sign',
  'sign-refused': 'Refused to sign',
  'seal-approval-started': 'Requested the seal',
  'seal-approval-agreed': 'Agreed to the seal',
  'seal-approval-refused': 'Refused the seal',
  'document-added': 'Added document',
  'document-removed': 'Removed document',
  'document-updated': 'Updated document',
  'attachment-added': 'Added attachment',
  'attachment-removed': 'Removed attachment',
  'attachment-updated': 'Updated attachment',
  'participant-added': 'Added participant',
  'participant-removed': 'Removed participant',
  'participant-updated': 'Updated participant',
  unknown: 'Other operation ({code})',
  urge: 'Reminder by this app',
}

/** Not `en-US`, which is a copy of it and shares a file with the app. */
export { base as antdEnglish } from 'antd-mobile/es/locales/base'

export const english = {
  approval,
  document: documents,
  flow,
  logType,
  navigation,
  nextStep,
  page,
  signer,
  stage,
  status,
  time,
}
