/**
 * The address with which the page was opened, without its fragment: DingTalk checks the signature
 * of `dd.config` against it even after the app has changed the address.
 */
export const entryAddress = location.href.replace(/#.*/, '')
