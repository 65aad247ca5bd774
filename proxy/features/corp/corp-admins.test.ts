import { expect, it } from 'vitest'
import { ProblemError } from '#proxy/base/problem.ts'
import { createCorpAdmins, type CorpAdminDeps } from './corp-admins.ts'

const refused = () => Promise.reject(new ProblemError('upstream-permission', 'not granted'))

function adminsWith(deps: Partial<CorpAdminDeps>) {
  return createCorpAdmins({
    readAdmins: () =>
      Promise.resolve([
        { userId: 'main', sysLevel: 1 },
        { userId: 'owner', sysLevel: 100 },
        { userId: 'sub', sysLevel: 2 },
      ]),
    readName: (_corpId, userId) => Promise.resolve(`name of ${userId}`),
    adminUserIds: new Set(['dingcorp:set', 'dingother:stranger', 'dingcorp:main']),
    corps: { find: () => Promise.resolve(null) },
    log: { warn: () => {} },
    now: () => 0,
    ...deps,
  })
}

it('are those from DingTalk and from the settings, each once', async () => {
  expect(await adminsWith({}).idsOf('dingcorp')).toEqual(['main', 'sub', 'set'])
})

it('are those from the authorisation when DingTalk does not tell them', async () => {
  // The code under test reads only `admins` of the row.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const row = { admins: ['first'] } as unknown as Awaited<
    ReturnType<CorpAdminDeps['corps']['find']>
  >
  const corps = { find: () => Promise.resolve(row) }
  const admins = adminsWith({ readAdmins: refused, corps })
  expect(await admins.idsOf('dingcorp')).toEqual(['first', 'set', 'main'])
  const away = { find: () => Promise.reject(new Error('away')) }
  const unknown = adminsWith({ readAdmins: refused, corps: away })
  await expect(unknown.idsOf('dingx')).rejects.toThrow('not granted')
  expect(await unknown.namesOf('dingx')).toEqual([])
})

it('have names if DingTalk returns them, and are reread after ten minutes', async () => {
  let clock = 0
  const asked: string[] = []
  const admins = adminsWith({
    readName: (_corpId, userId) => {
      asked.push(userId)
      return userId === 'main' ? refused() : Promise.resolve(userId === 'sub' ? '' : '王五')
    },
    now: () => clock,
  })
  expect(await admins.namesOf('dingcorp')).toEqual(['王五'])
  expect(await admins.namesOf('dingcorp')).toEqual(['王五'])
  expect(asked).toHaveLength(3)
  clock = 10 * 60_000
  await admins.namesOf('dingcorp')
  expect(asked).toHaveLength(6)
})

it('have no names for half a minute after DingTalk fails', async () => {
  let clock = 0
  let isAway = true
  const admins = adminsWith({
    adminUserIds: new Set(),
    readAdmins: () => (isAway ? refused() : Promise.resolve([{ userId: 'main', sysLevel: 1 }])),
    now: () => clock,
  })
  expect(await admins.namesOf('dingcorp')).toEqual([])
  isAway = false
  clock = 29_000
  expect(await admins.namesOf('dingcorp')).toEqual([])
  clock = 30_000
  expect(await admins.namesOf('dingcorp')).toEqual(['name of main'])
})
