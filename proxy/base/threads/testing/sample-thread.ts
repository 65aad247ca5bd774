import { z } from 'zod'
import { InvalidToken } from '#proxy/upstream/dingtalk/client/upstream-refusal.ts'
import { addressRefused } from '#proxy/upstream/dingtalk/client/transient-failure.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { answerCalls } from '#proxy/base/threads/answer-calls.ts'

// A thread for tests, with every outcome of a call.

const refusal = { code: '40014', message: 'no', requestId: null, requiredScopes: [] }

const questionSchema = z.object({ name: z.string(), sent: z.unknown().optional() })

answerCalls((question) => {
  const { name, sent } = questionSchema.parse(question)
  if (name === 'echo') return { value: sent }
  if (name === 'bytes') {
    const bytes = new TextEncoder().encode('bytes')
    return { value: bytes, transfer: [bytes.buffer] }
  }
  if (name === 'unsendable') return { value: () => {} }
  if (name === 'exit') return process.exit(3)
  if (name === 'never') return new Promise<never>(() => {})
  if (name === 'passing failure') throw addressRefused()
  if (name === 'invalid token') throw new InvalidToken(refusal)
  const cause = new TypeError('why', { cause: { code: 1 } })
  throw new ProblemError('flow-not-found', 'no', { retryAfter: 5, requiredScopes: ['a'], cause })
})
