import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { lockFolder } from './folder-lock.ts'

let folder: string
let child: ChildProcess | undefined

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'lock-')))
})

afterEach(async () => {
  await kill()
  await rm(folder, { recursive: true })
})

async function kill(): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

/** Another process that locks the folder and keeps it. */
async function lockElsewhere(): Promise<number> {
  const code = `
    import { lockFolder } from ${JSON.stringify(import.meta.resolve('./folder-lock.ts'))}
    await lockFolder(process.argv[1])
    console.log('locked')
    setInterval(() => {}, 1000)`
  const loader = import.meta.resolve('tsx')
  const options = ['--import', loader, '--input-type=module', '-e', code, folder]
  const started = spawn(process.execPath, options, { stdio: ['ignore', 'pipe', 'inherit'] })
  child = started
  await once(started.stdout, 'data')
  return started.pid ?? 0
}

describe('a folder', () => {
  it('can be locked again after it was released', async () => {
    const lock = await lockFolder(folder)
    await lock.release()
    await (await lockFolder(folder)).release()
  })

  it('is locked once, whatever path leads to it', async () => {
    const lock = await lockFolder(folder)
    await expect(lockFolder(join(folder, '.'))).rejects.toThrow(`the process ${process.pid}`)
    await lock.release()
  })

  it('that another process holds is refused, in words that say what to do', async () => {
    const pid = await lockElsewhere()
    await expect(lockFolder(folder)).rejects.toThrow(
      `The data folder ${folder} is in use by the process ${pid}: stop that one, or set another DATA_DIR.`,
    )
  })

  it('that a killed process held can be locked, and what it left is gone', async () => {
    await lockElsewhere()
    const left = await readdir(folder)
    await kill()
    expect(await readdir(folder)).toEqual(left)
    const lock = await lockFolder(folder)
    expect(await readdir(folder)).not.toEqual(expect.arrayContaining(left))
    await lock.release()
    expect(await readdir(folder)).toEqual([])
  })

  it('is never locked twice by many that want it at once', async () => {
    await lockElsewhere()
    await kill()
    for (let round = 0; round < 50; round += 1) {
      const attempts = await Promise.allSettled(Array.from({ length: 5 }, () => lockFolder(folder)))
      const locks = attempts.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
      expect(locks.length).toBeLessThanOrEqual(1)
      for (const lock of locks) await lock.release()
    }
    await (await lockFolder(folder)).release()
  })

  it('may lie deeper than the address of a socket may be long', async () => {
    const deep = join(folder, 'd'.repeat(60), 'e'.repeat(60))
    await mkdir(deep, { recursive: true })
    const lock = await lockFolder(deep)
    await expect(lockFolder(deep)).rejects.toThrow('in use')
    await lock.release()
    await (await lockFolder(deep)).release()
  })
})
