import { Info } from 'lucide'
import { Icon } from '#web/components/icon.ts'
import { useWords } from '#web/i18n/words.ts'
import { adminWords } from '../admin-words.ts'

/** Says on request that the bars above have lengths of square roots. */
export function ScaleNote() {
  const t = useWords(adminWords)
  return (
    <details className="scale-note">
      <summary aria-label={t.aboutScale}>
        <Icon icon={Info} className="row-icon" />
      </summary>
      <p className="desk-note">{t.scaleNote}</p>
    </details>
  )
}
