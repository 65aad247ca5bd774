import { expect, it } from 'vitest'
import type { DingTalkClient } from './client/client.ts'
import { exchangeAuthCode, readName } from './user-info.ts'

it("drops what turns round the text after a person's name", async () => {
  const result = { userid: 'lisi', name: '李\u202E四', unionid: 'u', sys_level: 0 }
  const client: DingTalkClient = {
    callApi: () => Promise.reject(new Error('not asked')),
    callOapi: () => Promise.resolve({ result }),
    forgetReads: () => {},
  }
  expect(await exchangeAuthCode(client, 'dingcorp', 'code')).toMatchObject({ name: '李四' })
  expect(await readName(client, 'dingcorp', 'lisi')).toBe('李四')
})
