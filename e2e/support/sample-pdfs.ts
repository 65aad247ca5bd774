import { readFileSync } from 'node:fs'
import { deflateSync } from 'node:zlib'
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

const form = '/Type /XObject /Subtype /Form /BBox [0 0 595 842]'
const bits = '/Type /XObject /Subtype /Image /ColorSpace /DeviceGray /BitsPerComponent 1'

/** What the object with number 4 of a page is. */
const heavyThings = {
  /** A form draws the next one ten times, nine levels deep. */
  operators: () =>
    nested(9, (next) => ({
      text: `<< ${form} /Resources << /XObject << /X ${next} 0 R >> >> >>`,
      content: '/X Do '.repeat(10),
    })),
  /** Each of 300 levels of transparency needs a canvas as large as the page. */
  canvases: () =>
    nested(300, (next) => ({
      text: `<< ${form} /Group << /S /Transparency /I true >> /Resources << /ExtGState << /G << /ca 0.5 >> >> /XObject << /X ${next} 0 R >> >> >>`,
      content: '/G gs 0 0 9 9 re f /X Do',
    })),
  /** Bytes that are compressed twice. */
  bytes: () => [
    {
      text: `<< ${form} /Filter [/FlateDecode /FlateDecode] >>`,
      stream: deflateSync(deflateSync(Buffer.alloc(300 * 1024 * 1024, ' '))),
    },
  ],
  /** An image of 1,600 million pixels. */
  pixels: () => [
    {
      text: `<< ${bits} /Width 40000 /Height 40000 /Filter [/FlateDecode /FlateDecode] >>`,
      stream: deflateSync(deflateSync(new Uint8Array((40_000 * 40_000) / 8))),
    },
  ],
  /** A small image with a mask of 1,600 million pixels. */
  mask: () => [
    {
      text: `<< ${bits} /Width 8 /Height 1 /SMask 5 0 R >>`,
      stream: new Uint8Array(1),
    },
    {
      text: `<< ${bits} /Width 40000 /Height 40000 /Filter [/FlateDecode /FlateDecode] >>`,
      stream: deflateSync(deflateSync(new Uint8Array((40_000 * 40_000) / 8))),
    },
  ],
  /** A form draws the next one ten times, five levels deep; the last one is slow to fill. */
  time: () =>
    nested(
      5,
      (next) => ({
        text: `<< ${form} /Resources << /XObject << /X ${next} 0 R >> >> >>`,
        content: '/X Do '.repeat(10),
      }),
      `${'0 0 m 595 842 l 595 0 l 0 842 l '.repeat(40)} f*`,
    ),
}

type Level = { text: string; content: string }

function nested(levels: number, level: (next: number) => Level, last = '0 0 9 9 re f') {
  return [
    ...Array.from({ length: levels }, (_, at) => {
      const { text, content } = level(5 + at)
      return { text, stream: Buffer.from(content) }
    }),
    { text: `<< ${form} >>`, stream: Buffer.from(last) },
  ]
}

export const kindsOfHeavyPages = [
  'operators',
  'canvases',
  'bytes',
  'pixels',
  'mask',
  'time',
] as const

/** Few bytes of which the first of three pages takes too much to be drawn. */
export function heavyPdf(kind: (typeof kindsOfHeavyPages)[number]): Uint8Array<ArrayBuffer> {
  const resources = '/Font << /F1 3 0 R >>'
  return pdfOf(
    [
      { content: '/X Do', resources: `${resources} /XObject << /X 4 0 R >>` },
      { content: label('Page 2'), resources },
      { content: label('Page 3'), resources },
    ],
    [latin, ...heavyThings[kind]()],
  )
}

/** Starts like a PDF, and is none. */
export function brokenPdf(): Uint8Array<ArrayBuffer> {
  return writePdf([{ text: '<< /Type /Nothing >>' }]).slice(0, 40)
}
