import { expect, it } from 'vitest'
import { registrationSchema } from './registration.ts'
import { startFlowRequestSchema } from './flow/start-flow-request.ts'

// What would turn round the text after it does not come in by requests either.

it('what turns text round is dropped from a registration', () => {
  const person = { userId: 'lisi', name: '李\u202E四', role: 'signer' }
  const body = { corpId: 'dingcorp', title: '\u2067合同', people: [person] }
  expect(registrationSchema.parse(body)).toMatchObject({
    title: '合同',
    people: [{ name: '李四' }],
  })
  expect(registrationSchema.safeParse({ ...body, title: '\u202E' }).success).toBe(false)
})

it('what turns text round is dropped from a draft', () => {
  const draft = {
    launch: 'page',
    title: '采购\u202E合同',
    files: [{ fileId: 'F', name: '\u202E合同.pdf', kind: 'contract' }],
    signers: [{ kind: 'member', userId: 'lisi', name: '李\u200F四', seals: [] }],
  }
  expect(startFlowRequestSchema.parse(draft)).toMatchObject({
    title: '采购合同',
    files: [{ name: '合同.pdf' }],
    signers: [{ name: '李四' }],
  })
})
