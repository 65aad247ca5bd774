import { expect, it } from 'vitest'
import { hashOf, newKey, newProof, newToken, readBearer } from './assistant-secrets.ts'

it('reads tokens and keys, and nothing else', () => {
  const token = newToken()
  expect(readBearer(`Bearer ${token}`)).toEqual({ kind: 'token', hash: hashOf(token) })
  expect(readBearer(`bearer  ${token} `)?.kind).toBe('token')
  expect(readBearer(`Bearer ${newKey()}`)?.kind).toBe('key')
  for (const other of [undefined, '', token, `Basic ${token}`, `Bearer ${token}x`, 'Bearer cpa_x'])
    expect(readBearer(other)).toBeNull()
})

it('makes a proof that can be said', () => {
  expect(newProof()).toMatch(/^\d{8}$/)
})
