import { z } from 'zod'

export type MessageText = {
  heading: string
  lines: string[]
  text: string
  url: string | null
}

const oa = z.object({
  oa: z.object({
    message_url: z.string(),
    body: z.object({
      title: z.string(),
      form: z.array(z.object({ key: z.string(), value: z.string() })).default([]),
      content: z.string().default(''),
    }),
  }),
})

const templated = z.object({ data: z.record(z.string(), z.string()) })

/** Reads an OA message or the data of a template; any other message becomes its JSON text. */
export function readMessage(msg: unknown): MessageText {
  const own = oa.safeParse(msg).data?.oa
  if (own !== undefined) {
    const { title, form, content } = own.body
    const lines = form.map(({ key, value }) => `${key}${value}`)
    return { heading: title, lines, text: content, url: own.message_url }
  }
  const data = templated.safeParse(msg).data?.data
  if (data !== undefined) {
    const { title = '模板消息', text = '', url = null, ...rest } = data
    const lines = Object.entries(rest).map(([key, value]) => `${key}：${value}`)
    return { heading: title, lines, text, url }
  }
  return { heading: '消息', lines: [], text: JSON.stringify(msg), url: null }
}
