import { ChevronLeft, ChevronRight } from 'lucide'
import { useState } from 'react'
import { IconButton } from '#web/components/button/icon-button.tsx'
import { DownloadLink } from '#web/widgets/archive/download-link.tsx'
import { type OpenSheet, Sheet } from '#web/components/overlay/sheet.tsx'
import { useResetOnOpening } from '#web/components/overlay/use-reset-on-opening.ts'
import { useWords } from '#web/i18n/words.ts'
import { FileView, noControls } from './file-view.tsx'
import type { ViewedFile } from './viewed-file.ts'
import './viewer.css'
import { viewerWords } from './viewer-words.ts'
import { ZoomButtons } from './zoom-buttons.tsx'

type ViewerProps = {
  files: readonly ViewedFile[]
  /** Index of the file to show first. */
  first?: number
} & OpenSheet

/** Shows files over the whole height of the window: PDFs and pictures; others can be opened. */
export function Viewer({ files, first = 0, open, onClose }: ViewerProps) {
  const t = useWords(viewerWords)
  const [index, setIndex] = useState(first)
  const [controls, setControls] = useState(noControls)
  useResetOnOpening(open, () => {
    setIndex(first)
    setControls(noControls)
  })
  const file = files[index]
  if (file === undefined) return null
  const show = (other: number) => {
    setControls(noControls)
    setIndex(other)
  }
  const { page, zoom } = controls
  const { source, name } = file
  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={name}
      isFull
      subtitle={page === null ? ' ' : t.page(page)}
      testId="viewer"
      actions={
        <div className="viewer-foot">
          <ZoomButtons zoom={zoom} />
          {files.length > 1 && (
            <>
              <IconButton
                icon={ChevronLeft}
                label={t.previous}
                isBusy={index === 0}
                onClick={() => show(index - 1)}
              />
              <IconButton
                icon={ChevronRight}
                label={t.next}
                isBusy={index === files.length - 1}
                onClick={() => show(index + 1)}
              />
            </>
          )}
          {source.kind === 'proxy' && (
            <DownloadLink path={`${source.path}?save`} name={name} fill="none">
              {t.download}
            </DownloadLink>
          )}
        </div>
      }
    >
      <FileView key={index} file={file} onControls={setControls} />
    </Sheet>
  )
}
