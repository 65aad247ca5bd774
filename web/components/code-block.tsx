import './code-block.css'
import { CopyButton } from './copy-button.tsx'

type CodeBlockProps = {
  text: string
  /** Replaces the label of the button, "copy". */
  copyLabel?: string
}

/** An address, a secret or a name that has to be typed elsewhere, with a button that copies it. */
export function CodeBlock({ text, copyLabel }: CodeBlockProps) {
  return (
    <div className="code-block">
      <code>{text}</code>
      <CopyButton text={text} {...(copyLabel !== undefined && { label: copyLabel })} />
    </div>
  )
}
