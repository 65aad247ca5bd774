// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import {
  engineErrorOr,
  EngineTooOld,
  isKnownToFail,
  noteWorks,
  startWorker,
  warmUp,
} from './engine.ts'

vi.mock('./pdf-worker.ts?worker&url', () => ({ default: '/pdf-worker.js' }))

let started = 0
let fail: (event: { message?: string }) => void
let tell: (data: object) => void

beforeEach(() => {
  localStorage.clear()
  started = 0
  vi.stubGlobal(
    'Worker',
    class {
      constructor() {
        started += 1
      }

      addEventListener(type: string, listener: (event: object) => void) {
        if (type === 'error') fail = listener
        else tell = (data) => listener({ data })
      }
    },
  )
})

afterEach(() => {
  vi.unstubAllGlobals()
})

it('remembers an engine that cannot run the worker', async () => {
  const { failed } = startWorker()
  fail({ message: 'Uncaught SyntaxError: Unexpected token' })
  await expect(failed).rejects.toBeInstanceOf(EngineTooOld)
  expect(isKnownToFail()).toBe(true)
})

it('uses the worker that was started at the tap, once', () => {
  warmUp()
  warmUp()
  expect(started).toBe(1)
  startWorker()
  expect(started).toBe(1)
  startWorker()
  expect(started).toBe(2)
})

it('blames the network for a worker that could not be fetched', async () => {
  const { failed } = startWorker()
  fail({})
  await expect(failed).rejects.toMatchObject({ code: 'connection-failed' })
  expect(isKnownToFail()).toBe(false)
})

it('waits for the network until the worker has loaded, and while it says so', async () => {
  const { isWaiting, exceeded } = startWorker()
  expect(isWaiting()).toBe(true)
  tell({ action: 'ready' })
  expect(isWaiting()).toBe(false)
  tell({ viewer: 'waits', by: 1 })
  expect(isWaiting()).toBe(true)
  tell({ viewer: 'waits', by: -1 })
  expect(isWaiting()).toBe(false)
  tell({ viewer: 'too-much' })
  await expect(exceeded).rejects.toMatchObject({ name: 'TooMuch' })
})

it('tries a newer engine again', () => {
  engineErrorOr(new TypeError('x.at is not a function'))
  expect(isKnownToFail()).toBe(true)
  vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue('Chrome/130')
  expect(isKnownToFail()).toBe(false)
})

it('does not blame the engine for a broken file, nor for the network', () => {
  const broken = Object.assign(new Error('no PDF'), { name: 'InvalidPDFException' })
  expect(engineErrorOr(broken)).toBe(broken)
  const noNetwork = new TypeError('Failed to fetch dynamically imported module: https://x')
  expect(engineErrorOr(noNetwork)).toMatchObject({ code: 'connection-failed' })
  expect(isKnownToFail()).toBe(false)
})

it('does not blame an engine that has opened a file', () => {
  noteWorks()
  const cause = new TypeError('x is undefined')
  expect(engineErrorOr(cause)).toBe(cause)
  expect(isKnownToFail()).toBe(false)
})
