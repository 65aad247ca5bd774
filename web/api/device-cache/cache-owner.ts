/**
 * The owner of this device's cache: the signed-in person, from the proxy's note, and this build of
 * the app, because shapes change between builds. Null without a session.
 * @param note see `sessionNote`
 */
export function cacheOwner(note: string | null): string | null {
  return note?.includes('/') === true ? `${note} ${thisBuild()}` : null
}

/** The file name of the app contains a hash of its content and imports. */
function thisBuild(): string {
  const app = document.querySelector('link[data-part=app]')
  return app?.getAttribute('href') ?? 'in development'
}
