import { statusNames } from './status-names.ts'
import type { TranslationOf } from './translation.ts'
import type {
  approvalWords,
  documentWords,
  errorWords,
  flowWords,
  navigationWords,
  nextStepWords,
  pageWords,
  signerWords,
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
  clearInput: 'Clear',
  close: 'Close',
  copy: 'Copy',
  copied: 'Copied',
  notCopied: 'Not copied',
  home: 'Back to home',
  loading: 'Loading…',
  noNetwork: 'No network, try again later',
  notRefreshed: 'Not updated',
  refresh: 'Refresh',
  refreshed: 'Updated',
  refreshing: 'Refreshing…',
  reload: 'Reload',
  retry: 'Try again',
  otherLanguage: '中文',
  pullToRefresh: 'Pull to refresh',
  releaseToRefresh: 'Release to refresh',
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
  initiator: 'Initiator',
  organization: 'On behalf of',
  taskId: 'Task ID',
  notProvided: 'Not provided by eSign',
  deadlineLeft: '{duration} left, until {time} ({zone})',
  deadlinePast: '{duration} past the deadline of {time} ({zone}); eSign has not marked it expired',
  deadlineWas: 'Deadline {time} ({zone})',
  updatedAgo: 'Updated {ago}',
  updateFailed: 'Could not update. Showing what was there before.',
  keptUpdating: 'From {ago}, updating…',
  finishDraft: 'Complete and send the contract on the eSign page.',
  unreached: 'No connection. This page updates once you are back online.',
  urge: 'Remind',
  urgeLater: 'The contract was just started. You can send a reminder in {duration} ({time}).',
  urgeAgainLater: 'A reminder was just sent. You can send another in {duration} ({time}).',
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
  someoneToAskAgain: 'a new request for the seal',
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
    'Completed, but {people} is marked as not signed. Rely on the documents themselves.',
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
  sealTitle: 'Picture of the seal',
  sealFailed: 'The picture did not load.',
  sealByLink: 'Open it in a new window',
  waiting: 'Waiting',
  approving: 'In approval',
  agreed: 'Agreed',
  refused: 'Refused',
  unknown: 'Unknown status ({code})',
}

