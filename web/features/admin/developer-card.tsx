import { useMutation } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { useState } from 'react'
import { initialiseDeveloper } from '#web/api/queries/admin.ts'
import { CopyButton } from '#web/components/copy-button.tsx'
import { FailureNote } from '#web/components/failure/failure-note.tsx'
import { useWords } from '#web/i18n/words.ts'
import { adminWords } from './admin-words.ts'

/** Makes the app known to e签宝, with the address for its notices. */
export function DeveloperCard({ noticeUrl }: { noticeUrl: string }) {
  const t = useWords(adminWords)
  const [isAsking, setAsking] = useState(false)
  const initialise = useMutation({
    mutationFn: initialiseDeveloper,
    onSuccess: () => setAsking(false),
  })
  return (
    <section className="card" data-testid="developer">
      <div className="section-head">
        <h2>{t.developer}</h2>
      </div>
      <p className="quiet">{t.developerNote}</p>
      <dl className="facts">
        <div>
          <dt>{t.noticeUrl}</dt>
          <dd className="long-fact">
            <span className="task-id">{noticeUrl}</span> <CopyButton text={noticeUrl} />
          </dd>
        </div>
      </dl>
      {initialise.error && <FailureNote error={initialise.error} />}
      {initialise.data && <p role="status">{t.initialised}</p>}
      {isAsking ? (
        <div className="form-buttons">
          <Button onClick={() => setAsking(false)}>{t.cancelBack}</Button>
          <Button
            color="primary"
            loading={initialise.isPending}
            onClick={() => initialise.mutate()}
          >
            {t.initialiseConfirm}
          </Button>
        </div>
      ) : (
        <Button block onClick={() => setAsking(true)}>
          {t.initialise}
        </Button>
      )}
    </section>
  )
}
