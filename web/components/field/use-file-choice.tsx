import { type ReactNode, useRef } from 'react'

interface FileChoice {
  /** To be called by the tap itself. */
  open: () => void
  /** A hidden input, which has to be in the page. */
  input: ReactNode
}

/** Opens the device's own choice of files. */
export function useFileChoice(
  onChoose: (files: File[]) => void,
  { accept, multiple = false }: { accept: string; multiple?: boolean },
): FileChoice {
  const input = useRef<HTMLInputElement>(null)
  return {
    open: () => input.current?.click(),
    input: (
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        multiple={multiple}
        onChange={({ currentTarget }) => {
          onChoose([...(currentTarget.files ?? [])])
          // Lets the same file be chosen again.
          currentTarget.value = ''
        }}
      />
    ),
  }
}
