import { useState } from 'react'
import { Sheet } from '#web/components/overlay/sheet.tsx'
import { useWords, words } from '#web/i18n/words.ts'

interface SealSheetProps {
  url: string
  open: boolean
  onClose: () => void
}

/** The picture of a seal. e签宝's address of it does not last. */
export function SealSheet({ url, open, onClose }: SealSheetProps) {
  const t = useWords(words.approval)
  const [hasFailed, setFailed] = useState(false)
  return (
    <Sheet open={open} title={t.sealTitle} onClose={onClose}>
      {hasFailed ? (
        <p role="alert">
          {t.sealFailed}{' '}
          <a href={url} target="_blank" rel="noreferrer">
            {t.sealByLink}
          </a>
        </p>
      ) : (
        <img className="seal-picture" src={url} alt={t.sealTitle} onError={() => setFailed(true)} />
      )}
    </Sheet>
  )
}
