import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { noPage } from '../../shared/rules/page-path.ts'

/** Writes into the service worker which addresses are no page. */
export function workerFile(): Plugin {
  return {
    name: 'worker-file',
    apply: 'build',
    writeBundle({ dir = '' }) {
      const file = join(dir, 'service-worker.js')
      writeFileSync(file, withNoPage(readFileSync(file, 'utf8')))
    },
  }
}

/** @param worker the text of `public/service-worker.js` */
export function withNoPage(worker: string): string {
  const [before, after] = worker.split("'NO_PAGE'")
  if (before === undefined || after === undefined) throw new Error('the worker lacks NO_PAGE')
  return before + JSON.stringify(noPage) + after
}
