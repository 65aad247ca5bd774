import { z } from 'zod'
import {
  inOrder,
  withdrawAuthorisation,
  type EsignCase,
} from '#proxy/upstream/esign/testing/esign-case.ts'

export const cancelAuthorisation: EsignCase = {
  sample: { result: true },
  schema: z.boolean().nullable(),
  succeed: ({ esign, corpId }) => esign.cancelAuthorisation(corpId),
  result: true,
  refuse: inOrder(withdrawAuthorisation, ({ esign, corpId }) => esign.cancelAuthorisation(corpId)),
  problem: { '2.0': 'corp-not-authorised', '1.0': 'corp-not-authorised' },
}
