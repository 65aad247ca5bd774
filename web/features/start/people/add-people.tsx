import { useState } from 'react'
import { ApiError } from '#web/api/http/api-error.ts'
import { readJsapiConfig } from '#web/api/queries/jsapi-config.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { FailureNote } from '#web/components/failure/failure-note.tsx'
import { configureClient } from '#web/dingtalk/configure.ts'
import { DingTalkError } from '#web/dingtalk/dingtalk-error.ts'
import { pickPeople } from '#web/dingtalk/pick-people.ts'
import { dingTalkPlatform } from '#web/dingtalk/platform.ts'
import { useWords } from '#web/i18n/words.ts'
import type { Member } from '../draft/draft-people.ts'
import { ruleTextId } from '../rule-text.tsx'
import { SamplePeople } from './sample-people.tsx'
import { startWords } from '../start-words.ts'

interface AddPeopleProps {
  id: string
  /** User ids of the colleagues who are in the list. */
  picked: readonly string[]
  /** How many colleagues the list may have. */
  most: number
  /** Hears of all colleagues who are to be in the list from now on. */
  onPick: (members: Member[]) => void
  onAddOutsider: () => void
}

/** Adds colleagues, by the client's address book, and others. */
export function AddPeople({ id, picked, most, onPick, onAddOutsider }: AddPeopleProps) {
  const t = useWords(startWords)
  const { corpId } = useSession()
  const [isOpening, setOpening] = useState(false)
  const [showsSamples, setShowsSamples] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const pick = async () => {
    if (dingTalkPlatform === null) {
      setShowsSamples((shown) => !shown)
      return
    }
    setOpening(true)
    setFailure(null)
    try {
      await configureClient(readJsapiConfig)
      const people = await pickPeople({ title: t.pickerTitle, corpId, most, picked })
      onPick(people.map(({ userId, name }) => ({ userId, name: name === '' ? userId : name })))
    } catch (error) {
      if (!(error instanceof DingTalkError && error.failure === 'cancelled')) setFailure(error)
    } finally {
      setOpening(false)
    }
  }
  return (
    <>
      <div className="add-people">
        <button
          id={id}
          type="button"
          className="add-button"
          disabled={isOpening}
          aria-describedby={ruleTextId(id)}
          aria-expanded={dingTalkPlatform === null ? showsSamples : undefined}
          onClick={() => void pick()}
        >
          {isOpening ? t.opening : t.addMembers}
        </button>
        <button type="button" className="add-button" onClick={onAddOutsider}>
          {t.addOutsider}
        </button>
      </div>
      {showsSamples && (
        <SamplePeople picked={picked} onPick={onPick} onClose={() => setShowsSamples(false)} />
      )}
      {failure instanceof ApiError && <FailureNote error={failure} />}
      {failure !== null && !(failure instanceof ApiError) && (
        <p className="refused-file" role="alert">
          {t.pickerFailed({ code: clientCodeOf(failure) })}
        </p>
      )}
    </>
  )
}

/** What the client says for itself, to be reported. */
function clientCodeOf(failure: unknown): string {
  if (failure instanceof DingTalkError) return failure.nativeCode ?? failure.failure
  return failure instanceof Error ? failure.name : '?'
}
