import { type ReactNode, useRef } from 'react'

type FileChoice = {
  /** Call it in the tap handler. */
  open: () => void
  /** A hidden input, which has to be rendered. */
  input: ReactNode
}

/** Opens the device's file picker. */
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
          // Otherwise choosing the same file again would fire no event.
          currentTarget.value = ''
        }}
      />
    ),
  }
}
