import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'

const child = `
import { endWithParent } from ${JSON.stringify(new URL('end-with-parent.mjs', import.meta.url).href)}
endWithParent()
const running = setTimeout(() => console.log('goes on'), 10_000)
process.on('SIGTERM', () => {
  console.log('told to stop')
  clearTimeout(running)
})
console.log('runs')
`

it('tells the process to stop when the shell that npm started it in has ended', async () => {
  // With a second command the shell stays in between, as some do for a single one too.
  const command = '"$0" --input-type=module --eval "$1"; true'
  const shell = spawn('sh', ['-c', command, process.execPath, child], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const said = text(shell.stdout)
  await once(shell.stdout, 'readable')
  shell.kill('SIGTERM')
  expect(await said).toBe('runs\ntold to stop\n')
}, 20_000)
