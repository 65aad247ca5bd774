import { dingTalkPlatform } from './platform.ts'

/** Whether `window.print()` does anything here: the phone clients' web views ignore it. */
export const canPrint =
  typeof window.print === 'function' && (dingTalkPlatform === null || dingTalkPlatform === 'pc')
