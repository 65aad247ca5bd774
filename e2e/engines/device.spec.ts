import { linkTo } from '#e2e/support/seeds.ts'
import { expect, test } from './fixtures.ts'

/** Writes a record if there is none; resolves with whether there was one. Runs in the page. */
function writeRecord(): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('past')
    let isThere = true
    opening.addEventListener('upgradeneeded', () => {
      isThere = false
    })
    opening.addEventListener('error', () => reject(new Error('no database')))
    opening.addEventListener('success', () => {
      opening.result.close()
      resolve(isThere)
    })
  })
}

test('has no past at a fresh address', async ({ open, view, engine, clientProxy }) => {
  const signIns = () => clientProxy.requests.filter((each) => each === 'POST /api/session').length
  const write = () => engine.evaluate(`(${String(writeRecord)})()`)
  await open(linkTo('SIGNING'))
  await view.expectVisible({ css: '[data-testid=timeline-item]' })
  expect(await write()).toBe(false)
  expect(await write()).toBe(true)
  await engine.open(`${clientProxy.freshUrl()}${linkTo('SIGNING')}`)
  await view.expectVisible({ css: '[data-testid=timeline-item]' })
  expect(signIns()).toBe(2)
  expect(await write()).toBe(false)
})
