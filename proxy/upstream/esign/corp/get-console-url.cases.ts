import { z } from 'zod'
import {
  http,
  inOrder,
  withdrawAuthorisation,
  type EsignCase,
} from '#proxy/upstream/esign/testing/esign-case.ts'

export const getConsoleUrl: EsignCase = {
  sample: { orgConsoleUrl: 'https://esign.cn/console' },
  schema: z.url({ protocol: /^(https?|dingtalk)$/ }).nullable(),
  succeed: ({ esign, corpId }) => esign.getConsoleUrl(corpId),
  result: http,
  // Documented as a number in 1.0, which is no address.
  resultV1: null,
  refuse: inOrder(withdrawAuthorisation, ({ esign, corpId }) => esign.getConsoleUrl(corpId)),
  problem: { '2.0': 'corp-not-authorised', '1.0': 'corp-not-authorised' },
}
