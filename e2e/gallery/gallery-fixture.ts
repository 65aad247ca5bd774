import type { WorkerFixture } from '@playwright/test'
import { startTimeoutMs } from '#e2e/fixtures/browser-fixtures.ts'
import { PlayedApp } from './played-app.ts'

export type GalleryFixture = { gallery: PlayedApp }

/** The gallery's app, for all tests of a worker. */
export const galleryFixture: [
  WorkerFixture<PlayedApp, object>,
  { scope: 'worker'; timeout: number },
] = [
  // oxlint-disable-next-line no-empty-pattern
  async ({}, provide) => {
    const gallery = await PlayedApp.start()
    await provide(gallery)
    await gallery.stop()
  },
  { scope: 'worker', timeout: startTimeoutMs },
]
