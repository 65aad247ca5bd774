import type { State } from '#e2e/gallery/state.ts'
import { galleryNow } from '#e2e/gallery/state.ts'
import {
  ended,
  failing,
  hour,
  lists,
  longWords,
  noContracts,
  notReady,
  offline,
  renamed,
  without,
} from './answers.ts'

const request = {
  id: '1',
  taskId: 'PRO-SANDBOX-SIGNING',
  title: '办公设备采购合同',
  name: '赵六',
  askedAt: galleryNow - hour,
}

export const requests = {
  at: /^GET \/api\/access-requests/,
  change: () => ({ requests: [request, { ...request, id: '2', name: '钱七' }] }),
}

export const homeStates: State[] = [
  { name: 'waiting', path: '/?scope=waiting', person: 'lisi' },
  { name: 'started', path: '/?scope=started' },
  { name: 'all', path: '/?scope=all', person: 'wangwu' },
  { name: 'filtered', path: '/?scope=all&status=signing,completed&sort=deadline' },
  { name: 'found', path: '/?scope=all&q=孙八' },
  { name: 'nothing-found', path: '/?scope=all&q=没有这样的合同' },
  { name: 'nothing-waiting', path: '/?scope=waiting', answers: [noContracts] },
  { name: 'nothing-at-all', path: '/', answers: [noContracts] },
  { name: 'not-ready', path: '/', answers: [noContracts, notReady] },
  { name: 'admin-not-ready', path: '/', person: 'wangwu', answers: [noContracts, notReady] },
  {
    name: 'not-verified',
    path: '/',
    answers: [noContracts, without('person-verified')],
    isPhoneOnly: true,
  },
  {
    name: 'nothing-and-ended',
    path: '/',
    config: { appKind: 'third-party' },
    answers: [
      noContracts,
      { at: /^GET \/api\/readiness/, problem: 'subscription-ended' },
      ended.forMembers,
    ],
  },
  { name: 'long-names', path: '/?scope=started', answers: [renamed(/\/api\/flows/, longWords)] },
  {
    name: 'more-to-come',
    // What is announced beside the contract depends on which answer comes first.
    isPhoneOnly: true,
    path: '/?scope=started',
    answers: [
      failing(/^GET \/api\/flows\?.*cursor=/),
      lists((list) => ({ ...list, nextCursor: 'next' })),
    ],
  },
  { name: 'access-requests', path: '/?scope=started', answers: [requests] },
  {
    name: 'subscription-ended',
    path: '/?scope=started',
    config: { appKind: 'third-party' },
    answers: [ended.forMembers],
  },
  { name: 'loading', path: '/', answers: [{ at: /^GET \/api\/flows/, is: 'held' }] },
  { name: 'failed', path: '/?scope=started', answers: [failing(/^GET \/api\/flows/)] },
  {
    name: 'offline',
    path: '/?scope=started',
    openedBefore: 3 * hour,
    answers: [offline],
  },
  {
    name: 'stale',
    path: '/?scope=started',
    openedBefore: hour,
    answers: [failing(/^GET \/api\/flows/)],
  },
  { name: 'filtering', path: '/?scope=all', person: 'wangwu', press: [/^(筛选|Filter)$/] },
  { name: 'choosing', path: '/?scope=started', press: [/^(多选|Select)$/] },
]
