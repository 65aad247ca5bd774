import { useWords } from '#web/i18n/words.ts'
import { adminWords } from './admin-words.ts'

interface MoreButtonProps {
  isLoading: boolean
  onMore: () => void
}

/** Shows the next part of a list. */
export function MoreButton({ isLoading, onMore }: MoreButtonProps) {
  const t = useWords(adminWords)
  return (
    <button
      type="button"
      className="link-button timeline-more"
      disabled={isLoading}
      onClick={onMore}
    >
      {isLoading ? t.loading : t.more}
    </button>
  )
}
