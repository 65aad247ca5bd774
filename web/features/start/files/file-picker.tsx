import { useRef } from 'react'
import { fileExtensions } from '#shared/file-rules.ts'

/** Names as well as kinds: some web views understand only one of them. */
const accepted = [
  ...fileExtensions.map((extension) => `.${extension}`),
  'application/pdf',
  'application/msword',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'image/jpeg',
  'image/png',
].join(',')

interface FilePickerProps {
  id?: string
  className: string
  label: string
  describedBy?: string
  multiple?: boolean
  onPick: (files: File[]) => void
}

/** A button that lets files be chosen. */
export function FilePicker(props: FilePickerProps) {
  const { id, className, label, describedBy, multiple = false, onPick } = props
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button
        id={id}
        type="button"
        className={className}
        aria-describedby={describedBy}
        onClick={() => input.current?.click()}
      >
        {label}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        accept={accepted}
        multiple={multiple}
        onChange={({ currentTarget }) => {
          onPick([...(currentTarget.files ?? [])])
          // The same file may be chosen again.
          currentTarget.value = ''
        }}
      />
    </>
  )
}
