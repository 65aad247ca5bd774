import { expect, vi } from 'vitest'
import { z } from 'zod'
import type { Control } from '#proxy/testing/control-sandbox.ts'
import type { SandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'

const said = z.object({ title: z.string(), text: z.string(), singleURL: z.string().optional() })

const bodySchema = z.union([
  z.object({ actionCard: said }).transform(({ actionCard }) => actionCard),
  z.object({ markdown: said }).transform(({ markdown }) => markdown),
  said,
])

const chatsSchema = z.object({
  messages: z.array(
    z.discriminatedUnion('author', [
      z.object({ author: z.literal('person') }),
      z.object({
        author: z.literal('robot'),
        userId: z.string(),
        isInGroup: z.boolean(),
        way: z.enum(['session', 'token']),
        body: bodySchema,
      }),
    ]),
  ),
  frames: z.array(z.object({ msgId: z.string(), code: z.number().nullable() })),
})

export type RobotSaid = {
  userId: string
  isInGroup: boolean
  way: 'session' | 'token'
  title: string
  text: string
  url: string | null
}

/** What the robot has said in the sandbox's chats, oldest first, and how frames were answered. */
export async function robotChats(
  control: Control,
): Promise<{ said: RobotSaid[]; frames: { msgId: string; code: number | null }[] }> {
  const { messages, frames } = chatsSchema.parse(await control('GET', '/robot-messages'))
  return {
    said: messages.flatMap((message) => {
      if (message.author === 'person') return []
      const { userId, isInGroup, way, body } = message
      const { title, text, singleURL: url = null } = body
      return [{ userId, isInGroup, way, title, text, url }]
    }),
    frames,
  }
}

/** Waits until the robot has said this many things. */
export function robotSaid(control: Control, count: number): Promise<RobotSaid[]> {
  return vi.waitFor(async () => {
    const { said: all } = await robotChats(control)
    expect(all.length).toBeGreaterThanOrEqual(count)
    return all
  }, 15_000)
}

const sentSchema = z.object({ msgId: z.string() })

/**
 * @param more see `writingSchema` of the sandbox
 * @returns the id of the message
 */
export async function writeToRobot(
  control: Control,
  userId: string,
  text: string,
  more: Record<string, unknown> = {},
): Promise<string> {
  const answer = await control('POST', '/robot-messages', { userId, text, ...more })
  return sentSchema.parse(answer).msgId
}

/** Resolves once the app gets the messages to its robot over its line. */
export async function untilRobotListens({ proxy, control }: SandboxedProxy): Promise<void> {
  proxy.hearEvents()
  await vi.waitFor(async () => {
    const open = await control('GET', '/connections')
    expect(open).toMatchObject({ connections: [{ hasRobot: true }] })
  }, 15_000)
}