const documents: TranslationOf<typeof documentWords> = {
  title: 'Documents',
  show: 'Show documents',
  note: 'Links from eSign expire soon, so they are fetched anew each time.',
  empty: 'There are no documents to see yet.',
  unnamed: 'Unnamed document',
  unavailable: 'No address yet',
  failed: 'The documents cannot be read right now: ',
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

const error: TranslationOf<typeof errorWords> = {
  requestId: 'Request ID: {id}',
  code: 'Error code: {code}',
  scopes: 'Permissions to apply for: {scopes}',
  retryIn: 'You can try again in {seconds} seconds',
  'invalid-request': 'The request was incomplete',
  'invalid-request/next':
    'Try again. If this continues, give the request ID to your administrator.',
  'invalid-task-id': 'That is not a task ID',
  'invalid-task-id/next':
    'Check that the link was copied whole, or enter the task ID again on the home page.',
  'session-required': 'Your session has ended',
  'session-required/next': 'Sign in again to continue.',
  'auth-code-invalid': 'DingTalk sign-in did not work',
  'auth-code-invalid/next': 'The sign-in code has expired or was used already. Try again.',
  'corp-not-allowed': 'This app is not for this organization',
  'corp-not-allowed/next':
    'Switch to the organization that uses this app and open it from the workbench.',
  'foreign-origin': 'The request came from elsewhere',
  'foreign-origin/next': 'Open this app again from the DingTalk workbench.',
  'not-found': 'Not found',
  'not-found/next': 'Go back to the home page and try again.',
  'flow-not-found': 'This contract was not found',
  'flow-not-found/next':
    'Check the task ID. The contract may belong to another organization or have been deleted; ask the initiator.',
  'approval-not-found': 'No contracts found for this approval',
  'approval-not-found/next':
    'Check that the approval has an eSign contract attached, or open it from the approval again.',
  'file-not-found': 'This file was not found',
  'file-not-found/next': 'Upload it again.',
  'person-not-found': 'This person was not found',
  'person-not-found/next': 'Check the person or the account and try again.',
  'request-too-large': 'Too large',
  'request-too-large/next': 'Send less and try again.',
  'file-type-not-allowed': 'This kind of file is not supported',
  'file-type-not-allowed/next': 'Choose a PDF, Word (doc, docx) or picture (jpg, png) file.',
  'file-empty': 'The file is empty',
  'file-empty/next': 'Make sure that the file has content, then choose it again.',
  'input-refused': 'eSign does not accept what was entered',
  'input-refused/next': 'Check what was entered and try again.',
  'company-name-required': 'A company name is missing',
  'company-name-required/next': 'Enter the company of each signer who is to use a company seal.',
  'order-repeated': 'This order ID has been used before',
  'order-repeated/next': 'Do not place it again. To buy more, use another order ID.',
  'flow-not-signable': 'This contract cannot be signed now',
  'flow-not-signable/next':
    'See its latest status on the page; if it still has to be signed, ask the initiator.',
  'urge-nobody': 'There is nobody to remind now',
  'urge-nobody/next':
    'Refresh to see who the contract waits for, and contact them directly if needed.',
  'idempotency-key-reused': 'This differs from what was sent before',
  'idempotency-key-reused/next': 'Go back, open the page again and send it once more.',
  'generation-unsupported': 'The eSign version in use cannot do this',
  'generation-unsupported/next':
    'Use another way, or ask your administrator how to move to a newer version.',
  'user-not-real-name-verified': 'Identity not verified yet',
  'user-not-real-name-verified/next': 'Verify your identity in eSign first, then go on.',
  'corp-not-real-name-verified': 'The company is not verified yet',
  'corp-not-real-name-verified/next':
    'Ask your administrator to verify the company in eSign first.',
  'corp-not-authorised': 'Your organization has not authorized this app in eSign',
  'corp-not-authorised/next':
    'Ask an administrator of your organization to authorize it on the management page of this app. Then try again.',
  'esign-not-initialised': 'eSign is not initialized yet',
  'esign-not-initialised/next': 'Ask the operators of this app to initialize it.',
  'esign-already-initialised': 'eSign is already initialized',
  'esign-already-initialised/next': 'There is no need to do it again.',
  'not-corp-admin': 'Only administrators may do this',
  'not-corp-admin/next': 'Ask a main or sub-administrator of your organization in DingTalk.',
  'flow-forbidden': 'You do not have access to this contract',
  'flow-forbidden/next':
    'Only the people of this contract and administrators have access. Ask the initiator to share a link with you, or ask an administrator of your organization.',
  'link-invalid': 'This shared link no longer works',
  'link-invalid/next':
    'It has expired or is incomplete. Ask the person who shared it for a new one.',
  'not-operator': 'Only operators may do this',
  'not-operator/next': 'Contact the operators of this app.',
  'urge-too-early': 'Too early to remind',
  'urge-too-early/next':
    'You can remind 30 minutes after the contract was started. Try again later.',
  'urge-too-soon': 'A reminder was just sent',
  'too-many-streams': 'Too many pages are open',
  'too-many-streams/next': 'Close some of them and try again.',
  'too-many-uploads': 'Too many files are being uploaded at once',
  'too-many-uploads/next': 'Wait until some of them have arrived, then try again.',
  'uploads-full': 'Many people are uploading, so there is no room right now',
  'uploads-full/next': 'Try again in half a minute. Files that have arrived stay.',
  'urge-too-soon/next': 'Reminders are at least 10 minutes apart. Try again later.',
  'upstream-credentials': 'The app is not set up correctly',
  'upstream-credentials/next':
    'DingTalk does not accept this app’s credentials. Ask your administrator to check its settings.',
  'upstream-ip-not-listed': 'The server’s IP is not registered',
  'upstream-ip-not-listed/next':
    'Ask your administrator to add the server’s IP under “Security settings” in the DingTalk developer console.',
  'upstream-permission': 'The app lacks a permission',
  'upstream-permission/next':
    'Ask your administrator to apply for it in the DingTalk developer console.',
  'outside-app-scope': 'Outside what the app may see',
  'outside-app-scope/next':
    'Ask an administrator to widen the app’s scope in the DingTalk developer console.',
  'agent-id-missing': 'The app’s AgentId is not set',
  'agent-id-missing/next': 'Ask your administrator to set it for this app.',
  'launch-host-refused': 'The page is not at an allowed address',
  'launch-host-refused/next':
    'It was not opened, for safety. Give the request ID to your administrator, who can check the allowed hosts.',
  'upstream-quota': 'This month’s API quota is used up',
  'upstream-quota/next':
    'Ask your administrator to raise the DingTalk API quota, or wait for next month.',
  'upstream-rejected': 'DingTalk did not accept this',
  'upstream-rejected/next':
    'Try again later. If this continues, give the request ID to your administrator.',
  'storage-refused': 'The file was not stored',
  'storage-refused/next':
    'Upload it again. If this continues, give the request ID to your administrator.',
  'launch-page-missing': 'eSign gave no page to open',
  'launch-page-missing/next': 'Open eSign from the DingTalk workbench, or try again later.',
  'outcome-unknown': 'No result received from eSign',
  'outcome-unknown/next':
    'It may have worked. Check your list or eSign first, and do not simply send it again.',
  'upstream-throttled': 'Too many requests',
  'upstream-throttled/next': 'DingTalk limits how often it may be asked. Wait a moment.',
  'upstream-timeout': 'eSign is too slow to answer',
  'upstream-timeout/next': 'The contract itself is not affected. Try again later.',
  'upstream-unavailable': 'eSign cannot be reached right now',
  'upstream-unavailable/next': 'The contract itself is not affected. Try again later.',
  'store-unavailable': 'The server cannot read its records right now',
  'store-unavailable/next':
    'Try again later. If this continues, give the request ID to your administrator.',
  'internal-error': 'Something went wrong on our side',
  'internal-error/next':
    'Try again later. If this continues, give the request ID to your administrator.',
  offline: 'No network',
  'offline/next': 'Check the connection and try again.',
  'connection-failed': 'Connection failed',
  'connection-failed/next': 'The contract itself is not affected. Check the network and try again.',
  'connection-timeout': 'The network is too slow',
  'connection-timeout/next': 'It took too long. Try another network, or try again later.',
  'odd-answer': 'Unexpected answer from the server',
  'odd-answer/next':
    'It may be under maintenance, or the network may want you to log in. Try again later.',
  'outside-dingtalk': 'Open this in DingTalk',
  'outside-dingtalk/next': 'DingTalk has to confirm who you are first.',
  'corp-unknown': 'Your organization is not known',
  'corp-unknown/next': 'Open this app from the DingTalk workbench.',
  'auth-code-refused': 'DingTalk did not allow the sign-in',
  'auth-code-refused/next': 'Check that your organization uses this app, then try again.',
  'auth-code-no-answer': 'DingTalk did not answer',
  'auth-code-no-answer/next':
    'Try again. If this continues, close the page and open it from the workbench.',
  'session-not-kept': 'The sign-in could not be kept',
  'session-not-kept/next': 'Allow cookies for this page, or update DingTalk, and try again.',
  'page-not-loaded': 'The page did not load completely',
  'page-not-loaded/next':
    'The connection may have broken, or the app was just updated. Reload the page.',
  'page-not-found': 'There is no such page',
  'page-not-found/next': 'The link may be incomplete. Go back to the home page.',
}

export const english = {
  approval,
  document: documents,
  error,
  flow,
  navigation,
  nextStep,
  page,
  signer,
  status,
  time,
}
