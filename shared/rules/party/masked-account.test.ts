import { expect, it } from 'vitest'
import { maskedAccount } from './masked-account.ts'

it.each([
  ['13800000000', '138****0000'],
  ['zhao@yunfan.com', 'z***@yunfan.com'],
  ['张@例子.公司', '张***@例子.公司'],
  ['@broken', '@***'],
  ['8613800000000', '8***'],
  ['', '***'],
])('shows %s as %s', (account, masked) => {
  expect(maskedAccount(account)).toBe(masked)
})
