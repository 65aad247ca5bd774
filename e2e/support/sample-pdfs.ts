import { readFileSync } from 'node:fs'
import { chineseFont, chineseText, pdfOf, writePdf } from '#sandbox/seed/pdf-writer.ts'

// PDFs for the viewer, as real contracts are made. Each page carries its number as text.

const latin = { text: '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>' }

const label = (text: string) => `BT /F1 24 Tf 72 760 Td (${text}) Tj ET`

/** @param bytes of a picture on each page, which does not compress */
export function manyPages(pages: number, bytes = 0): Uint8Array<ArrayBuffer> {
  const side = Math.floor(Math.sqrt(bytes / 3))
  const pictures = Array.from({ length: side === 0 ? 0 : pages }, (_, page) => ({
    text: `<< /Type /XObject /Subtype /Image /Width ${side} /Height ${side} /ColorSpace /DeviceRGB /BitsPerComponent 8 >>`,
    stream: noise(side * side * 3, page + 1),
  }))
  return pdfOf(
    Array.from({ length: pages }, (_, page) => ({
      content: `${label(`Page ${page + 1}`)}${side === 0 ? '' : ' q 400 0 0 400 90 200 cm /Im Do Q'}`,
      resources: `/Font << /F1 3 0 R >>${side === 0 ? '' : ` /XObject << /Im ${4 + page} 0 R >>`}`,
    })),
    [latin, ...pictures],
  )
}

/** Bytes that look random, the same each time. */
function noise(length: number, seed: number): Uint8Array {
  const bytes = new Uint8Array(length)
  let value = seed
  for (let at = 0; at < length; at += 1) {
    value = (value * 1_103_515_245 + 12_345) % 2_147_483_648
    bytes[at] = value >> 16
  }
  return bytes
}

/** A PDF of this size whose pages are at its ends, as if large scans stood between them. */
export function largePdf(bytes: number): Uint8Array<ArrayBuffer> {
  return pdfOf(
    ['First', 'Last'].map((name) => ({
      content: label(name),
      resources: '/Font << /F1 3 0 R >>',
    })),
    [latin, { text: '<< >>', stream: new Uint8Array(bytes) }],
  )
}

const scans = {
  'jpeg-2000': {
    file: 'scan.jp2',
    text: '<< /Type /XObject /Subtype /Image /Width 160 /Height 120 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /JPXDecode >>',
  },
  jbig2: {
    file: 'scan.jb2',
    text: '<< /Type /XObject /Subtype /Image /Width 160 /Height 120 /ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /JBIG2Decode >>',
  },
} as const

/** A scanned page: a disc in the middle of the page, red in JPEG 2000, black in JBIG2. */
export function scannedPage(kind: keyof typeof scans): Uint8Array<ArrayBuffer> {
  const { file, text } = scans[kind]
  const stream = readFileSync(new URL(`../testdata/${file}`, import.meta.url))
  return pdfOf(
    [
      {
        content: 'q 480 0 0 360 57 241 cm /Im Do Q',
        resources: '/XObject << /Im 3 0 R >>',
      },
    ],
    [{ text, stream }],
  )
}

/** A page in a Chinese font that is not embedded. */
export function chinesePage(text: string): Uint8Array<ArrayBuffer> {
  return pdfOf(
    [
      {
        content: `BT /F1 48 Tf 72 600 Td ${chineseText(text)} Tj ET`,
        resources: '/Font << /F1 3 0 R >>',
      },
    ],
    chineseFont(3),
  )
}

/** Starts like a PDF, and is none. */
export function brokenPdf(): Uint8Array<ArrayBuffer> {
  return writePdf([{ text: '<< /Type /Nothing >>' }]).slice(0, 40)
}
