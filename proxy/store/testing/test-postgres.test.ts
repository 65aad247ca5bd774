import { execFile } from 'node:child_process'
import { expect, it } from 'vitest'

const script = `
  const { startTestPostgres } = await import('./proxy/store/testing/test-postgres.ts')
  await (await startTestPostgres()).stop()
  process.exitCode = 3
`

it('leaves it to the process how it ends', async () => {
  const ended = new Promise((resolve) => {
    const args = ['--import', 'tsx', '--input-type=module', '--eval', script]
    execFile(process.execPath, args, (error) => resolve(error?.code))
  })
  expect(await ended).toBe(3)
})
