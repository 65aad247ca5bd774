import timers from 'node:timers'
import promises from 'node:timers/promises'
import { syncBuiltinESMExports } from 'node:module'
import { env } from 'node:process'
import { promisify } from 'node:util'
import { isMainThread } from 'node:worker_threads'

// Delays every timer by a random time, as a busy machine does, to find tests that rely on timers:
// NODE_OPTIONS="--import=$PWD/scripts/late-timers.mjs" npx vitest run
// LATE_TIMERS_MOST is the longest delay in milliseconds. LATE_TIMERS_SEED gives the same delays again,
// as far as processes start in the same order.

const maxLate = Number(env['LATE_TIMERS_MOST'] ?? 400)

if (env['LATE_TIMERS_SEED'] === undefined) {
  env['LATE_TIMERS_SEED'] = String(Math.floor(Math.random() * 2 ** 31))
  if (isMainThread) console.error(`LATE_TIMERS_SEED=${env['LATE_TIMERS_SEED']}`)
}

let state = Number(env['LATE_TIMERS_SEED'])

/** A random number between 0 and 1, by mulberry32, which takes a seed, unlike `Math.random`. */
function random() {
  state = (state + 0x6d2b79f5) | 0
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
}

/**
 * Half of the timers are delayed by less than 1/16 of `most`, one in six by more than half of it.
 * @param {number | undefined} ms
 */
function late(ms) {
  return (ms ?? 0) + maxLate * random() ** 4
}

const { setTimeout, setInterval } = timers
const { setTimeout: sleep, setInterval: ticks } = promises
const abortAfter = AbortSignal.timeout.bind(AbortSignal)

/** @type {typeof promises.setTimeout} */
const lateSleep = (ms, ...rest) => sleep(late(ms), ...rest)

/** @type {(callback: (...args: unknown[]) => void, ms?: number, ...args: unknown[]) => NodeJS.Timeout} */
const lateTimeout = (callback, ms, ...args) => setTimeout(callback, late(ms), ...args)

/** @type {(callback: (...args: unknown[]) => void, ms?: number, ...args: unknown[]) => NodeJS.Timeout} */
const lateInterval = (callback, ms, ...args) => setInterval(callback, late(ms), ...args)

Object.defineProperty(lateTimeout, promisify.custom, { value: lateSleep })

for (const holder of [globalThis, timers])
  Object.assign(holder, { setTimeout: lateTimeout, setInterval: lateInterval })
Object.assign(promises, {
  setTimeout: lateSleep,
  /** @type {typeof promises.setInterval} */
  setInterval: (ms, ...rest) => ticks(late(ms), ...rest),
})
AbortSignal.timeout = (ms) => abortAfter(Math.round(late(ms)))
syncBuiltinESMExports()
