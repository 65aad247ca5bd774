/** A handmade multipart body, for what `FormData` cannot send. */

const boundary = '----a-boundary'

export const multipartType = `multipart/form-data; boundary=${boundary}`

export type Part = { field?: string; name: string | null; content: string | Buffer }

export function fileHeader({ field = 'file', name }: Omit<Part, 'content'>): string {
  const fileName = name === null ? '' : `; filename="${name}"`
  const type = name === null ? '' : 'Content-Type: application/octet-stream\r\n'
  return `--${boundary}\r\nContent-Disposition: form-data; name="${field}"${fileName}\r\n${type}\r\n`
}

export const multipartEnd = `\r\n--${boundary}--\r\n`

export function multipart(...parts: Part[]): Buffer {
  const chunks = parts.flatMap((part, index) => [
    Buffer.from(`${index === 0 ? '' : '\r\n'}${fileHeader(part)}`),
    Buffer.from(part.content),
  ])
  return Buffer.concat([...chunks, Buffer.from(multipartEnd)])
}
