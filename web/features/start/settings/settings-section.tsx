import type { LaunchKind } from '#shared/rules/start-flow-draft.ts'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { Moment } from '#web/components/time/moment.tsx'
import { useNow } from '#web/components/time/use-now.ts'
import { useWords } from '#web/i18n/words.ts'
import { fieldIds } from '../draft/start-issues.ts'
import { Rules } from '../rules.tsx'
import { useStartForm } from '../start-form.ts'
import { startWords } from '../start-words.ts'
import { useOpening } from '../use-opening.ts'
import { CopiesSheet } from './copies-sheet.tsx'
import { DeadlineSheet } from './deadline-sheet.tsx'
import { LaunchSheet } from './launch-sheet.tsx'

type SettingsSectionProps = {
  /** The available ways to start; null while unknown. */
  launches: readonly LaunchKind[] | null
}

/** The optional settings: copies, deadline, and how to start. */
export function SettingsSection({ launches }: SettingsSectionProps) {
  const t = useWords(startWords)
  const { draft, launch } = useStartForm()
  const now = useNow()
  const [copies, deadline, way] = [useOpening(), useOpening(), useOpening()]
  const time = new Date(draft.deadline).getTime()
  const hasChoice = launches !== null && launches.length > 1
  return (
    <>
      <Rows header={<h2>{t.settings}</h2>}>
        <Row
          id={fieldIds.copies}
          extra={draft.copies.length === 0 ? t.none : t.people(draft.copies.length)}
          description={<Rules id={fieldIds.copies} />}
          onClick={copies.open}
        >
          {t.copies}
        </Row>
        {launch === 'direct' && (
          <Row
            id={fieldIds.deadline}
            extra={
              draft.deadline === '' || Number.isNaN(time) ? (
                t.noDeadline
              ) : (
                <Moment time={time} now={now} isFirst />
              )
            }
            description={<Rules id={fieldIds.deadline} />}
            onClick={deadline.open}
          >
            {t.deadline}
          </Row>
        )}
        <Row
          extra={launches !== null && t[`launch/${launch}`]}
          {...(hasChoice
            ? { onClick: way.open }
            : { description: launches !== null && t[`launch/${launch}/note`] })}
        >
          {t.launch}
        </Row>
      </Rows>
      <CopiesSheet {...copies.props} />
      {deadline.round > 0 && <DeadlineSheet key={deadline.round} {...deadline.props} />}
      {way.round > 0 && launches && (
        <LaunchSheet key={way.round} {...way.props} launches={launches} />
      )}
    </>
  )
}
