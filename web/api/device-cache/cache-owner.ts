/**
 * Whose the things are that this device keeps now: those of the person whose session is there, as the
 * proxy's note beside it says, and of this very build of the app, for shapes change. Null while nobody
 * is there whose things could be kept.
 * @param note what the proxy notes beside the session, see `sessionNote`
 */
export function cacheOwner(note: string | null): string | null {
  return note?.includes('/') === true ? `${note} ${thisBuild()}` : null
}

/** The name of the app's file carries a hash of all that it holds and imports. */
function thisBuild(): string {
  const app = document.querySelector('link[data-part=app]')
  return app?.getAttribute('href') ?? 'in development'
}
