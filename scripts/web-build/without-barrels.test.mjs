import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'
import { withoutBarrels } from './without-barrels.mjs'

it.each([
  ["import { CircleHelp, X as Cross } from 'lucide'", ['CircleHelp', 'Cross']],
  ['import { SoundOutline } from "antd-mobile-icons";', ['SoundOutline']],
  ["import { useQuery, QueryClient } from '@tanstack/react-query'", ['useQuery', 'QueryClient']],
])('imports each name of %s from its own file', (code, names) => {
  const found = [...withoutBarrels(code).matchAll(/import \{ \w+ as (\w+) \} from "([^"]+)";/g)]
  expect(found.map(([, name]) => name)).toEqual(names)
  for (const [, , file = ''] of found) expect(existsSync(file)).toBe(true)
})

it('imports hooks from their folders, and names without a file of their own from the package', () => {
  const code = withoutBarrels("import { useThrottleFn, unheardOf } from 'ahooks';")
  expect(code).toMatch(
    /^import \{ default as useThrottleFn \} from ".*\/ahooks\/es\/useThrottleFn"; import \{ unheardOf \} from 'ahooks';$/,
  )
})

it('leaves other imports unchanged', () => {
  const code = "import { useState } from 'react'\nimport all from 'lucide'"
  expect(withoutBarrels(code)).toBe(code)
})
