import type { z } from 'zod'
import {
  maxRegisteredFlows,
  maxRegisteredPeople,
  maxRegistrationKB,
  maxRegistrationListKB,
  type listedRegistrationSchema,
  type RegistrationAnswer,
  type registrationSchema,
} from '#shared/schemas/registration.ts'
import { answer, refusedAnswers, type Refusal } from './answers.ts'
import { refTo } from './schemas.ts'

const taskId = 'PRO-20260118-1'

const corpId = 'dingcorp'

const flow = {
  title: '采购合同',
  deadline: Date.UTC(2026, 11, 31, 10),
  initiator: { userId: 'chenjing' },
  people: [
    { userId: 'zhaomin', name: '赵敏', role: 'signer', order: 1 },
    { userId: 'zhoutao', name: '周涛', role: 'cc' },
  ],
} satisfies Omit<z.input<typeof registrationSchema>, 'corpId'>

const one = { corpId, ...flow } satisfies z.input<typeof registrationSchema>

const several = {
  corpId,
  flows: [
    { taskId, ...flow },
    { taskId, people: [] },
  ] satisfies z.input<typeof listedRegistrationSchema>[],
}

const answered = {
  taken: 1,
  notTaken: [{ index: 1, taskId, reason: 'repeated', fields: [] }],
} satisfies RegistrationAnswer

const refused: Refusal[] = [
  'signature-invalid',
  'corp-not-allowed',
  'corp-stopped',
  'subscription-ended',
  'foreign-origin',
  'request-too-large',
  'store-unavailable',
]

const security = [{ flowSignature: [] }]

const tags = ['registrations']

export const registrationPaths = {
  '/api/registrations/{taskId}': {
    put: {
      operationId: 'registerFlow',
      tags,
      summary: 'Register a flow',
      description: `Its people may see the flow then, and find it in their lists. Repeating the call changes nothing. A newer one replaces the people, and keeps title, deadline and initiator where it leaves them out; one that was signed before the stored one is ignored. Who is no member of the organisation is left out. At most ${maxRegisteredPeople} people and ${maxRegistrationKB} kB.`,
      security,
      parameters: [
        {
          name: 'taskId',
          in: 'path',
          required: true,
          description: 'Id of the flow in e签宝',
          schema: refTo('TaskId'),
          example: taskId,
        },
      ],
      requestBody: {
        required: true,
        content: { 'application/json': { schema: refTo('Registration'), example: one } },
      },
      responses: {
        '204': answer('It is registered.'),
        ...refusedAnswers(['invalid-request', 'invalid-task-id', ...refused]),
      },
    },
  },
  '/api/registrations': {
    post: {
      operationId: 'registerFlows',
      tags,
      summary: 'Register several flows',
      description: `Signed with the task id \`*\`. Each flow is taken or not by itself. At most ${maxRegisteredFlows} flows and ${maxRegistrationListKB} kB.`,
      security,
      requestBody: {
        required: true,
        content: { 'application/json': { schema: refTo('RegistrationList'), example: several } },
      },
      responses: {
        '200': answer(
          'How many were registered, and why the others were not.',
          'RegistrationAnswer',
          answered,
        ),
        ...refusedAnswers(['invalid-request', ...refused]),
      },
    },
  },
}

/** How registrations are signed; the sample is that of docs/registering-flows.md. */
export const flowSignature = {
  type: 'apiKey',
  in: 'header',
  name: 'x-flow-signature',
  description: `\`1.<seconds>.<signature>\`, good for five minutes.

- \`seconds\`: now, as Unix time.
- \`signature\`: HMAC-SHA256, in base64url without padding. The key is FLOW_LINK_SECRET of the server (its UTF-8 bytes, not decoded). The text is five lines joined by a line feed, without one at the end: \`register\`, the corp id, the task id (\`*\` for a list), the seconds, the SHA-256 of the bytes of the body in lower-case hex.

With the secret \`an-example-secret-of-at-least-32-bytes\`, corp \`dingcorp\`, task \`PRO-1\`, seconds \`1800000000\` and the body \`{"corpId":"dingcorp","people":[]}\` it is \`1.1800000000.dGFQ7p6PPpS4fOlUPnMxyOiJ00UH3hNWcIr1MML2acI\`.`,
}
