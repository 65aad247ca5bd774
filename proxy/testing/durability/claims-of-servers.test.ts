import { Client } from 'pg'
import { expect, it, onTestFinished } from 'vitest'
import { newDatabase } from '#proxy/base/store/testing/new-database.ts'
import { openStore } from '#proxy/base/store/testing/open-store.ts'
import { noteClaims } from './claims-of-servers.ts'

const row = {
  corpId: 'corp',
  kind: 'todo',
  userId: 'lisi',
  taskId: 'PRO-1',
  payload: null,
  dueAt: 0,
}

it('the claims of a dead server end, and those of the other one stay', async () => {
  const databaseUrl = await newDatabase()
  const database = new Client({ connectionString: databaseUrl })
  await database.connect()
  onTestFinished(() => database.end())
  const claims = await noteClaims(database)
  const storeOf = async (name: string) => {
    const url = new URL(databaseUrl)
    url.searchParams.set('application_name', name)
    return openStore({ databaseUrl: url.href })
  }
  const [dead, alive] = await Promise.all([storeOf('dead'), storeOf('alive')])
  await alive.jobs.put(
    [
      { ...row, key: 'first' },
      { ...row, key: 'second' },
    ],
    1,
  )
  const asked = { kinds: ['todo'], exceptShares: [], leaseMs: 90_000, now: 1 }
  const first = await dead.jobs.claim({ ...asked, claim: 'of the dead' })
  const second = await alive.jobs.claim({ ...asked, claim: 'of the living' })
  expect([first?.key, second?.key]).toEqual(['first', 'second'])
  await dead.close()
  await claims.endOf('dead')
  expect(await alive.jobs.claim({ ...asked, claim: 'next' })).toMatchObject({ key: 'first' })
  expect(await alive.jobs.claim({ ...asked, claim: 'none left' })).toBeNull()
})
