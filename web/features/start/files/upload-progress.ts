/**
 * The state of a draft's file.
 * - `waiting` for other uploads to finish.
 * - `sending`: the fraction `part` has been sent, 0 to 1.
 * - `checking`: whether a file of an earlier visit still exists.
 * - `converting`: e签宝 converts it to a PDF.
 * - `ready` to be signed.
 * - `cancelled` by the person who added it.
 * - `interrupted`: the app was closed, or the person signed out, before it was sent; its contents
 * are lost.
 * - `gone`: it has to be chosen again, as e签宝 has it no more, or it is of another contract.
 * - `not-sent`: the upload failed with `error`.
 * - `not-converted`: e签宝 could not convert it.
 * - `not-known`: its state could not be read because of `error`, or e签宝 takes too long.
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

/** Whether it proceeds without action. */
export function isInProgress({ stage }: UploadProgress): boolean {
  return stage === 'checking' || stage === 'converting' || isLeaving({ stage })
}

/** Whether leaving the page would lose it. */
export function isLeaving({ stage }: Pick<UploadProgress, 'stage'>): boolean {
  return stage === 'waiting' || stage === 'sending'
}
