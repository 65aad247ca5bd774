import type { Proposal } from '#shared/schemas/assistant/proposal.ts'
import type { Played, State } from '#e2e/gallery/state.ts'
import {
  day,
  failing,
  flow,
  hour,
  longWords,
  minute,
  offline,
  recorded,
  renamed,
  signedBy,
  unread,
} from './answers.ts'
import { galleryNow } from '#e2e/gallery/state.ts'

/** The page of the sandbox's contract with this name. */
const contract = (name: string) => `/flows/PRO-SANDBOX-${name}`

const signing = contract('SIGNING')
const statuses = [
  'DRAFT',
  'COMPLETED',
  'REVOKED',
  'TERMINATED',
  'EXPIRED',
  'DELETED',
  'REFUSED',
  'UNKNOWN',
]

const forty = Array.from({ length: 40 }, (_, index) => ({
  name: `签署人${index + 1}`,
  status: index < 12 ? ('signed' as const) : ('waiting' as const),
  statusCode: null,
}))

/** What an assistant proposed two minutes ago. */
const proposal = (state: Proposal['state']): Played => ({
  at: /^GET \/api\/proposals\//,
  body: {
    id: '1',
    taskId: 'PRO-SANDBOX-SIGNING',
    assistant: '小助手',
    state,
    askedAt: galleryNow - 2 * minute,
    expiresAt: galleryNow + 8 * minute,
  } satisfies Proposal,
})

const remind = /^(催办|Remind)$/
const more = /^(更多|More)$/

export const contractStates: State[] = [
  { name: 'signing', path: signing },
  ...statuses.map((status) => ({ name: status.toLowerCase(), path: contract(status) })),
  { name: 'my-turn', path: signing, person: 'lisi' },
  { name: 'seen-by-admin', path: signing, person: 'wangwu' },
  { name: 'seal-approval', path: contract('SEAL-APPROVAL') },
  { name: 'seal-approver', path: contract('SEAL-APPROVAL'), person: 'lisi' },
  { name: 'outsider', path: contract('EXTERNAL') },
  { name: 'long-log', path: contract('LONG') },
  { name: 'forty-signers', path: signing, answers: [signedBy(forty)] },
  { name: 'long-names', path: signing, answers: [renamed(/\/api\/flows/, longWords)] },
  {
    name: 'just-reminded',
    path: signing,
    answers: [
      recorded(({ urge }) => ({
        urge: { ...urge, state: 'too-soon', availableAt: galleryNow + 20 * minute },
        reminders: [{ name: '张三', recipients: ['李四'], at: galleryNow - 10 * minute }],
      })),
    ],
  },
  {
    name: 'due-soon',
    path: signing,
    answers: [recorded(() => ({ deadline: galleryNow + 5 * hour }))],
  },
  { name: 'over-due', path: signing, answers: [recorded(() => ({ deadline: galleryNow - day }))] },
  {
    name: 'read-only',
    path: signing,
    answers: [
      recorded(() => ({
        isInitiator: false,
        mayManage: false,
        urge: { state: 'nobody', availableAt: null, reached: [], unreached: [] },
      })),
    ],
  },
  {
    name: 'signers-remarked',
    path: signing,
    answers: [
      recorded(({ people }) => ({
        people: people.map((person) => ({ ...person, remark: '法务部盖章，原件两份' })),
      })),
    ],
    isPhoneOnly: true,
  },
  {
    name: 'signers-unread',
    path: signing,
    answers: [flow((view) => ({ ...view, signers: unread }))],
  },
  {
    name: 'parts-unread',
    path: contract('SEAL-APPROVAL'),
    answers: [flow((view) => ({ ...view, signers: unread, approvals: unread, registry: null }))],
  },
  { name: 'loading', path: signing, answers: [{ at: /^GET \/api\/flows\/PRO/, is: 'held' }] },
  { name: 'offline', path: signing, openedBefore: 3 * hour, answers: [offline] },
  {
    name: 'stale',
    path: signing,
    openedBefore: 3 * hour,
    answers: [failing(/^GET \/api\/flows\/PRO/)],
  },
  { name: 'audit-trail', path: `${contract('COMPLETED')}?view=audit` },
  { name: 'reminding', path: signing, press: [remind] },
  { name: 'reminding-outsider', path: contract('EXTERNAL'), press: [remind] },
  { name: 'sharing', path: signing, press: [/^(分享|Share)$/] },
  { name: 'more', path: signing, press: [more] },
  { name: 'showing-seal', path: contract('SEAL-APPROVAL'), press: [/^(查看印章|Show the seal)$/] },
  ...(['open', 'ended'] as const).map((state) => ({
    name: `proposal-${state}`,
    path: `${signing}?confirm=1`,
    answers: [proposal(state)],
  })),
  { name: 'proposal-missing', path: `${signing}?confirm=1`, isPhoneOnly: true },
  // On a PC the list's own filter comes first.
  { name: 'filtering-log', path: contract('LONG'), press: [/^(筛选|Filter)$/], isPhoneOnly: true },
  { name: 'choices', path: signing, press: [/^(通知与提醒|Notifications and reminders)/] },
]
