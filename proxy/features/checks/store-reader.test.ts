import { Client } from 'pg'
import { expect, it, onTestFinished } from 'vitest'
import { createStoreReader } from './store-reader.ts'
import { newDatabase } from '#proxy/base/store/testing/new-database.ts'

it('finds the settings that are off, also those of the database alone', async () => {
  // The Postgres of the tests keeps nothing: all three are off.
  const url = await newDatabase()
  const off = async () => {
    const reader = createStoreReader(url)
    const facts = await reader.facts()
    await reader.close()
    return facts.off
  }
  expect(await off()).toEqual(['fsync', 'full_page_writes', 'synchronous_commit'])
  const client = new Client({ connectionString: url })
  await client.connect()
  const name = new URL(url).pathname.slice(1)
  await client.query(`alter database ${name} set synchronous_commit = on`)
  expect(await off()).toEqual(['fsync', 'full_page_writes'])
  await client.query(`alter database ${name} reset synchronous_commit`)
  await client.end()
})

it('makes no tables in an empty database', async () => {
  const url = await newDatabase()
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query('create database empty')
  const empty = new URL(url)
  empty.pathname = '/empty'
  const reader = createStoreReader(empty.href)
  onTestFinished(async () => {
    await reader.close()
    await client.query('drop database empty')
    await client.end()
  })
  expect(await reader.facts()).toMatchObject({ version: 18, bytes: expect.any(Number) })
  await expect(reader.lineLeases.all()).rejects.toThrow()
})
