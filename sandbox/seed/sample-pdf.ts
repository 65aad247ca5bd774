import { chineseFont, chineseText, type PdfPage, pdfOf } from './pdf-writer.ts'

const articles = [
  '第一条 合同标的：甲方向乙方采购本合同附件所列的货物与服务。',
  '第二条 价款：合同总价以附件清单为准，乙方开具发票后三十日内付清。',
  '第三条 交付：乙方应当在约定的期限内交付，并由甲方验收。',
  '第四条 保密：双方对因本合同知悉的商业秘密负有保密义务。',
  '第五条 争议：因本合同产生的争议，由甲方所在地人民法院管辖。',
]

const line = (text: string, size: number, x: number, y: number) =>
  `BT /F1 ${size} Tf ${x} ${y} Td ${chineseText(text)} Tj ET`

/** A contract with a title, some articles and a place to sign: a PDF of a few pages. */
export function samplePdf(title: string, reference: string, pages = 3): Uint8Array<ArrayBuffer> {
  const page = (number: number): PdfPage => {
    const text = articles.map((article, index) =>
      line(article, 12, 72, 700 - index * 40 - (number > 1 ? -40 : 0)),
    )
    return {
      content: [
        ...(number === 1 ? [line(title, 20, 72, 760)] : []),
        ...text,
        ...(number === pages
          ? [line('甲方（盖章）：', 12, 72, 200), line('乙方（盖章）：', 12, 320, 200)]
          : []),
        `BT /F2 9 Tf 72 40 Td (${reference.replaceAll(/[()\\]/g, ' ')}  ${number} / ${pages}) Tj ET`,
      ].join('\n'),
      resources: '/Font << /F1 3 0 R /F2 6 0 R >>',
    }
  }
  return pdfOf(
    Array.from({ length: pages }, (_, index) => page(index + 1)),
    [...chineseFont(3), { text: '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>' }],
  )
}
