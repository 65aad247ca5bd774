import { expect, it } from 'vitest'
import { sandboxPort } from './sandbox-port.ts'

it.each([
  [undefined, 9030],
  ['', 9030],
  [' 9031 ', 9031],
  ['0', null],
  ['65536', null],
  ['eighty', null],
])('reads %j as %j', (text, port) => {
  expect(sandboxPort(text)).toBe(port)
})
