import { expect, it, vi } from 'vitest'
import { createDeveloperSetup } from './developer-setup.ts'

const real = 'https://api.dingtalk.com'

function setUp(noticeUrl: string, apiUrl: string) {
  const initialiseDeveloper = vi.fn(async () => true)
  const initialise = createDeveloperSetup({ initialiseDeveloper }, noticeUrl, apiUrl)
  return { initialiseDeveloper, initialise }
}

it.each([
  'http://localhost:8080/callbacks/esign/secret',
  'https://127.0.0.1/callbacks/esign/secret',
  'http://contracts.example.com/callbacks/esign/secret',
])('does not give %s away for good', async (noticeUrl) => {
  const { initialiseDeveloper, initialise } = setUp(noticeUrl, real)
  await expect(initialise('dingcorp')).rejects.toMatchObject({ code: 'notice-address-unreachable' })
  expect(initialiseDeveloper).not.toHaveBeenCalled()
})

it.each([
  ['https://contracts.example.com/callbacks/esign/secret', real],
  ['http://localhost:8080/callbacks/esign/secret', 'http://127.0.0.1:9000'],
])('gives %s to %s', async (noticeUrl, apiUrl) => {
  const { initialiseDeveloper, initialise } = setUp(noticeUrl, apiUrl)
  expect(await initialise('dingcorp')).toBe(true)
  expect(initialiseDeveloper).toHaveBeenCalledExactlyOnceWith('dingcorp', { noticeUrl })
})
