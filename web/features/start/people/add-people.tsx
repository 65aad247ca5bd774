import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide'
import { useState } from 'react'
import { ApiError } from '#web/api/http/api-error.ts'
import { appConfigQuery, sandboxSamplesQuery } from '#web/api/queries/app-config.ts'
import { configureOnce } from '#web/api/queries/client-config.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { CheckRows } from '#web/components/field/check-rows.tsx'
import { Icon } from '#web/components/icon.ts'
import { Row } from '#web/components/list/row.tsx'
import type { OpenSheet } from '#web/components/overlay/sheet.tsx'
import { DingTalkError } from '#web/dingtalk/dingtalk-error.ts'
import { type PickedPerson, pickPeople } from '#web/dingtalk/pick-people.ts'
import { dingTalkPlatform } from '#web/dingtalk/platform.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { FailureNote } from '#web/widgets/failure/failure-note.tsx'
import { memberIds, outsiderCount } from '../draft/draft-people.ts'
import type { DraftPerson } from '../draft/draft.ts'
import { EditSheet } from '../edit-sheet.tsx'
import { Rules } from '../rules.tsx'
import { ColleaguesSheet } from './colleagues-sheet.tsx'
import { startWords } from '../start-words.ts'
import { useOpening } from '../use-opening.ts'

type AddPeopleProps = {
  /** The id of the row that adds colleagues. */
  id: string
  people: readonly DraftPerson[]
  /** The maximum length of the list. */
  most: number
  /** Called with all colleagues who should now be in the list. */
  onPick: (members: PickedPerson[]) => void
  onAddOutsider: () => void
}

/** Rows that add colleagues from the client's address book, and outsiders. */
export function AddPeople({ id, people, most, onPick, onAddOutsider }: AddPeopleProps) {
  const t = useWords(startWords)
  const { opening } = useWords(words.page)
  const { corpId } = useSession()
  const client = useQueryClient()
  const { data: config } = useQuery(appConfigQuery)
  const [isOpening, setOpening] = useState(false)
  const samples = useOpening()
  const [failure, setFailure] = useState<unknown>(null)
  const picked = memberIds(people)
  const pick = async () => {
    if (isOpening) return
    if (dingTalkPlatform === null) {
      samples.open()
      return
    }
    setOpening(true)
    setFailure(null)
    try {
      await configureOnce(client)
      const chosen = await pickPeople({
        title: t.pickerTitle,
        corpId,
        most: most - outsiderCount(people),
        picked,
      })
      onPick(chosen.map(({ userId, name }) => ({ userId, name: name === '' ? userId : name })))
    } catch (error) {
      if (!(error instanceof DingTalkError && error.failure === 'cancelled')) setFailure(error)
    } finally {
      setOpening(false)
    }
  }
  return (
    <>
      <Row
        id={id}
        hasArrow={false}
        prefix={<Icon icon={Plus} className="draft-icon" />}
        description={<Rules id={id} />}
        onClick={() => void pick()}
        foot={
          failure !== null &&
          (failure instanceof ApiError ? (
            <FailureNote error={failure} />
          ) : (
            <p className="field-rule" role="alert">
              {t.pickerFailed({ code: clientCodeOf(failure) })}
            </p>
          ))
        }
      >
        <span className="draft-add">{isOpening ? opening : t.addMembers}</span>
      </Row>
      <Row
        hasArrow={false}
        prefix={<Icon icon={Plus} className="draft-icon" />}
        onClick={onAddOutsider}
      >
        <span className="draft-add">{t.addOutsider}</span>
      </Row>
      {samples.round > 0 && config?.mode === 'sandbox' && (
        <SamplePeople key={samples.round} {...samples.props} picked={picked} onPick={onPick} />
      )}
      {samples.round > 0 && config?.mode === 'live' && (
        <ColleaguesSheet key={samples.round} {...samples.props} people={people} onPick={onPick} />
      )}
    </>
  )
}

/** The client's own error code, for a report. */
function clientCodeOf(failure: unknown): string {
  if (failure instanceof DingTalkError) return failure.nativeCode ?? failure.failure
  return failure instanceof Error ? failure.name : '?'
}

type SamplePeopleProps = {
  picked: readonly string[]
  onPick: (members: PickedPerson[]) => void
} & OpenSheet

/** The sandbox's people, in place of the address book, which only DingTalk's clients have. */
function SamplePeople({ open, onClose, picked, onPick }: SamplePeopleProps) {
  const t = useWords(startWords)
  const { data: samples } = useQuery(sandboxSamplesQuery)
  const [chosen, setChosen] = useState(picked)
  const people = samples?.people ?? []
  const done = () => {
    onPick(people.filter(({ userId }) => chosen.includes(userId)))
    onClose()
  }
  return (
    <EditSheet open={open} title={t.addMembers} onClose={onClose} onDone={done}>
      <p className="quiet">{t.samplesNote}</p>
      <CheckRows
        label={t.addMembers}
        options={people.map(({ userId, name }) => ({ value: userId, label: name }))}
        value={chosen}
        onChange={setChosen}
      />
    </EditSheet>
  )
}
