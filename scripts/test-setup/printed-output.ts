import fs from 'node:fs'
import { format } from 'node:util'
import { TestRunner } from 'vitest'
import { endExpectations, isExpected } from '#shared/testing/expected-output.ts'

// A passing run prints the names of its tests and counts. What a test prints on purpose, it
// declares with `expectOutput`; anything else fails it.
//
// A module and not part of `vitest.setup.ts`, which is loaded for each file: what is wrapped here
// stays wrapped for all files of a worker.

let printed: string[] = []

/**
 * Of the emulated browser: that nothing is laid out, which antd-mobile says once, and each call that
 * was refused or got no answer, which the page explains. An internal error (500) is none of these.
 */
const ofBrowser =
  /px tester is not rendering properly|^[A-Z]+ http:\S+ (?!500)[45]\d\d \(|^Error: (socket hang up|connect ECONNREFUSED)/

/** @returns whether it is printed: after a failure only, as a test may tell of its seed */
function hear(text: string): boolean {
  if (TestRunner.getCurrentTest()?.result?.state === 'fail') return true
  if (text !== '' && !ofBrowser.test(text) && !isExpected(text)) printed.push(text)
  return false
}

for (const method of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const) {
  const print = console[method].bind(console)
  console[method] = (...parts: unknown[]) => {
    if (hear(format(...parts))) print(...parts)
  }
}

for (const stream of [process.stdout, process.stderr]) {
  const write = stream.write.bind(stream)
  stream.write = (text: string | Uint8Array, ...rest: never[]) =>
    hear(Buffer.from(text).toString()) ? write(text, ...rest) : true
}

// Loggers write to the descriptor itself.
const { writeSync } = fs
Object.assign(fs, {
  writeSync(descriptor: number, data: string | Uint8Array, ...rest: unknown[]): number {
    const isOutput = descriptor === 1 || descriptor === 2
    if (isOutput && !hear(Buffer.from(data).toString())) return Buffer.byteLength(data)
    return Reflect.apply(writeSync, fs, [descriptor, data, ...rest])
  },
})

process.on('warning', ({ name, stack = name }) => {
  // They depend on Node's version.
  if (!/^(Experimental|Deprecation)Warning$/.test(name)) hear(stack)
})

/** Fails if something was printed that the present test does not expect, or not what it does. */
export function checkPrinted(): void {
  const said = printed
  printed = []
  const missing = endExpectations()
  if (said.length > 0) throw new Error(`printed, and not expected:\n${said.join('\n')}`)
  if (missing.length > 0) throw new Error(`expected, and not printed: ${missing.join()}`)
}
