import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { adaptPdfjs } from './pdfjs-files.ts'

const read = (name: string) =>
  readFileSync(
    new URL(`../../node_modules/pdfjs-dist/legacy/build/${name}`, import.meta.url),
    'utf8',
  )

// A new version of pdf.js may be written differently.
it.each(['pdf.mjs', 'pdf.worker.mjs'])('%s makes no code from text any more', (name) => {
  expect(read(name)).toMatch(/\bFunction\(["']/)
  expect(adaptPdfjs(read(name))).not.toMatch(/\bFunction\(["']/)
})

it('the worker loads the decoder of JPEG 2000 as a script', () => {
  const adapted = adaptPdfjs(read('pdf.worker.mjs'))
  expect(adapted).toContain('self.loadDecoder(); instance = self.OpenJPEG();')
  expect(adapted).not.toMatch(/await import\(/)
})

it('the worker asks for its bounds', () => {
  const adapted = adaptPdfjs(read('pdf.worker.mjs'))
  for (const call of [
    'self.startPage();\n',
    'self.countOperator();\n',
    'self.checkStream(requested);\n',
    'self.checkStream(totalLength);\n',
    'self.checkImage(w, h);\n',
    'self.countImage(width, height);\n',
  ])
    expect(adapted.split(call), call).toHaveLength(2)
})
