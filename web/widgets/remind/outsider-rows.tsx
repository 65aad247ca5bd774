import { useQuery, useQueryClient } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { type ReactNode, useState } from 'react'
import { errorWords, failureIn } from '#web/components/failure/error-words.ts'
import { NotCopied } from '#web/components/not-copied.tsx'
import { RowBody } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { useCopy } from '#web/components/use-copy.ts'
import { useWords } from '#web/i18n/words.ts'
import './outsider-rows.css'
import { QrCode } from '#web/components/qr-code.tsx'
import { signLinkQuery } from './sign-link-query.ts'
import { type Outsider, partyOf, signLinkText } from './sign-link-text.ts'
import { signLinkWords } from './sign-link-words.ts'

type OutsiderRowsProps = {
  outsiders: readonly Outsider[]
  /** Whether their contracts differ, which then stand first in each row. */
  isOfSeveral?: boolean
  header: ReactNode
  extra?: ReactNode
}

/** Outside signers, each with a button for their signing link; a tap on the row shows its code. */
export function OutsiderRows({ outsiders, isOfSeveral = false, ...head }: OutsiderRowsProps) {
  return (
    <Rows {...head} testId="outsiders">
      {outsiders.map((outsider) => (
        <OutsiderRow
          key={`${outsider.taskId} ${outsider.signer}`}
          outsider={outsider}
          isOfSeveral={isOfSeveral}
        />
      ))}
    </Rows>
  )
}

function OutsiderRow({ outsider, isOfSeveral }: { outsider: Outsider; isOfSeveral: boolean }) {
  const t = useWords(signLinkWords)
  const tError = useWords(errorWords)
  const client = useQueryClient()
  const { name, contract } = outsider
  const [isShown, setShown] = useState(false)
  const { data: link, error, refetch } = useQuery({ ...signLinkQuery(outsider), enabled: false })
  const { hasFailed, copy } = useCopy(() => {}, t.copied)
  const take = async () => {
    // Some engines copy only within the tap, so a link that is there is not waited for.
    const known = client.getQueryData(signLinkQuery(outsider).queryKey)
    const taken = known ?? (await refetch()).data
    if (taken) copy(signLinkText(outsider, taken))
  }
  const show = () => {
    setShown(!isShown)
    if (link === undefined) void refetch()
  }
  const party = partyOf(outsider)
  return (
    <li className="outsider">
      <div className="row-with-handle">
        <RowBody
          hasArrow={false}
          isExpanded={isShown}
          description={isOfSeveral ? [name, party].filter(Boolean).join(' · ') : party}
          onClick={show}
        >
          {isOfSeveral ? contract.title : name}
        </RowBody>
        <Button
          size="small"
          fill="none"
          color="primary"
          loading="auto"
          aria-label={t.copyOf({ name })}
          onClick={take}
        >
          {t.copy}
        </Button>
      </div>
      {isShown && link && (
        <div className="outsider-code">
          <QrCode text={link} label={t.code({ name })} />
          <p className="quiet note">{t.note({ name })}</p>
        </div>
      )}
      {error && (
        <p className="outsider-failure tone-bad small" role="alert">
          {failureIn(error, tError).reason}
        </p>
      )}
      {hasFailed && link && <NotCopied text={signLinkText(outsider, link)} />}
    </li>
  )
}
