/**
 * The URL that the page was opened with, without its fragment. DingTalk checks the signature of
 * `dd.config` against it even after the app has changed the URL.
 */
export const entryAddress = location.href.replace(/#.*/, '')
