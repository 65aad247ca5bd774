import type { ProblemCode } from '#shared/rules/codes/problem-code.ts'
import type { State } from '#e2e/gallery/state.ts'
import { offline } from './answers.ts'

const contract = '/flows/PRO-SANDBOX-SIGNING'

/** One of each kind of advice; the words of all are in failure-words.test.tsx. */
const kinds: ProblemCode[] = [
  'flow-not-found',
  'corp-not-authorised',
  'subscription-ended',
  'flow-forbidden',
  'link-invalid',
  'too-many-requests',
  'upstream-unavailable',
  'store-unavailable',
]

/** Problems where a contract was to be read. */
export const failureStates: State[] = [
  ...kinds.map((code) => ({
    name: code,
    path: contract,
    answers: [{ at: /^GET \/api\/flows\/PRO/, problem: code }],
  })),
  {
    name: 'access-asked',
    path: contract,
    answers: [
      { at: /^GET \/api\/flows\/PRO/, problem: 'flow-forbidden' },
      { at: /^POST .*\/access-requests/, body: { state: 'asked' } },
    ],
    press: [/^申请查看$|^Ask to see it$/],
  },
  { name: 'no-network', path: contract, answers: [offline] },
  { name: 'no-such-page', path: '/nowhere' },
]

/** Who cannot come in (yet). */
export const entryStates: State[] = [
  { name: 'choosing-a-person', path: contract, person: null },
  { name: 'outside-dingtalk', path: contract, person: null, config: { mode: 'live' } },
  {
    name: 'outside-with-sign-in',
    path: contract,
    person: null,
    config: { mode: 'live', browserSignIn: true },
  },
  {
    name: 'outside-as-third-party',
    path: contract,
    person: null,
    config: { mode: 'live', appKind: 'third-party', corpId: null },
  },
  {
    name: 'not-found-out',
    path: contract,
    answers: [{ at: /\/api\/session/, problem: 'store-unavailable' }],
  },
  { name: 'stopped', path: contract, answers: [{ at: /\/api\/session/, problem: 'corp-stopped' }] },
  { name: 'no-network', path: contract, answers: [offline] },
]
