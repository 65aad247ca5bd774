import { expect, it, vi } from 'vitest'
import type { Finder } from '#proxy/features/finder/finder.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { Caller } from './callers.ts'
import { createTools, type ToolsDeps } from './tools.ts'

const asker = {
  sessionId: 'asker',
  corpId: 'ding1',
  userId: 'lisi',
  name: '李四',
  unionId: null,
  sysLevel: 0,
  signedInAt: 0,
  expiresAt: 1,
}

const person: Caller = { kind: 'person', asker, assistant: 'Helper', mayRemind: true, key: null }

const nobody: Caller = {
  kind: 'nobody',
  key: {
    corpId: 'ding1',
    hash: 'hash',
    createdBy: 'lisi',
    proofHash: 'hash',
    createdAt: 0,
    provedAt: null,
    failure: null,
    failedAt: null,
  },
  named: 'lisi',
}

const chinese = '今天的申请太多了。请明天再试，或直接联系合同发起人。（too-many-requests，r-1）'
const english =
  'Too many requests today. Try again tomorrow, or ask the initiator. (too-many-requests, r-1)'

const failing = () =>
  Promise.reject(new ProblemError('too-many-requests', 'quotes what others wrote'))

/** The tools where each question fails. */
function failingTools(caller: Caller) {
  const finder: Finder = {
    waiting: failing,
    find: failing,
    status: failing,
    log: failing,
    stuck: failing,
  }
  const deps: ToolsDeps = {
    finder,
    proposals: { propose: failing },
    proofs: { check: failing },
    auditLog: { note: failing },
    roles: { isAdmin: () => false },
    publicUrl: 'https://contracts.example',
    log: { error: vi.fn(), warn: vi.fn() },
  }
  return createTools(deps, caller, 'r-1')
}

it.each([
  ['zh', chinese],
  ['en', english],
] as const)('a failure is told in the language of the question, %s', async (language, text) => {
  expect(await failingTools(person).waiting({ language })).toEqual({
    content: [{ type: 'text', text }],
    isError: true,
  })
})

it('a failure of whoami, which is told no language, is told in all', async () => {
  const told = { content: [{ type: 'text', text: `${chinese}\n${english}` }], isError: true }
  expect(await failingTools(person).whoami({})).toEqual(told)
  expect(await failingTools(nobody).whoami({ code: '12345678' })).toEqual(told)
})
