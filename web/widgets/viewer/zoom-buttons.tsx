import { MoveHorizontal, ZoomIn, ZoomOut } from 'lucide'
import { IconButton } from '#web/components/button/icon-button.tsx'
import { useWords } from '#web/i18n/words.ts'
import type { ViewerControls } from './file-view.tsx'
import { viewerWords } from './viewer-words.ts'

/** Change the size of a page; without `zoom` there is nothing to change yet. */
export function ZoomButtons({ zoom }: Pick<ViewerControls, 'zoom'>) {
  const t = useWords(viewerWords)
  return (
    <>
      <IconButton
        icon={ZoomOut}
        label={t.zoomOut}
        isBusy={!zoom?.out}
        onClick={() => zoom?.out?.()}
      />
      <IconButton icon={ZoomIn} label={t.zoomIn} isBusy={!zoom?.in} onClick={() => zoom?.in?.()} />
      <IconButton
        icon={MoveHorizontal}
        label={t.fitWidth}
        isBusy={!zoom}
        onClick={() => zoom?.fit()}
      />
    </>
  )
}
