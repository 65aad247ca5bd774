import { useQueryClient } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { ApiError } from '#web/api/http/api-error.ts'
import { configureOnce } from '#web/api/queries/client-config.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { RadioChips } from '#web/components/chip/choice-chips.tsx'
import { errorWords, failureIn } from '#web/components/failure/error-words.ts'
import { notify } from '#web/components/overlay/notify.ts'
import { toDingTalkError } from '#web/dingtalk/dingtalk-error.ts'
import { pickPeople } from '#web/dingtalk/pick-people.ts'
import { dingTalkPlatform } from '#web/dingtalk/platform.ts'
import { useWords } from '#web/i18n/words.ts'
import { homeWords } from '../home-words.ts'
import { pickedNames } from './name-of-initiator.ts'

type InitiatorChoiceProps = {
  /** Who started most of the list. */
  frequent: readonly { userId: string | null; name: string }[]
  /** See `FlowConditions`. */
  value: string | null
  /** The name of the chosen person, if it is known. */
  valueName: string | null
  onChange: (by: string | null) => void
}

/** Chooses whose contracts are listed: of the most frequent initiators, or any colleague. */
export function InitiatorChoice({ frequent, value, valueName, onChange }: InitiatorChoiceProps) {
  const t = useWords(homeWords)
  const tError = useWords(errorWords)
  const client = useQueryClient()
  const { corpId } = useSession()
  const offered = frequent.map(({ userId, name }) => ({ value: userId ?? name, label: name }))
  const isOffered = offered.some((option) => option.value === value)
  const pick = async () => {
    try {
      await configureOnce(client)
      const [person] = await pickPeople({ title: t.pickInitiator, corpId, most: 1 })
      if (person === undefined) return
      pickedNames.set(person.userId, person.name)
      onChange(person.userId)
    } catch (cause) {
      if (cause instanceof ApiError) {
        notify(failureIn(cause, tError).reason, 'fail')
        return
      }
      const { failure, nativeCode } = toDingTalkError(cause)
      if (failure !== 'cancelled') notify(t.notPicked({ code: nativeCode ?? failure }), 'fail')
    }
  }
  return (
    <>
      <RadioChips
        label={t.initiator}
        options={[
          { value: 'any', label: t.any },
          ...offered,
          ...(value === null || isOffered ? [] : [{ value, label: valueName || t.initiator }]),
        ]}
        value={value ?? 'any'}
        onChange={(by) => onChange(by === 'any' ? null : by)}
      />
      {dingTalkPlatform !== null && (
        <Button size="small" fill="none" color="primary" loading="auto" onClick={pick}>
          {t.pickColleague}
        </Button>
      )}
    </>
  )
}
