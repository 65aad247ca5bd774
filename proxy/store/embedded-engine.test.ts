import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { prepareDatabase } from '../../scripts/prepare-database.mjs'
import { createLogger } from '../log.ts'
import { createStore, type Store } from './store.ts'
import { runKillRounds } from './testing/kill-rounds.ts'
import { reading } from './testing/samples.ts'

/** The embedded engine on a folder. What it stores is tested on both engines elsewhere. */

const corp = 'dingcorp'

/** Of the kill test; `npm run test:kill` does more. */
const rounds = 6

let preparedDatabase: string
let folder: string
let dataDir: string
const stores: Store[] = []

beforeAll(async () => {
  preparedDatabase = await prepareDatabase()
})

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'store-'))
  dataDir = join(folder, 'data')
})

afterEach(async () => {
  for (const store of stores.splice(0)) await store.close()
  await rm(folder, { recursive: true })
})

function open(prepared: string | null = preparedDatabase): Store {
  const log = createLogger('silent')
  const store = createStore({ databaseUrl: null, dataDir, preparedDatabase: prepared, log })
  stores.push(store)
  return store
}

describe('the embedded engine', () => {
  it.each([
    ['a prepared database', true],
    ['none prepared', false],
  ])(
    'begins with %s and remembers over a restart',
    async (_what, isPrepared) => {
      const first = open(isPrepared ? preparedDatabase : join(folder, 'missing.tar.gz'))
      await first.registry.flows.recordReading(corp, reading('PRO-1'))
      await first.close()
      const second = open()
      expect(await second.registry.flows.find(corp, 'PRO-1')).toMatchObject({ title: '劳动合同' })
      expect(await readdir(join(dataDir, 'postgres'))).toContain('PG_VERSION')
    },
    60_000,
  )

  it('needs its folder for itself, and gets it when the other one has let go', async () => {
    const first = open()
    await first.ready()
    const second = open()
    await expect(second.ready()).rejects.toThrow(`in use by the process ${process.pid}`)
    await expect(second.registry.flows.find(corp, 'PRO-1')).rejects.toThrow('set another DATA_DIR')
    await first.close()
    await second.ready()
  })

  it('begins anew where a first start was killed', async () => {
    await mkdir(join(dataDir, 'postgres.unfinished'), { recursive: true })
    await writeFile(join(dataDir, 'postgres.unfinished', 'PG_VERSION'), '18')
    const store = open()
    await store.registry.flows.recordReading(corp, reading('PRO-1'))
    expect(existsSync(join(dataDir, 'postgres.unfinished'))).toBe(false)
  })

  it('says what to do when its files are of no use', async () => {
    await mkdir(join(dataDir, 'postgres'), { recursive: true })
    await writeFile(join(dataDir, 'postgres', 'PG_VERSION'), '9')
    await expect(open().ready()).rejects.toThrow('made by another version')
  })

  it('says what to do when its folder cannot be made', async () => {
    await writeFile(dataDir, 'a file')
    await expect(open().ready()).rejects.toThrow(`${dataDir} cannot be made: set another DATA_DIR`)
  })

  it('can be closed while it starts', async () => {
    const store = open()
    await store.close()
    await expect(store.ready()).rejects.toThrow('closed')
    await open().ready()
  })

  it('loses nothing acknowledged when it is killed at any moment', async () => {
    const result = await runKillRounds(rounds, dataDir, preparedDatabase)
    expect(result).toMatchObject({ lost: [], torn: [] })
    expect(result.acknowledged).toBeGreaterThan(0)
  }, 120_000)
})
