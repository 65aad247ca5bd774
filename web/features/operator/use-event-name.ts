import { useWords } from '#web/i18n/words.ts'
import { operatorWords } from './operator-words.ts'

const events = [
  'org_suite_auth',
  'org_suite_change',
  'org_suite_relieve',
  'org_micro_app_stop',
  'org_micro_app_restore',
  'org_micro_app_remove',
  'org_micro_app_scope_update',
  'market_order',
  'market_service_close',
  'suite_ticket',
] as const

/** Gives a function that says what an event of DingTalk was; those that have no words go by their name. */
export function useEventName(): (type: string) => string {
  const t = useWords(operatorWords)
  return (type) => {
    const known = events.find((event) => event === type)
    return known === undefined ? type : t[`event/${known}`]
  }
}
