import { type ReactNode, useRef } from 'react'
import { fileExtensions } from '#shared/rules/file-rules.ts'

/** Names as well as kinds: some web views understand only one of them. */
const accepted = [
  ...fileExtensions.map((extension) => `.${extension}`),
  'application/pdf',
  'application/msword',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'image/jpeg',
  'image/png',
].join(',')

interface FileChoice {
  /** To be called by the tap itself. */
  open: () => void
  /** A hidden input, which has to be in the page. */
  input: ReactNode
}

/** Opens the device's own choice of files. */
export function useFileChoice(
  onChoose: (files: File[]) => void,
  options: { multiple: boolean },
): FileChoice {
  const input = useRef<HTMLInputElement>(null)
  return {
    open: () => input.current?.click(),
    input: (
      <input
        ref={input}
        type="file"
        hidden
        accept={accepted}
        multiple={options.multiple}
        onChange={({ currentTarget }) => {
          onChoose([...(currentTarget.files ?? [])])
          // Lets the same file be chosen again.
          currentTarget.value = ''
        }}
      />
    ),
  }
}
