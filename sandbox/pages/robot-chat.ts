import { setTimeout as delay } from 'node:timers/promises'
import { html } from 'hono/html'
import { z } from 'zod'
import type { Corp, Person } from '#sandbox/state/people.ts'
import type { ChatMessage, World } from '#sandbox/state/state.ts'
import { markdownLine, openedBy } from './chat-markdown.ts'
import type { Markup } from './page-layout.ts'

const maxShown = 20

const reply = z.object({
  title: z.string().optional(),
  text: z.union([z.string(), z.object({ content: z.string() }).transform((each) => each.content)]),
  singleTitle: z.string().optional(),
  singleURL: z.url().optional(),
})

const sessionReply = z
  .object({ markdown: reply, actionCard: reply, text: z.object({ content: z.string() }) })
  .partial()

/** The card or text in what the app sent for the robot. */
export function readReply(body: unknown): z.output<typeof reply> {
  const { markdown, actionCard, text } = sessionReply.safeParse(body).data ?? {}
  const said = actionCard ?? markdown ?? (text && { text: text.content })
  return said ?? reply.safeParse(body).data ?? { text: JSON.stringify(body) }
}

function messageSection(person: Person, message: ChatMessage): Markup {
  const { author, body, isInGroup } = message
  const place = isInGroup ? html` · 群聊` : html``
  if (author === 'person')
    return html`<section>
      <p class="muted">${person.name}${place}</p>
      <p class="line">${String(body)}</p>
    </section>`
  const { text, singleTitle, singleURL } = readReply(body)
  const button =
    singleURL === undefined
      ? html``
      : html`<p><a href="${openedBy(singleURL)}">${singleTitle}</a></p>`
  return html`<section>
    <p class="muted">机器人${place}</p>
    ${text.split(/\n+/).map(markdownLine)} ${button}
  </section>`
}

/** A person's chat with the robot, newest first, and a form to write to it. */
export function robotChat({ state }: World, { corpId }: Corp, person: Person): Markup {
  const shown = state.chats
    .filter((message) => message.corpId === corpId && message.userId === person.userId)
    .slice(-maxShown)
    .toReversed()
  return html`<h2>与机器人的聊天</h2>
    <form method="post">
      <label>
        写给机器人：合同标题、任务编号、链接，或“待我处理”“帮助”
        <input type="text" name="text" maxlength="500" required />
      </label>
      <button class="primary" name="place" value="single">发给机器人</button>
      <button name="place" value="group">在群里 @ 机器人</button>
    </form>
    ${shown.map((message) => messageSection(person, message))}`
}

const waitMs = 3_000

/**
 * Resolves once the robot has said something where it was asked, or when it takes too long for a
 * page. A group is told after the person.
 */
export async function replyShown(
  { state }: World,
  { before, isInGroup }: { before: number; isInGroup: boolean },
): Promise<void> {
  const end = performance.now() + waitMs
  const hasReply = () =>
    state.chats
      .slice(before)
      .some((message) => message.author === 'robot' && message.isInGroup === isInGroup)
  while (!hasReply() && performance.now() < end && !state.stop.signal.aborted)
    await delay(50, undefined, { ref: false })
}
