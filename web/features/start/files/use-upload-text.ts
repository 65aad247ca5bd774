import { errorWords, failureIn } from '#web/components/failure/error-words.ts'
import { useWords } from '#web/i18n/words.ts'
import { startWords } from '../start-words.ts'
import type { UploadProgress } from './upload-progress.ts'

/** Returns a function that describes a file's state, with the reason of a failure. */
export function useUploadText(): (state: UploadProgress) => string {
  const t = useWords(startWords)
  const tError = useWords(errorWords)
  const reasonOf = (error: unknown) => failureIn(error, tError).reason
  return (state) => {
    switch (state.stage) {
      case 'sending':
        // The proxy has received all of it and is sending it to e签宝.
        if (state.part === 1) return t['upload/converting']
        return t['upload/sending']({ percent: Math.floor(state.part * 100) })
      case 'not-sent':
      case 'not-known':
        return t[`upload/${state.stage}`]({ why: reasonOf(state.error) })
      default:
        return t[`upload/${state.stage}`]
    }
  }
}
