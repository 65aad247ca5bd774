/** An object of a PDF: its dictionary or array as text, and the bytes of its stream. */
export type PdfObject = { text: string; stream?: Uint8Array }

/**
 * Writes a PDF.
 * @param objects numbered from 1; the first one is the catalogue. `/Length` is added to streams.
 */
export function writePdf(objects: readonly PdfObject[]): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = []
  let length = 0
  const write = (part: string | Uint8Array) => {
    const bytes = typeof part === 'string' ? new TextEncoder().encode(part) : part
    parts.push(bytes)
    length += bytes.length
  }
  write('%PDF-1.4\n')
  const offsets = objects.map(({ text, stream }, index) => {
    const offset = length
    write(`${index + 1} 0 obj\n`)
    if (stream === undefined) {
      write(`${text}\nendobj\n`)
    } else {
      write(`${text.replace(/>>$/, `/Length ${stream.length} >>`)}\nstream\n`)
      write(stream)
      write('\nendstream\nendobj\n')
    }
    return offset
  })
  const start = length
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`)
  write(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries.join('')}`)
  write(`trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`)
  const pdf = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    pdf.set(part, at)
    at += part.length
  }
  return pdf
}

/** A page of A4: what it draws, and what that refers to. */
export type PdfPage = {
  content: string
  /** Such as `/Font << /F1 5 0 R >>`; numbers of `shared` start at 3. */
  resources: string
}

/** A PDF of these pages, which share objects. */
export function pdfOf(
  pages: readonly PdfPage[],
  shared: readonly PdfObject[],
): Uint8Array<ArrayBuffer> {
  const first = 3 + shared.length
  const kids = pages.map((_, index) => `${first + 2 * index} 0 R`).join(' ')
  return writePdf([
    { text: '<< /Type /Catalog /Pages 2 0 R >>' },
    { text: `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>` },
    ...shared,
    ...pages.flatMap(({ content, resources }, index) => [
      {
        text: `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${first + 2 * index + 1} 0 R /Resources << ${resources} >> >>`,
      },
      { text: '<< >>', stream: new TextEncoder().encode(content) },
    ]),
  ])
}

/** Objects of a Chinese font that is not embedded, as in many contracts; the first is the font. */
export function chineseFont(number: number): PdfObject[] {
  return [
    {
      text: `<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [${number + 1} 0 R] >>`,
    },
    {
      text: `<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 /FontDescriptor ${number + 2} 0 R >>`,
    },
    {
      text: '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
    },
  ]
}

/** Text as a Chinese font of `chineseFont` takes it. */
export function chineseText(text: string): string {
  const codes = Array.from(text, (character) =>
    (character.codePointAt(0) ?? 0).toString(16).padStart(4, '0'),
  )
  return `<${codes.join('')}>`
}
