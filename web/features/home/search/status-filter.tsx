import Button from 'antd-mobile/es/components/button'
import { ListFilter, X } from 'lucide'
import { memo } from 'react'
import { Icon } from '#web/components/icon.ts'
import { useSheet } from '#web/components/overlay/use-sheet.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { homeWords } from '../home-words.ts'
import type { StatusFilterProps } from './status-sheet.tsx'

/** Opens the choice of a status. It shows the chosen one, which a tap removes. */
export const StatusFilter = memo(function StatusFilter({ status, onFilter }: StatusFilterProps) {
  const t = useWords(homeWords)
  const labels = useWords(words.status)
  const sheet = useSheet(() => import('./status-sheet.tsx'))
  const name = status === null || status === 'unknown' ? t.otherStatuses : labels[status]
  const clear = () => onFilter({ status: null })
  return (
    <>
      {/* The same button in both states, so that it keeps the focus. */}
      <Button
        className={status === null ? 'status-filter' : 'status-filter is-chosen'}
        size="small"
        fill={status === null ? 'none' : 'solid'}
        shape={status === null ? 'default' : 'rounded'}
        loading="auto"
        aria-label={status === null ? undefined : t.clearStatus({ status: name })}
        onClick={status === null ? sheet.show : clear}
      >
        {status === null ? (
          <>
            <Icon icon={ListFilter} /> {t.filter}
          </>
        ) : (
          <>
            {name} <Icon icon={X} />
          </>
        )}
      </Button>
      {sheet.part && (
        <sheet.part.StatusSheet {...sheet.props} status={status} onFilter={onFilter} />
      )}
    </>
  )
})
