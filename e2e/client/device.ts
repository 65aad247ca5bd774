import type { Page } from '@playwright/test'

/** The task ids of the flows that the device has cached for the page's origin, unordered. */
export function cachedFlows(page: Page): Promise<string[]> {
  return page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const opening = indexedDB.open('kept')
        opening.addEventListener('success', () => {
          const database = opening.result
          const done = (keys: IDBValidKey[]) => {
            database.close()
            const ids = keys.map(String).filter((key) => key.startsWith('flow/'))
            resolve(ids.map((key) => key.slice('flow/'.length)))
          }
          if (!database.objectStoreNames.contains('kept')) return done([])
          const reading = database.transaction('kept').objectStore('kept').getAllKeys()
          reading.addEventListener('success', () => done(reading.result))
        })
        // The database does not exist; aborting keeps this check from creating it.
        opening.addEventListener('upgradeneeded', () => opening.transaction?.abort())
        opening.addEventListener('error', (event) => {
          event.preventDefault()
          resolve([])
        })
      }),
  )
}

/** Everything that the device has cached about flows and their viewers, as one text. */
export function cachedText(page: Page): Promise<string> {
  return page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const opening = indexedDB.open('kept')
        opening.addEventListener('success', () => {
          const database = opening.result
          const reading = database.transaction('kept').objectStore('kept').getAll()
          reading.addEventListener('success', () => {
            database.close()
            resolve(JSON.stringify(reading.result))
          })
        })
      }),
  )
}

/** Waits until the service worker can open the app without a network. */
export async function untilWorkerIsReady(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
    const isKept = async () => {
      for (const name of await caches.keys())
        if (await (await caches.open(name)).match('/')) return true
      return false
    }
    // The log of the flow's page is a separate file and is fetched last.
    const hasAll = async () => {
      const names = performance.getEntriesByType('resource').map(({ name }) => name)
      const files = names.filter((name) => name.includes('/assets/'))
      const kept = await Promise.all(files.map((file) => caches.match(file)))
      return kept.every(Boolean)
    }
    while (!(await isKept()) || !(await hasAll()))
      await new Promise((resolve) => setTimeout(resolve, 20))
  })
}
