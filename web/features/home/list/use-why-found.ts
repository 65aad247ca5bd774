import type { ListedFlow } from '#shared/schemas/flow/flow-list.ts'
import { useWords } from '#web/i18n/words.ts'
import { homeWords } from '../home-words.ts'

/**
 * Why a search found a flow whose row does not have the searched words: a person in another role,
 * or the task id. Null where the row itself has them.
 * @param shown the texts of the row, where known
 */
export function useWhyFound(
  { taskId, found }: ListedFlow,
  q: string,
  shown: readonly (string | null)[],
): string | null {
  const t = useWords(homeWords)
  const has = (text: string | null) => text?.toLowerCase().includes(q.toLowerCase()) === true
  if (q === '' || shown.some(has)) return null
  if (has(taskId)) return t.foundTask({ taskId })
  if (found === undefined || found.name === null) return null
  return t[found.role === 'signer' ? 'foundSigner' : 'foundCc']({ name: found.name })
}
