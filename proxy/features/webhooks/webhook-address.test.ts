import { expect, it } from 'vitest'
import { toWebhookAddress } from './webhook-address.ts'

const allowed = ['crm.corp', '127.0.0.1']

it.each([
  'https://hooks.example.com/in?key=1',
  'https://hooks.example.com:443/in',
  'http://crm.corp/in',
  'https://crm.corp:8443/in',
  'http://127.0.0.1:4000/in',
])('may be sent to %s', (address) => {
  expect(toWebhookAddress(address, allowed)?.href).toBe(new URL(address).href)
})

it.each([
  '',
  'hooks.example.com',
  'http://hooks.example.com/in',
  'https://hooks.example.com:8443/in',
  'https://somebody@hooks.example.com/in',
  'https://somebody:secret@crm.corp/in',
  'ftp://crm.corp/in',
  'https://localhost/in',
  'https://localhost./in',
  'https://crm.internal./in',
  'https://printer.local/in',
  'https://metadata.google.internal/in',
  'https://10.0.0.8/in',
  'https://8.8.8.8/in',
  'https://2130706434/in',
  'https://0x7f.2/in',
  'https://[::1]/in',
  'https://[::ffff:127.0.0.1]/in',
  'https://not.crm.corp.internal/in',
])('may not be sent to "%s"', (address) => {
  expect(toWebhookAddress(address, allowed)).toBeNull()
})
