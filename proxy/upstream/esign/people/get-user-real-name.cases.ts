import { realNameSchema } from '#shared/schemas/real-name.ts'
import { type EsignCase } from '#proxy/upstream/esign/testing/esign-case.ts'

export const getUserRealName: EsignCase = {
  sample: { isRealName: 'true', realName: true, userRealName: '王五' },
  schema: realNameSchema.strict(),
  succeed: ({ esign, corpId }) => esign.getUserRealName(corpId, 'lisi'),
  result: { status: 'verified', statusCode: 'true', name: '李四' },
  refuse: ({ esign, corpId }) => esign.getUserRealName(corpId, 'nobody'),
  problem: { '2.0': 'person-not-found', '1.0': 'person-not-found' },
}
