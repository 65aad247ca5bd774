// Written by "npm run shapes:generate" from shared/schemas; do not edit.
import { flowStatuses } from '#shared/rules/codes/flow-status.ts'
import { realNameStatuses } from '#shared/rules/codes/real-name-status.ts'
import type { AccessAnswer, AccessRequestList } from '#shared/schemas/access-request.ts'
import type { SubscriptionHelp } from '#shared/schemas/corp.ts'
import type { FileAddress } from '#shared/schemas/file-address.ts'
import type { ArchiveAddress } from '#shared/schemas/flow/flow-archive.ts'
import type { FlowDraft } from '#shared/schemas/flow/flow-draft.ts'
import type { ApprovalContracts, FlowDocuments } from '#shared/schemas/flow/flow-document.ts'
import type { ReminderAnswer } from '#shared/schemas/flow/reminder.ts'
import type { RemindersAnswer, RemindersPreview } from '#shared/schemas/flow/several-reminders.ts'
import type { ShareLink } from '#shared/schemas/flow/share-link.ts'
import type { SignLink } from '#shared/schemas/flow/sign-link.ts'
import type { JsapiConfig } from '#shared/schemas/jsapi-config.ts'
import type { LaunchPage } from '#shared/schemas/launch-page.ts'
import type { FlowChoices, Preferences } from '#shared/schemas/news.ts'
import type { Nudged } from '#shared/schemas/nudge.ts'
import type { Me } from '#shared/schemas/real-name.ts'
import { reminderShape, reminderOutlookShape, problemShape } from './first-shapes.ts'
import type { Shape, ShapeOf } from './shape.ts'

export const accessAnswerShape: ShapeOf<AccessAnswer> = [{ state: 's' }]

export const accessRequestListShape: ShapeOf<AccessRequestList> = [
  { requests: ['list', { id: 's', taskId: 's', title: '0s', name: 's', askedAt: 'n' }] },
]

export const subscriptionHelpShape: ShapeOf<SubscriptionHelp> = [
  { hasEnded: 'b', canRenew: 'b', renewalUrl: '0s', admins: ['list', 's'] },
]

export const fileAddressShape: ShapeOf<FileAddress> = [{ url: 's', expiresAt: 'n' }]

export const archiveAddressShape: ShapeOf<ArchiveAddress> = [
  { url: 's', name: 's', expiresAt: 'n' },
]

export const launchPageShape: ShapeOf<LaunchPage> = [{ pcUrl: '0s', mobileUrl: '0s' }]

export const flowDraftShape: ShapeOf<FlowDraft> = [
  {
    title: '0s',
    signers: ['list', '*'],
    copies: ['list', '*'],
    files: [
      'list',
      {
        fileId: 's',
        name: 's',
        kind: 's',
        state: ['known', 's', 'uploading', 'converting', 'ready', 'failed', 'unknown'],
        size: '0n',
        pages: '0n',
      },
    ],
    deadlineMs: '0n',
    page: ['either', '0', launchPageShape[0]],
  },
]

export const approvalContractsShape: ShapeOf<ApprovalContracts> = [
  {
    contracts: [
      'list',
      {
        flowId: '0s',
        statusCode: '0ns',
        files: ['list', { name: '0s', originalUrl: '0s', signedUrl: '0s' }],
        taskId: '0s',
        title: '0s',
        status: ['known', 's', ...flowStatuses],
        waitsFor: ['list', 's'],
        signed: ['either', '?', { count: 'n', total: 'n' }],
      },
    ],
  },
]

export const flowDocumentsShape: ShapeOf<FlowDocuments> = [
  { documents: ['list', { name: '0s', bytes: '0n', pages: '0n', fileId: '0s', url: '0s' }] },
]

export const reminderAnswerShape: ShapeOf<ReminderAnswer> = [
  { urge: reminderShape, outlook: reminderOutlookShape },
]

export const remindersAnswerShape: ShapeOf<RemindersAnswer> = [
  {
    flows: [
      'list',
      {
        taskId: 's',
        urge: ['either', '0', reminderShape],
        refusal: ['either', '0', { code: 's', retryAfter: '0n' }],
      },
    ],
  },
]

export const remindersPreviewShape: ShapeOf<RemindersPreview> = [
  {
    flows: [
      'list',
      {
        taskId: 's',
        outlook: ['either', '0', reminderOutlookShape],
        outsiders: [
          'either',
          '?',
          ['list', { signer: 'n', name: '0s', organization: '0s', account: '0s' }],
        ],
        refusal: ['either', '0', { code: 's', retryAfter: '0n' }],
      },
    ],
  },
]

export const shareLinkShape: ShapeOf<ShareLink> = [{ url: 's', expiresAt: 'n' }]

export const signLinkShape: ShapeOf<SignLink> = [{ longUrl: '0s', shortUrl: '0s', name: '0s' }]

export const jsapiConfigShape: ShapeOf<JsapiConfig> = [
  { agentId: 's', corpId: 's', timeStamp: 's', nonceStr: 's', signature: 's' },
]

export const flowChoicesShape: ShapeOf<FlowChoices> = [
  { state: 's', every: '0s', hasDeadline: 'b' },
]

export const preferencesShape: ShapeOf<Preferences> = [
  { refused: 'b', completed: 'b', deadline: 'b', stuck: 'b' },
]

export const nudgedShape: ShapeOf<Nudged> = [{ names: ['list', 's'], isNew: 'b' }]

const realNameShape: Shape = {
  status: ['known', 's', ...realNameStatuses],
  statusCode: '0s',
  name: '0s',
}

export const meShape: ShapeOf<Me> = [
  {
    name: 's',
    role: 's',
    isOperator: 'b',
    realName: ['either', { ok: realNameShape }, { problem: problemShape }],
  },
]
