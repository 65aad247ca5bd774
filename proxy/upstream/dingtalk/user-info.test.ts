import { expect, it } from 'vitest'
import type { DingTalkClient } from './client/client.ts'
import { exchangeAuthCode, readIsAdmin, readMember, readName } from './user-info.ts'

function clientWith(result: object): DingTalkClient {
  return {
    callApi: () => Promise.reject(new Error('not asked')),
    callOapi: () => Promise.resolve({ result }),
    forgetReads: () => {},
  }
}

it("drops what turns round the text after a person's name", async () => {
  const result = { userid: 'lisi', name: '李\u202E四', unionid: 'u', sys_level: 0 }
  const client = clientWith(result)
  expect(await exchangeAuthCode(client, 'dingcorp', 'code')).toMatchObject({ name: '李四' })
  expect(await readName(client, 'dingcorp', 'lisi')).toBe('李四')
})

it.each([
  ['nothing', {}],
  ['null', { admin: null }],
  ['an unknown word', { admin: 'maybe' }],
])('takes nobody for an administrator of whom DingTalk says %s', async (_what, said) => {
  const client = clientWith({ name: '李四', ...said })
  expect(await readIsAdmin(client, 'dingcorp', 'lisi')).toBe(false)
  expect(await readMember(client, 'dingcorp', 'lisi')).toEqual({ name: '李四', sysLevel: 0 })
})
