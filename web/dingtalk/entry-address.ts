/**
 * The address by which the page was opened, without its fragment. DingTalk checks the signature of
 * `dd.config` against it, also after the app has changed the address; the boot script reads it
 * before anything can.
 */
export const entryAddress = location.href.replace(/#.*/, '')
