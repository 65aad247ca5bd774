import { expect, it } from 'vitest'
import { toAccount } from './outsider-account.ts'

it.each([
  ['13900000008', '13900000008'],
  [' 139 0000 0008 ', '13900000008'],
  ['+86 139-0000-0008', '13900000008'],
  ['008613900000008', '13900000008'],
  ['a@b.co.cn', 'a@b.co.cn'],
  [` ${'a'.repeat(249)}@b.cn `, `${'a'.repeat(249)}@b.cn`],
  ['Sun.Ba+sign@Example.COM', 'sun.ba+sign@example.com'],
])('reads %j as %s', (text, account) => {
  expect(toAccount(text)).toBe(account)
})

it.each([
  '',
  '1390000000',
  '139000000081',
  '12900000008',
  '+1 13900000008',
  '孙八',
  'a@b',
  'a@@b.cn',
  'a b@c.cn',
  'a@b..cn',
  '1390+860000008',
  `${'a'.repeat(250)}@b.cn`,
  'a@b.cn,c@d.cn',
])('refuses %j', (text) => expect(toAccount(text)).toBeNull())
