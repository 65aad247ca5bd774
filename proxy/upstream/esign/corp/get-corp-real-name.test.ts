import { expect, it } from 'vitest'
import { realNameSchema } from '#shared/schemas/real-name.ts'
import { answering, wrapped } from '#proxy/upstream/esign/testing/played-esign.ts'

it.each([
  [{ isRealName: 'true', orgRealName: '天谷' }, ['verified', 'true', '天谷']],
  [{ isRealName: 'false' }, ['not-verified', 'false', null]],
  [{ isRealName: ' TRUE ' }, ['verified', 'true', null]],
  [{ realName: true, orgRealName: '天谷' }, ['verified', 'true', '天谷']],
  [{ realName: false, orgRealName: '' }, ['not-verified', 'false', null]],
  [{ isRealName: 'PENDING' }, ['unknown', 'PENDING', null]],
  [{ isRealName: 1 }, ['unknown', '1', null]],
  [{ realName: {} }, ['unknown', null, null]],
  [{}, ['unknown', null, null]],
])('the verification %j is %j', async (body, [status, statusCode, name]) => {
  const realName = await answering(wrapped(body)).v1.getCorpRealName('corp')
  expect(realNameSchema.parse(realName)).toEqual({ status, statusCode, name })
  expect(await answering(body).v2.getCorpRealName('corp')).toEqual(realName)
})
