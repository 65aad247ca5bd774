import { useQuery } from '@tanstack/react-query'
import { choicesQuery, isTold } from '#web/api/queries/choices.ts'
import { defineWords, useWords } from '#web/i18n/words.ts'

const valueWords = defineWords({
  zh: { told: '接收通知', notTold: '不接收' },
  en: { told: 'On', notTold: 'Off' },
})

/** Whether the person is told about a contract, in the row that opens the choices. */
export function ChoicesValue({ taskId }: { taskId: string }) {
  const t = useWords(valueWords)
  const { data } = useQuery(choicesQuery(taskId))
  return data && (isTold(data) ? t.told : t.notTold)
}
