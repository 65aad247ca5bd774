/**
 * Who owns what this device caches: the person whose session is there, by the proxy's note, and
 * this build of the app, because shapes change between builds. Null without a session.
 * @param note see `sessionNote`
 */
export function cacheOwner(note: string | null): string | null {
  return note?.includes('/') === true ? `${note} ${thisBuild()}` : null
}

/** The name of the app's file carries a hash of all that it holds and imports. */
function thisBuild(): string {
  const app = document.querySelector('link[data-part=app]')
  return app?.getAttribute('href') ?? 'in development'
}
