import { Client } from 'pg'
import { expect, it } from 'vitest'
import { newDatabase } from '#proxy/base/store/testing/new-database.ts'
import { settingsOff } from './settings-off.ts'

it('finds the settings that are off, also those of the database alone', async () => {
  // The Postgres of the tests keeps nothing: all three are off.
  const url = await newDatabase()
  expect(await settingsOff(url)).toEqual(['fsync', 'full_page_writes', 'synchronous_commit'])
  const client = new Client({ connectionString: url })
  await client.connect()
  const name = new URL(url).pathname.slice(1)
  await client.query(`alter database ${name} set synchronous_commit = on`)
  expect(await settingsOff(url)).toEqual(['fsync', 'full_page_writes'])
  await client.query(`alter database ${name} reset synchronous_commit`)
  await client.end()
})
