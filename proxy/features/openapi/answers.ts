import { problems, type ProblemCode } from '#shared/rules/codes/problem-code.ts'
import type { Problem } from '#shared/schemas/problem.ts'
import { refTo, type SchemaName } from './schemas.ts'

/** What a refusal means for who calls from another system. */
const refusals = {
  'invalid-request': 'The body is not as described; the title names the fields.',
  'invalid-task-id': 'The task id in the address is none.',
  'signature-invalid':
    'The signature does not match, is older than five minutes, or is more than a minute ahead.',
  'assistant-token-invalid': 'There is no token, or it has ended or was withdrawn.',
  'corp-not-allowed': 'The app belongs to another organisation.',
  'corp-stopped': 'The organisation has switched the app off or given it up.',
  'subscription-ended': "The organisation's subscription has ended.",
  'foreign-origin': 'Its header `origin` names a page elsewhere; other systems send none.',
  'request-too-large': 'The body is larger than the operation takes.',
  'store-unavailable': 'The app cannot read or store it at the moment; send it again.',
} satisfies Partial<Record<ProblemCode, string>>

export type Refusal = keyof typeof refusals

const headers = {
  'x-request-id': {
    description: 'For questions: the log of the server names it too',
    schema: { type: 'string', format: 'uuid' },
  },
}

type Answer = { description: string; headers: object; content?: Record<string, object> }

export function answer(description: string, name?: SchemaName, example?: unknown): Answer {
  if (name === undefined) return { description, headers }
  const media = { schema: refTo(name), ...(example === undefined ? {} : { example }) }
  return { description, headers, content: { 'application/json': media } }
}

/** The answers with these codes by their status, and what all others look like. */
export function refusedAnswers(codes: readonly Refusal[]): Record<string, Answer> {
  const statuses = [...new Set(codes.map((code) => problems[code].status))]
  const known = statuses.map((status) => {
    const ofStatus = codes.filter((code) => problems[code].status === status)
    const text = ofStatus.map((code) => `\`${code}\`: ${refusals[code]}`).join(' ')
    return [status, problem(text, ofStatus)] as const
  })
  return { ...Object.fromEntries(known), default: problem('Any other failure.', []) }
}

function problem(description: string, codes: readonly Refusal[]): Answer {
  const narrowed = {
    allOf: [refTo('Problem'), { type: 'object', properties: { code: { enum: codes } } }],
  }
  const media =
    codes.length === 0
      ? { schema: refTo('Problem') }
      : {
          schema: narrowed,
          examples: Object.fromEntries(codes.map((code) => [code, { value: sampleOf(code) }])),
        }
  return { description, headers, content: { 'application/problem+json': media } }
}

const sampleOf = (code: Refusal): Problem => ({
  status: problems[code].status,
  code,
  title: refusals[code],
  requestId: '3f0c5e0e-8f5b-4f0c-9a53-6d3f0b6f2a11',
})
