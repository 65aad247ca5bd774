import { ensureBuilt } from '../scripts/built-app.mjs'

/** The tests run the built app, so it has to be a build of the sources as they are. */
// oxlint-disable-next-line import/no-default-export -- Playwright takes a default export only
export default function globalSetup(): void {
  ensureBuilt()
}
