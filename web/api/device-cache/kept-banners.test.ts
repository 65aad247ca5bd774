// @vitest-environment happy-dom
import { beforeEach, expect, it, vi } from 'vitest'
import { forgetBanner, forgetBannersBut, keepBanner, keptBanner } from './kept-banners.ts'
import { keptOwner } from './kept-owner.ts'

const banner = { status: 'signing', title: '合同' } as const

function setNote(note: string | null): void {
  document.cookie =
    note === null ? 'session-corp=; Max-Age=0' : `session-corp=${encodeURIComponent(note)}`
}

function setBuild(build: string): void {
  document.head.innerHTML = `<link data-part="app" href="/assets/${build}.js">`
}

beforeEach(() => {
  localStorage.clear()
  setNote('c1/lisi')
  setBuild('app-1')
  keepBanner(String(keptOwner()), 'PRO-1', banner)
})

it('is given to whose session is there, and to nobody else', () => {
  expect(keptBanner('PRO-1')).toEqual(banner)
  expect(keptBanner('PRO-2')).toBeNull()
  setNote('c1/wangwu')
  expect(keptBanner('PRO-1')).toBeNull()
  setNote('c1')
  expect(keptBanner('PRO-1')).toBeNull()
  setNote(null)
  expect(keptBanner('PRO-1')).toBeNull()
})

it('is not given to another build', () => {
  setBuild('app-2')
  expect(keptBanner('PRO-1')).toBeNull()
})

it('goes with its flow, with its person, and at the end', () => {
  const owner = String(keptOwner())
  forgetBannersBut(owner)
  expect(keptBanner('PRO-1')).toEqual(banner)
  forgetBanner(owner, 'PRO-1')
  expect(keptBanner('PRO-1')).toBeNull()
  keepBanner(owner, 'PRO-1', banner)
  forgetBannersBut('c1/wangwu /assets/app-1.js')
  expect(keptBanner('PRO-1')).toBeNull()
  keepBanner(owner, 'PRO-1', banner)
  forgetBannersBut(null)
  expect(localStorage.length).toBe(0)
})

it('is one of the thirty that were read last', () => {
  const owner = String(keptOwner())
  for (let number = 2; number <= 31; number += 1) keepBanner(owner, `PRO-${number}`, banner)
  expect(keptBanner('PRO-1')).toBeNull()
  expect(keptBanner('PRO-2')).toEqual(banner)
  expect(keptBanner('PRO-31')).toEqual(banner)
})

it('is nothing where the storage is off or holds something else', () => {
  localStorage.setItem('kept-banners', 'no JSON')
  expect(keptBanner('PRO-1')).toBeNull()
  const refuse = () => {
    throw new Error('no storage here')
  }
  vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse })
  keepBanner(String(keptOwner()), 'PRO-1', banner)
  expect(keptBanner('PRO-1')).toBeNull()
})
