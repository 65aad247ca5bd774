// @vitest-environment happy-dom
import { beforeEach, expect, it, vi } from 'vitest'
import { forgetBanner, forgetOtherBanners, cacheBanner, cachedBanner } from './cached-banners.ts'
import { cacheOwner } from './cache-owner.ts'
import { sessionNote } from '#web/api/session/session-note.ts'

const banner = { status: 'signing', title: '合同' } as const

/** The owner according to the session's note. */
const owner = () => cacheOwner(sessionNote(null))

function bannerNow(taskId: string) {
  const now = owner()
  return now === null ? null : cachedBanner(now, taskId)
}

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
  cacheBanner(String(owner()), 'PRO-1', banner)
})

it('is given only to the person of the session', () => {
  expect(bannerNow('PRO-1')).toEqual(banner)
  expect(bannerNow('PRO-2')).toBeNull()
  setNote('c1/wangwu')
  expect(bannerNow('PRO-1')).toBeNull()
  setNote('c1')
  expect(bannerNow('PRO-1')).toBeNull()
  setNote(null)
  expect(bannerNow('PRO-1')).toBeNull()
})

it('is not used by another build', () => {
  setBuild('app-2')
  expect(bannerNow('PRO-1')).toBeNull()
})

it('is deleted with its flow, with its person, and on signing out', () => {
  const lisi = String(owner())
  forgetOtherBanners(lisi)
  expect(bannerNow('PRO-1')).toEqual(banner)
  forgetBanner(lisi, 'PRO-1')
  expect(bannerNow('PRO-1')).toBeNull()
  cacheBanner(lisi, 'PRO-1', banner)
  forgetOtherBanners('c1/wangwu /assets/app-1.js')
  expect(bannerNow('PRO-1')).toBeNull()
  cacheBanner(lisi, 'PRO-1', banner)
  forgetOtherBanners(null)
  expect(localStorage.length).toBe(0)
})

it('is limited to the thirty flows that were read last', () => {
  const lisi = String(owner())
  for (let number = 2; number <= 31; number += 1) cacheBanner(lisi, `PRO-${number}`, banner)
  expect(bannerNow('PRO-1')).toBeNull()
  expect(bannerNow('PRO-2')).toEqual(banner)
  expect(bannerNow('PRO-31')).toEqual(banner)
})

it('is null where the storage is off or contains something else', () => {
  localStorage.setItem('kept-banners', 'no JSON')
  expect(bannerNow('PRO-1')).toBeNull()
  const refuse = () => {
    throw new Error('no storage here')
  }
  vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse })
  cacheBanner(String(owner()), 'PRO-1', banner)
  expect(bannerNow('PRO-1')).toBeNull()
})
