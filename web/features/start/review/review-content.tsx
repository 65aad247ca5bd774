import { FileText } from 'lucide'
import { useState } from 'react'
import { Fact, Facts } from '#web/components/facts/facts.tsx'
import { Icon } from '#web/components/icon.ts'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { useSheet } from '#web/components/overlay/sheet.tsx'
import { Avatar } from '#web/components/person/avatar.tsx'
import { Moment } from '#web/components/time/moment.tsx'
import { useNow } from '#web/components/time/use-now.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { loadViewer } from '#web/widgets/viewer/load-viewer.ts'
import type { ViewedFile } from '#web/widgets/viewer/viewed-file.ts'
import { fileToView } from '../files/file-to-view.ts'
import { PersonName, useSignerText, useStepHead } from '../people/signer-text.tsx'
import { useStartForm } from '../start-form.ts'
import { startWords } from '../start-words.ts'
import { reviewWords } from './review-words.ts'

type ReviewContentProps = {
  /** Null if it is not known. */
  contractsLeft: number | null
}

/** What is sent to whom, and what it costs. */
export function ReviewContent({ contractsLeft }: ReviewContentProps) {
  const t = useWords(startWords)
  const tReview = useWords(reviewWords)
  const { between } = useWords(words.nextStep)
  const { draft, launch, services } = useStartForm()
  const now = useNow()
  const textOf = useSignerText()
  const headOf = useStepHead(draft)
  const { title, files, signers, copies } = draft
  const isDirect = launch === 'direct'
  const hasOrder = isDirect && draft.inOrder && signers.length > 1
  const deadline = new Date(draft.deadline).getTime()
  const viewed = files.map((file) => fileToView(file, services.uploads))
  const [shown, setShown] = useState<ViewedFile | null>(null)
  const viewer = useSheet(loadViewer)
  return (
    <div className="review stack">
      <p className={title.trim() === '' ? 'quiet' : 'review-title'}>
        {title.trim() || tReview.untitled}
      </p>
      <Rows label={t.files}>
        {files.length === 0 && (
          <Row>
            <span className="quiet">{tReview.noFiles}</span>
          </Row>
        )}
        {files.map(({ key, name, kind, pages }, index) => (
          <Row
            key={key}
            {...(viewed[index] && {
              onClick: () => {
                setShown(viewed[index] ?? null)
                void viewer.show()
              },
            })}
            prefix={<Icon icon={FileText} className="draft-icon" />}
            description={[t[kind], ...(pages === null ? [] : [t.pages(pages)])].join(' · ')}
          >
            {name}
          </Row>
        ))}
      </Rows>
      {viewer.part && shown && <viewer.part.Viewer files={[shown]} {...viewer.props} />}
      <Rows label={t.signers}>
        {signers.length === 0 && (
          <Row>
            <span className="quiet">{tReview.noSigners}</span>
          </Row>
        )}
        {signers.map((signer, index) => (
          <Row
            key={signer.key}
            testId="review-signer"
            label={hasOrder && headOf(index)}
            prefix={<Avatar name={signer.name} />}
            description={textOf(signer)}
          >
            <PersonName person={signer} />
          </Row>
        ))}
      </Rows>
      {(copies.length > 0 || isDirect) && (
        <Facts>
          {copies.length > 0 && (
            <Fact label={t.copies}>{copies.map(({ name }) => name).join(between)}</Fact>
          )}
          {isDirect && (
            <Fact label={t.deadline}>
              {Number.isNaN(deadline) ? t.noDeadline : <Moment time={deadline} now={now} isFirst />}
            </Fact>
          )}
        </Facts>
      )}
      {isDirect ? (
        <div className="small">
          <p>
            {contractsLeft === null
              ? tReview.cost
              : tReview.costLeft(Math.max(0, contractsLeft - 1))}
          </p>
          <p>{tReview.irrevocable}</p>
        </div>
      ) : (
        <p className="small">{t['launch/page/note']}</p>
      )}
    </div>
  )
}
