import { realNameSchema } from '#shared/schemas/real-name.ts'
import {
  inOrder,
  withdrawAuthorisation,
  type EsignCase,
} from '#proxy/upstream/esign/testing/esign-case.ts'

export const getCorpRealName: EsignCase = {
  sample: { isRealName: 'true', realName: true, orgRealName: '天谷' },
  schema: realNameSchema.strict(),
  succeed: ({ esign, corpId }) => esign.getCorpRealName(corpId),
  result: { status: 'verified', statusCode: 'true', name: '杭州星河科技有限公司' },
  refuse: inOrder(withdrawAuthorisation, ({ esign, corpId }) => esign.getCorpRealName(corpId)),
  problem: { '2.0': 'corp-not-authorised', '1.0': 'corp-not-authorised' },
}
