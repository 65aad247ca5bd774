/**
 * How far a file of the draft is on its way.
 * - `waiting` for others to be uploaded first.
 * - `sending`: `part` of it has left the device, 0 to 1.
 * - `checking`: whether a file of an earlier visit is still there.
 * - `converting`: e签宝 makes a PDF of it.
 * - `ready` to be signed.
 * - `cancelled` by the person who added it.
 * - `interrupted`: the app was closed, or the person left, before it was sent; its contents are not here
 *   any more.
 * - `gone`: e签宝 does not have it any more.
 * - `not-sent`: it did not arrive, because of `error`.
 * - `not-converted`: e签宝 could make nothing of it.
 * - `not-known`: how far it is could not be learnt, because of `error`.
 */
export type UploadProgress =
  | { stage: 'sending'; part: number }
  | { stage: 'not-sent' | 'not-known'; error: unknown }
  | {
      stage:
        | 'waiting'
        | 'checking'
        | 'converting'
        | 'ready'
        | 'cancelled'
        | 'interrupted'
        | 'gone'
        | 'not-converted'
    }

/** Whether it goes on by itself. */
export function isUnderWay({ stage }: UploadProgress): boolean {
  return stage === 'checking' || stage === 'converting' || isLeaving({ stage })
}

/** Whether it would be lost with the page. */
export function isLeaving({ stage }: Pick<UploadProgress, 'stage'>): boolean {
  return stage === 'waiting' || stage === 'sending'
}
