/**
 * The address of DingTalk's sign-in page for browsers, which leads back to this page. A link to it
 * is offered, and followed when a session has ended, if the settings allow it.
 */
export function browserSignInAddress(): string {
  const { pathname, search, hash } = location
  return `/api/sign-in/dingtalk?returnTo=${encodeURIComponent(pathname + search + hash)}`
}
