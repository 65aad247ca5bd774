import type { FlowDraft } from '#shared/schemas/flow/flow-draft.ts'
import type { ReadinessItem } from '#shared/schemas/readiness.ts'
import type { State } from '#e2e/gallery/state.ts'
import { ended, failing, noContracts, notReady, readiness, without } from './answers.ts'

const left = (contractsLeft: number) => readiness((found) => ({ ...found, contractsLeft }))

const items: ReadinessItem[] = [
  'app-installed',
  'app-authorised',
  'corp-verified',
  'person-verified',
  'contracts-left',
]

export const startStates: State[] = [
  { name: 'empty', path: '/start' },
  { name: 'few-left', path: '/start', answers: [left(3)] },
  ...items.map((item) => ({
    name: `no-${item}`,
    path: '/start',
    answers: [without(item)],
    isPhoneOnly: true,
  })),
  {
    name: 'admin-without-app',
    path: '/start',
    person: 'wangwu',
    answers: [without('app-authorised')],
  },
  { name: 'not-ready', path: '/start', answers: [notReady] },
  { name: 'admin-not-ready', path: '/start', person: 'wangwu', answers: [notReady] },
  {
    name: 'not-ready-opened',
    path: '/start',
    answers: [without('person-verified')],
    press: [/^(文件|Files)$/],
    isPhoneOnly: true,
  },
  {
    name: 'notified',
    path: '/start',
    answers: [
      without('contracts-left'),
      { at: /notify-admins/, body: { names: ['王五'], isNew: true } },
    ],
    press: [/^(通知管理员|Notify the admin)$/],
    isPhoneOnly: true,
  },
  {
    name: 'readiness-unknown',
    path: '/start',
    answers: [without('app-authorised', 'unknown')],
  },
  {
    name: 'subscription-ended',
    path: '/start',
    answers: [{ at: /^GET \/api\/readiness/, problem: 'subscription-ended' }, ended.forMembers],
  },
  { name: 'readiness-failed', path: '/start', answers: [failing(/^GET \/api\/readiness/)] },
  { name: 'loading', path: '/start', answers: [{ at: /^GET \/api\/readiness/, is: 'held' }] },
  { name: 'from-refused', path: '/start?from=PRO-SANDBOX-REFUSED' },
  {
    name: 'from-remarked',
    path: '/start?from=PRO-SANDBOX-REFUSED',
    answers: [
      {
        at: /^GET \/api\/flows\/[^/]+\/draft/,
        change: (draft: FlowDraft) => ({
          ...draft,
          signers: draft.signers.map((signer) => ({ ...signer, remark: '法务部盖章，原件两份' })),
        }),
      },
    ],
    isPhoneOnly: true,
  },
  {
    name: 'from-failed',
    path: '/start?from=PRO-SANDBOX-REFUSED',
    answers: [failing(/^GET \/api\/flows\/[^/]+\/draft/), noContracts],
  },
  { name: 'with-rules', path: '/start', press: [/^(发起签署|Start signing)$/] },
  { name: 'adding-outsider', path: '/start', press: [/^(添加外部人员|Add an outside person)$/] },
  {
    name: 'outsider-missing',
    path: '/start',
    press: [/^(添加外部人员|Add an outside person)$/, /^(完成|Done)$/],
  },
  {
    name: 'clearing',
    path: '/start?from=PRO-SANDBOX-REFUSED',
    press: [/^(清空重填|Clear all)$/],
  },
  { name: 'adding-colleague', path: '/start', press: [/^(添加同事|Add colleagues?)$/] },
  { name: 'deadline', path: '/start', press: [/^(签署截止时间|Signing deadline)/] },
  { name: 'launch', path: '/start', press: [/^(发起方式|How to start)/] },
  { name: 'copies', path: '/start', press: [/^(抄送人|Copies to)/] },
]
