import { readFileSync } from 'node:fs'
import { env } from 'node:process'

// Loaded into a server with `--import`: sets its clock ahead by the milliseconds in the file.

const file = env['CLOCK_FILE'] ?? ''
const readEveryMs = 20
const realNow = Date.now

let ahead = 0
let readAt = -Infinity

function now() {
  if (performance.now() - readAt > readEveryMs) {
    readAt = performance.now()
    ahead = Number(readFileSync(file, 'utf8'))
  }
  return realNow() + ahead
}

Date.now = now
globalThis.Date = new Proxy(Date, {
  construct: (target, args, made) =>
    Reflect.construct(target, args.length === 0 ? [now()] : args, made),
})
