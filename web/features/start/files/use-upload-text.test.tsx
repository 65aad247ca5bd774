import { expect, it } from 'vitest'
import { renderToString } from 'react-dom/server'
import { useUploadText } from './use-upload-text.ts'

function Said({ part }: { part: number }) {
  return <p>{useUploadText()({ stage: 'sending', part })}</p>
}

it('does not name a percentage once all of a file has been sent', () => {
  expect(renderToString(<Said part={0.999} />)).toContain('正在上传 99%')
  expect(renderToString(<Said part={1} />)).toContain('正在处理…')
})
